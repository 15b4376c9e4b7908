import { FileUp, Server } from 'lucide-react';
import { useRef } from 'react';
import { useReadChatTemplate, useTakeChatTemplate } from '../../api/chat-templates';
import { describeError } from '../../api/errors';
import { useModels } from '../../api/queries';
import { Button } from '../../ui/Button';
import { ErrorNote } from '../../ui/ErrorNote';
import { Select } from '../../ui/Select';

export type Found = { template: string; bos_token: string; eos_token: string };

interface Props {
  /** What was found, and what the model is called as far as that is known. */
  onFound: (found: Found, name: string) => void;
}

/** Finds a template where models keep theirs. What is found can still be changed. */
export function FoundChatTemplate({ onFound }: Props) {
  const read = useReadChatTemplate();
  const take = useTakeChatTemplate();
  const input = useRef<HTMLInputElement>(null);
  const failed = [read, take].find(({ isError }) => isError);
  return (
    <div className="space-y-2">
      <input
        ref={input}
        type="file"
        hidden
        aria-label="File of the model"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          take.reset();
          if (file) read.mutate(file, { onSuccess: (found) => onFound(found, modelName(file)) });
        }}
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button icon={FileUp} busy={read.isPending} onClick={() => input.current?.click()}>
          Take it from a file
        </Button>
        <FromServer
          busy={take.isPending}
          onTake={(model) => {
            read.reset();
            take.mutate(model, { onSuccess: (found) => onFound(found, model) });
          }}
        />
      </div>
      <p className="text-xs text-ink-2">
        tokenizer_config.json, chat_template.jinja or a .gguf. Or paste the template below.
      </p>
      {failed && (
        <ErrorNote title="No template was found there" detail={describeError(failed.error)} />
      )}
    </div>
  );
}

interface FromServerProps {
  busy: boolean;
  onTake: (model: string) => void;
}

/** The models that servers have now; without any, there is nothing to take. */
function FromServer({ busy, onTake }: FromServerProps) {
  const { data } = useModels();
  const models = (data?.models ?? []).filter(({ demo }) => !demo);
  if (models.length === 0) return null;
  return (
    <Select
      aria-label="Take it from a model server"
      icon={Server}
      placeholder={busy ? 'Asking the server' : 'Take it from a model server'}
      disabled={busy}
      value={null}
      onChange={onTake}
      options={models.map(({ name }) => ({ value: name, label: name }))}
      className="w-64"
    />
  );
}

/** `Qwen2.5-7B-Instruct-Q4_K_M.gguf` is named after its model; the other files are named alike for all. */
function modelName(file: File): string {
  return /\.gguf$/i.test(file.name) ? file.name.replace(/\.gguf$/i, '') : '';
}

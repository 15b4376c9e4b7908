import { Check, ChevronDown, History } from 'lucide-react';
import { useState } from 'react';
import { describeError } from '../../api/errors';
import { ariaKeys } from '../../keys/format';
import { useKeys } from '../../keys/useKeys';
import { formatDay } from '../../lib/times';
import { ErrorNote } from '../../ui/ErrorNote';
import { Popover } from '../../ui/Popover';
import { usePromptHistory } from './queries';

interface Props {
  templateId: number;
  current: string;
  onChoose: (text: string) => void;
}

/** The last ten different system prompts; choosing one puts it into the editor. */
export function PromptHistory({ templateId, current, onChoose }: Props) {
  const [isOpen, setOpen] = useState(false);
  const { data: history, error, refetch } = usePromptHistory(templateId);
  useKeys({ 'template.history': () => setOpen((open) => !open) });
  return (
    <Popover
      label="Earlier system prompts"
      align="end"
      open={isOpen}
      onOpenChange={setOpen}
      className="flex max-h-(--radix-popover-content-available-height) w-96 max-w-[calc(100vw-1.5rem)] flex-col p-1.5"
      trigger={
        <button
          type="button"
          aria-keyshortcuts={ariaKeys('template.history')}
          className="btn-ghost relative mx-1 h-8 gap-1.5 px-2 text-xs font-normal data-[state=open]:bg-sunken"
        >
          <History aria-hidden size={14} />
          <span className="max-sm:sr-only">History</span>
          <span className="sr-only"> of the system prompt: </span>
          <span className="text-ink-3">{history?.length ?? ''}</span>
          <ChevronDown aria-hidden size={14} className="text-ink-3" />
        </button>
      }
    >
      <p className="flex items-baseline justify-between px-2 py-1.5">
        <span className="eyebrow">Earlier system prompts</span>
        <span className="text-2xs text-ink-3">last 10, no doubles</span>
      </p>
      {error && (
        <ErrorNote
          title="The history did not load"
          detail={describeError(error)}
          onRetry={() => void refetch()}
        />
      )}
      {history?.length === 0 && (
        <p className="px-2 pb-2 text-sm text-ink-2">
          Every system prompt that you save is kept here.
        </p>
      )}
      <ul className="min-h-0 overflow-y-auto">
        {history?.map(({ text, version, saved_at }) => (
          <li key={version}>
            <button
              type="button"
              aria-current={text === current || undefined}
              onClick={() => {
                setOpen(false);
                onChoose(text);
              }}
              className="w-full rounded-md px-2 py-1.5 text-left text-sm hover:bg-sunken focus-visible:-outline-offset-2 aria-[current]:bg-sunken"
            >
              <span className="flex items-center gap-2 text-xs">
                <span className="font-medium">v{version}</span>
                <span className="flex-1 text-ink-3">
                  {text === current ? 'in use' : formatDay(saved_at)}
                </span>
                {text === current && <Check aria-hidden size={14} className="text-ok" />}
              </span>
              <span className="mt-0.5 block truncate text-ink-2">{text}</span>
            </button>
          </li>
        ))}
      </ul>
    </Popover>
  );
}

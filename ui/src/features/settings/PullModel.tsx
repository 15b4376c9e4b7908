import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { forgetPull, pullModel, pulls } from '../../api/pulls';
import { keys } from '../../api/queries';
import { useSignal } from '../../lib/useSignal';
import { Button } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { Input } from '../../ui/Input';
import { PullState } from '../../ui/PullState';

interface Props {
  server: string;
  /** Whether a name is asked for. */
  open: boolean;
  onClose: () => void;
  /** What opens it, while no model is being got. */
  trigger: ReactNode;
}

/** Has an Ollama get a model: asks for its name, shows how far it is, and can call it off. */
export function PullModel({ server, open, onClose, trigger }: Props) {
  const cache = useQueryClient();
  const pull = useSignal(pulls).find((one) => one.server === server);
  const start = (model: string) => {
    onClose();
    void pullModel(server, model, () => void cache.invalidateQueries({ queryKey: keys.models }));
  };
  if (pull) {
    return (
      <div className="mt-3">
        <PullState {...pull} onRetry={() => start(pull.model)} onClose={() => forgetPull(server)} />
      </div>
    );
  }
  return open ? <PullForm onStart={start} onClose={onClose} /> : trigger;
}

interface FormProps {
  onStart: (model: string) => void;
  onClose: () => void;
}

function PullForm({ onStart, onClose }: FormProps) {
  const [model, setModel] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (model.trim() !== '') onStart(model.trim());
  };
  return (
    <form onSubmit={submit} className="mt-3 flex max-w-120 flex-wrap items-start gap-2">
      <Field
        label="Model"
        hint="Its name in Ollama’s library. A few gigabytes are usual."
        className="min-w-0 flex-1 basis-50"
      >
        {(control) => (
          <Input
            {...control}
            autoFocus
            required
            spellCheck={false}
            autoCapitalize="none"
            placeholder="gemma3:4b"
            value={model}
            onChange={(event) => setModel(event.target.value)}
            onKeyDown={(event) => event.key === 'Escape' && onClose()}
            className="font-mono"
          />
        )}
      </Field>
      <div className="flex gap-2 sm:mt-6">
        <Button type="submit">Get it</Button>
        <Button variant="ghost" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

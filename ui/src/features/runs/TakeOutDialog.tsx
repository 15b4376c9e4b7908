import { FileDown } from 'lucide-react';
import { useState } from 'react';
import { describeError } from '../../api/errors';
import { formatAmount } from '../../lib/numbers';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { ErrorNote } from '../../ui/ErrorNote';
import { Field } from '../../ui/Field';
import { Input } from '../../ui/Input';
import type { Run } from './queries';
import { isOpen } from './run-words';
import { useBatch } from './useBatch';

interface Props {
  run: Run;
  /** Questions without an answer. */
  left: number;
  onClose: () => void;
}

/** What it means to take a run out, and the name of the model where it goes. */
export function TakeOutDialog({ run, left, onClose }: Props) {
  const [model, setModel] = useState('');
  const { takeOut } = useBatch(run);
  const start = () => takeOut.mutate(model, { onSuccess: onClose });
  return (
    <Dialog
      open
      onClose={onClose}
      title="Take the run out as a batch file"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" icon={FileDown} busy={takeOut.isPending} onClick={start}>
            {`Download ${formatAmount(left, 'question')}`}
          </Button>
        </>
      }
    >
      <div className="space-y-4 text-sm text-ink-2">
        <p>
          The file holds your prompts in clear. Give it to <code>vllm run-batch</code>, LiteLLM or a
          batch service that you trust with them.
        </p>
        {isOpen(run) && run.status !== 'paused' && (
          <p>The run pauses, so that nothing is asked twice.</p>
        )}
        {run.models.length === 1 && (
          <Field
            label="Model"
            hint={`Its name where the file goes. Left empty, it is ${run.model}.`}
          >
            {(control) => (
              <Input
                {...control}
                value={model}
                maxLength={200}
                placeholder="Qwen/Qwen3-32B"
                onChange={(event) => setModel(event.target.value)}
              />
            )}
          </Field>
        )}
        {takeOut.error && (
          <ErrorNote title="The file was not made" detail={describeError(takeOut.error)} />
        )}
      </div>
    </Dialog>
  );
}

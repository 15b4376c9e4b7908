import { useEffect, useState } from 'react';
import { describeError } from '../../api/errors';
import type { Schema } from '../../api/schema';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { ErrorNote } from '../../ui/ErrorNote';
import { Spinner } from '../../ui/Spinner';
import { ToolCallBox } from '../../ui/ToolCallBox';
import { WordDiff } from '../../ui/WordDiff';
import type { Candidate } from './audition';
import { replay } from './calls';

interface Props {
  answer: Candidate;
  onClose: () => void;
}

/** Asks exactly the same again and shows what came. Closing stops the model. */
export function ReplayDialog({ answer, onClose }: Props) {
  const { replayed, error } = useReplay(answer);
  return (
    <Dialog
      open
      onClose={onClose}
      title="Replay"
      description={`${answer.model} is asked the same again: prompt, options and seed as they were. Nothing is kept.`}
      footer={<Button onClick={onClose}>{replayed === null ? 'Cancel' : 'Close'}</Button>}
    >
      {error != null && <ErrorNote title="Nothing came back" detail={describeError(error)} />}
      {error == null && replayed === null && (
        <p role="status" className="flex items-center gap-2 text-sm text-ink-2">
          <Spinner /> The model is writing
        </p>
      )}
      {replayed !== null && <Comparison answer={answer} replayed={replayed} />}
    </Dialog>
  );
}

function Comparison({ answer, replayed }: { answer: Candidate; replayed: Schema<'Replay'> }) {
  const { same, differences, output, tool_calls } = replayed;
  if (same) return <p className="text-sm">The same answer came out, word for word.</p>;
  return (
    <div className="space-y-3 text-sm">
      <p className="font-medium">Another answer came out.</p>
      <ul className="list-disc space-y-1 pl-5 text-ink-2">
        {differences.map((difference) => (
          <li key={difference}>{difference}</li>
        ))}
      </ul>
      <p className="break-words whitespace-pre-wrap">
        <WordDiff before={answer.output} after={output} />
      </p>
      {tool_calls.map((call, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a tool may be called twice, calls keep their order
        <ToolCallBox key={index} call={call} />
      ))}
    </div>
  );
}

function useReplay(answer: Candidate) {
  const [replayed, setReplayed] = useState<Schema<'Replay'> | null>(null);
  const [error, setError] = useState<unknown>(null);
  const { id, run_id } = answer;
  useEffect(() => {
    const abort = new AbortController();
    replay({ id, run_id }, abort.signal)
      .then(setReplayed)
      .catch((caught) => {
        if (!abort.signal.aborted) setError(caught);
      });
    return () => abort.abort();
  }, [id, run_id]);
  return { replayed, error };
}

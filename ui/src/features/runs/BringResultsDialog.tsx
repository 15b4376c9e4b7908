import { useRef } from 'react';
import { describeError } from '../../api/errors';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { ErrorNote } from '../../ui/ErrorNote';
import { BatchReportView } from './BatchReportView';
import type { Run } from './queries';
import { useBatch } from './useBatch';

/** Takes a result file and says what became of each of its lines. */
export function BringResultsDialog({ run, onClose }: { run: Run; onClose: () => void }) {
  const { bringIn } = useBatch(run);
  const input = useRef<HTMLInputElement>(null);
  const { data: report, error, isPending } = bringIn;
  return (
    <Dialog
      open
      onClose={onClose}
      title="Bring results in"
      footer={
        <>
          <Button onClick={onClose}>{report ? 'Done' : isPending ? 'Stop' : 'Cancel'}</Button>
          <Button
            variant={report ? 'quiet' : 'primary'}
            busy={isPending}
            onClick={() => input.current?.click()}
          >
            {report ? 'Another file' : 'Choose the result file'}
          </Button>
        </>
      }
    >
      <input
        ref={input}
        type="file"
        aria-label="Result file"
        hidden
        accept=".jsonl,.json,.gz,.zip,.txt"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) bringIn.mutate(file);
          event.target.value = '';
        }}
      />
      {error ? (
        <ErrorNote title="Nothing was taken in" detail={describeError(error)} />
      ) : report ? (
        <BatchReportView report={report} runId={run.id} />
      ) : (
        <p className="text-sm text-ink-2">
          {isPending
            ? 'The results are taken in.'
            : 'Choose the file that came back, with a result on each line. It may hold a part of them, in any order, and may come twice: answers that are there stay as they are.'}
        </p>
      )}
    </Dialog>
  );
}

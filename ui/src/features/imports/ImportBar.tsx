import type { ImportReport } from '../../api/imports';
import { formatAmount, formatCount } from '../../lib/numbers';
import { Button } from '../../ui/Button';
import { dock } from '../../ui/toast';
import type { Progress, useImport } from './useImport';

interface Props {
  report: ImportReport;
  choices: ReturnType<typeof useImport>['choices'];
  progress: Progress | null;
  isLooking: boolean;
  onStart: () => void;
  onCancel: () => void;
  onChoose: () => void;
}

/** Starts the import, or shows how far it is. */
export function ImportBar(props: Props) {
  const { report, choices, progress, isLooking, onStart, onCancel, onChoose } = props;
  const count = report.rows - report.bad - (choices.keepDuplicates ? 0 : report.duplicates);
  const obstacle = obstacleOf(report, choices.skipBad, count);
  return (
    <div
      ref={dock}
      className="flex flex-wrap items-center gap-3 border-t border-line bg-surface px-4 py-3 md:px-6"
    >
      {progress ? (
        <>
          <Going progress={progress} rows={report.rows} />
          <Button onClick={onCancel}>Cancel</Button>
        </>
      ) : (
        <>
          <p role="status" className="min-w-0 flex-1 text-sm text-ink-2">
            {obstacle ?? 'All of it is one change, which you can take back.'}
          </p>
          <Button onClick={onChoose}>Another file</Button>
          <Button variant="primary" disabled={obstacle !== null} busy={isLooking} onClick={onStart}>
            {count > 0 ? `Import ${formatAmount(count, 'example')}` : 'Import'}
          </Button>
        </>
      )}
    </div>
  );
}

/** Why nothing can be imported as it is, or null. */
function obstacleOf({ lacks, bad, rows }: ImportReport, skipBad: boolean, count: number) {
  if (lacks != null) return `Above, ${lacks}.`;
  if (rows > 0 && bad === rows) return 'No row of this file can be read as this format.';
  if (bad > 0 && !skipBad) {
    return `${formatAmount(bad, 'row')} cannot be read. Leave them out, or correct the file.`;
  }
  return count > 0 ? null : 'Everything in this file is in the dataset already.';
}

function Going({ progress, rows }: { progress: Progress; rows: number }) {
  const isSending = progress.sent < 1;
  const share = isSending ? progress.sent : Math.min(progress.rows / Math.max(rows, 1), 1);
  const words = isSending
    ? 'Sending the file'
    : `Importing, ${formatCount(progress.rows)} of ${formatAmount(rows, 'row')}`;
  return (
    <div className="min-w-0 flex-1">
      <p className="text-sm">{words}</p>
      <progress
        aria-label={words}
        max={1}
        value={share}
        className="mt-1 h-1.5 w-full accent-accent"
      />
    </div>
  );
}

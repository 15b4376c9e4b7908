import { CircleAlert, CircleCheck } from 'lucide-react';
import type { BatchReport } from '../../api/batches';
import { formatAmount, formatCount } from '../../lib/numbers';

const SHOWN = 8;

/** What became of a result file, with the lines that brought no answer. */
export function BatchReportView({ report, runId }: { report: BatchReport; runId: number }) {
  const { lines, answered, errors } = report;
  const bad = report.failed + report.unknown + report.unreadable;
  const waiting = report.run.items.waiting;
  const rest: [number, string][] = [
    [report.already, 'answered already, so left alone'],
    [report.failed, 'failed where they were asked'],
    [report.unknown, `no question of run ${runId}`],
    [report.unreadable, 'no result'],
  ];
  const Icon = bad > 0 ? CircleAlert : CircleCheck;
  return (
    <div role="status" className="space-y-3 text-sm">
      <p className="flex items-center gap-2 font-medium">
        <Icon aria-hidden size={16} className={bad > 0 ? 'text-star' : 'text-ok'} />
        {`${formatAmount(answered, 'answer')} came from ${formatAmount(lines, 'line')}.`}
      </p>
      <ul className="space-y-1 text-ink-2">
        {rest
          .filter(([count]) => count > 0)
          .map(([count, words]) => (
            <li key={words}>{`${formatAmount(count, 'line')}: ${words}`}</li>
          ))}
      </ul>
      {errors.length > 0 && (
        <ul className="card divide-y divide-line" aria-label="Lines without an answer">
          {errors.slice(0, SHOWN).map(({ row, detail }) => (
            <li key={row} className="flex gap-3 px-3 py-2">
              <span className="w-20 shrink-0 text-ink-3 tabular-nums">Line {formatCount(row)}</span>
              <span className="min-w-0 break-words">{detail}</span>
            </li>
          ))}
        </ul>
      )}
      {bad > SHOWN && (
        <p className="text-xs text-ink-3">and {formatCount(bad - SHOWN)} more of that kind</p>
      )}
      <p className="text-ink-2">
        {waiting > 0
          ? `${formatAmount(waiting, 'item')} still ${waiting === 1 ? 'waits' : 'wait'} for a result.`
          : 'Nothing is out any more: the run has ended.'}
      </p>
    </div>
  );
}

import { formatCount } from '../../lib/numbers';
import type { Tally } from './useTally';

/** What was done since the page was opened. */
export function SessionTally({ tally }: { tally: Tally }) {
  const sums: [string, number][] = [
    ['Generated', tally.generated],
    ['Kept', tally.kept],
    ['Edited', tally.edited],
  ];
  return (
    <div className="mt-6 hidden border-t border-line pt-4 lg:block">
      <h3 className="eyebrow">This session</h3>
      <dl className="mt-3 grid grid-cols-3 gap-2 text-center">
        {sums.map(([label, sum]) => (
          <div key={label}>
            <dt className="text-2xs text-ink-3">{label}</dt>
            <dd className="text-lg font-semibold">{formatCount(sum)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

import { formatCount } from '../../lib/numbers';
import type { Run } from './queries';

type Lane = Run['lanes'][number];

/** How the items of each model stand. */
export function RunLanes({ run }: { run: Run }) {
  const { items } = run;
  const counts: [string, number][] = [
    ['done', items.done],
    ['writing', items.writing],
    ['failed', items.failed],
    ['stopped', items.stopped],
    ['waiting', items.waiting],
  ];
  return (
    <>
      <ul aria-label="Models" className="mt-4 space-y-2">
        {run.lanes.map((lane) => (
          <LaneLine key={lane.model} lane={lane} />
        ))}
      </ul>
      <p className="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-3">
        {counts
          .filter(([, count]) => count > 0)
          .map(([name, count]) => (
            <span key={name}>
              <span className="font-medium text-ink-2 tabular-nums">{formatCount(count)}</span>{' '}
              {name}
            </span>
          ))}
      </p>
    </>
  );
}

function LaneLine({ lane }: { lane: Lane }) {
  const { model, total, done, failed, stopped, tokens_per_second: speed } = lane;
  const share = (count: number) => (total === 0 ? 0 : (count * 100) / total);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto_4.5rem] items-center gap-x-3 gap-y-1 text-sm sm:grid-cols-[11rem_minmax(0,1fr)_auto_4.5rem]">
      <span className="truncate" title={model}>
        {model}
      </span>
      <svg
        aria-hidden
        viewBox="0 0 100 1"
        preserveAspectRatio="none"
        className="h-2.5 w-full overflow-hidden rounded-sm bg-sunken max-sm:hidden"
      >
        <rect width={share(done)} height="1" className="fill-ok" />
        <rect x={share(done)} width={share(failed)} height="1" className="fill-bad" />
        <rect x={share(done + failed)} width={share(stopped)} height="1" className="fill-ink-3" />
      </svg>
      <span className="text-xs text-ink-2 tabular-nums">
        {formatCount(done)} of {formatCount(total)}
        {failed > 0 && <span className="text-bad">, {formatCount(failed)} failed</span>}
      </span>
      <span className="text-right text-xs text-ink-3 tabular-nums">
        {speed == null ? '–' : `${Math.round(speed)} tok/s`}
      </span>
    </li>
  );
}

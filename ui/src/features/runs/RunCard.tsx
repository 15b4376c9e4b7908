import { Link } from '@tanstack/react-router';
import { Pause, Play, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { ariaKeys, keySigns } from '../../keys/format';
import { useKeys } from '../../keys/useKeys';
import { formatAmount, formatCount } from '../../lib/numbers';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { ProgressBar } from '../../ui/ProgressBar';
import { type Run, useRunOrders } from './queries';
import { RunLanes } from './RunLanes';
import { CAUSES, endedOf, formatDuration, isOpen, percentOf, STATUS, shapeOf } from './run-words';

/** A run with how it goes: what there is to see while it works, and what to do about it. */
export function RunCard({ run, linked = false }: { run: Run; linked?: boolean }) {
  return (
    <section aria-label={`Run ${run.id}`} className="card">
      <div className="p-4">
        <RunHead run={run} linked={linked} />
        <RunFigures run={run} />
        <RunLanes run={run} />
        {run.error && <p className="mt-3 text-sm text-ink-2">{run.error}</p>}
      </div>
      {run.failures.length > 0 && <RunFailures run={run} />}
    </section>
  );
}

function RunHead({ run, linked }: { run: Run; linked: boolean }) {
  const { give, busy } = useRunOrders();
  const [cancelling, setCancelling] = useState(false);
  const name = run.template_name || 'Examples answered again';
  const isPaused = run.status === 'paused';
  // Where several runs are listed, a key could mean any of them.
  const hint = linked
    ? {}
    : { kbd: keySigns('runs.pause'), 'aria-keyshortcuts': ariaKeys('runs.pause') };
  useKeys(
    { 'runs.pause': () => give(run.id, isPaused ? 'resume' : 'pause') },
    { enabled: !linked && isOpen(run) },
  );
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <h2 className="text-base font-semibold">
        {linked ? (
          <Link to="/runs/$id" params={{ id: run.id }} data-item className="hover:underline">
            {name}
          </Link>
        ) : (
          name
        )}
        {run.template_version != null && (
          <span className="font-normal text-ink-3"> v{run.template_version}</span>
        )}
      </h2>
      <StatusChip status={run.status} />
      <span className="text-xs text-ink-3">
        Run {run.id} · {shapeOf(run)}
      </span>
      {isOpen(run) && (
        <div className="ml-auto flex gap-2">
          <Button
            {...hint}
            size="sm"
            icon={isPaused ? Play : Pause}
            busy={busy}
            className="max-md:[&>span]:hidden"
            onClick={() => give(run.id, isPaused ? 'resume' : 'pause')}
          >
            {isPaused ? 'Resume' : 'Pause'}
          </Button>
          <Button size="sm" variant="ghost" onClick={() => setCancelling(true)}>
            Cancel
          </Button>
        </div>
      )}
      <ConfirmDialog
        open={cancelling}
        title={`Cancel run ${run.id}?`}
        confirm="Cancel the run"
        danger
        onClose={() => setCancelling(false)}
        onConfirm={() => {
          setCancelling(false);
          give(run.id, 'cancel');
        }}
      >
        {formatAmount(run.items.done, 'answer')} {run.items.done === 1 ? 'stays' : 'stay'}. What
        waits will not be asked.
      </ConfirmDialog>
    </div>
  );
}

export function StatusChip({ status }: { status: Run['status'] }) {
  const { label, tone, icon } = STATUS[status];
  return (
    <Chip tone={tone} icon={icon}>
      {label}
    </Chip>
  );
}

function RunFigures({ run }: { run: Run }) {
  const { items, progress } = run;
  const { tokens_per_second: speed, seconds_left: left } = progress;
  const percent = percentOf(run);
  return (
    <>
      <dl className="mt-3 flex flex-wrap items-end gap-x-8 gap-y-2 text-sm">
        <div>
          <dt className="sr-only">Ended</dt>
          <dd className="text-2xl font-semibold tabular-nums">{percent}%</dd>
        </div>
        <Figure name="Done" value={`${formatCount(items.done)} of ${formatCount(items.total)}`} />
        {speed != null && <Figure name="Speed" value={`${Math.round(speed)} tok/s`} />}
        {progress.worked_seconds > 0 && (
          <Figure name="Worked for" value={formatDuration(progress.worked_seconds)} />
        )}
        {left != null && <Figure name="Left" value={`≈ ${formatDuration(left)}`} />}
        <Figure name="Written" value={formatAmount(progress.tokens, 'token')} />
      </dl>
      <div className="mt-3">
        <ProgressBar label={`Run ${run.id}`} value={endedOf(run)} total={items.total} />
      </div>
    </>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt className="text-xs text-ink-3">{name}</dt>
      <dd className="tabular-nums">{value}</dd>
    </div>
  );
}

function RunFailures({ run }: { run: Run }) {
  const { retry, busy } = useRunOrders();
  return (
    <div className="border-t border-line p-4">
      <div className="flex flex-wrap items-center gap-3">
        <h3 className="text-sm font-semibold">{formatCount(run.items.failed)} failed</h3>
        <p className="text-xs text-ink-3">
          The other answers are safe, and nothing is asked twice.
        </p>
        <Button
          size="sm"
          variant="ghost"
          icon={RotateCcw}
          busy={busy}
          onClick={() => retry(run.id)}
          className="ml-auto"
        >
          Retry all {formatCount(run.items.failed)}
        </Button>
      </div>
      <ul className="mt-2 divide-y divide-line">
        {run.failures.map(({ cause, count, message }) => (
          <li key={cause} className="flex flex-wrap items-center gap-x-3 gap-y-2 py-2.5">
            <div className="min-w-0 flex-1 basis-72">
              <p className="text-sm font-medium">
                {CAUSES[cause]}{' '}
                <span className="font-normal text-ink-3">{formatAmount(count, 'item')}</span>
              </p>
              <p className="text-sm text-ink-2">{message}</p>
            </div>
            <Button size="sm" busy={busy} onClick={() => retry(run.id, { cause })}>
              Retry {formatCount(count)}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

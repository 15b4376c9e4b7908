import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { ListChecks, Plus } from 'lucide-react';
import { useRef } from 'react';
import { describeError } from '../../api/errors';
import { ariaKeys, keySigns } from '../../keys/format';
import { useKeys } from '../../keys/useKeys';
import { formatAmount } from '../../lib/numbers';
import { formatAgo } from '../../lib/times';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNote } from '../../ui/ErrorNote';
import { Kbd } from '../../ui/Kbd';
import { Page } from '../../ui/Page';
import { Skeleton } from '../../ui/Skeleton';
import { Pager } from './Pager';
import { RUNS_PAGE, type Run, useRuns } from './queries';
import { RunCard, StatusChip } from './RunCard';
import { isOpen } from './run-words';
import { useListKeys } from './useListKeys';

/** Every run: those that are under way with how they go, and the earlier ones. */
export function RunsPage() {
  const navigate = useNavigate();
  const box = useRef<HTMLDivElement>(null);
  useListKeys(box);
  useKeys({ 'runs.new': () => void navigate({ to: '/runs/new' }) });
  return (
    <Page title="Runs" actions={<NewRunLink />}>
      <div ref={box} className="w-full max-w-240 space-y-4 p-4 md:p-6">
        <RunList />
      </div>
    </Page>
  );
}

function NewRunLink() {
  return (
    <Link
      to="/runs/new"
      aria-keyshortcuts={ariaKeys('runs.new')}
      className="btn-primary max-md:[&>kbd]:hidden"
    >
      <Plus aria-hidden size={16} />
      New run
      <Kbd keys={keySigns('runs.new')} bare />
    </Link>
  );
}

function RunList() {
  const { page = 1 } = useSearch({ strict: false });
  const navigate = useNavigate();
  const { data, error, refetch } = useRuns(page);
  if (error && data === undefined) {
    return (
      <ErrorNote
        title="The runs could not be read"
        detail={describeError(error)}
        onRetry={() => refetch()}
      />
    );
  }
  if (data === undefined) return <Skeleton className="h-40 w-full" />;
  if (data.total === 0) {
    return (
      <EmptyState icon={ListChecks} title="No runs yet" actions={<NewRunLink />}>
        A run asks one or more models for many answers. It goes on when you close this tab, and
        nothing is lost when the computer stops.
      </EmptyState>
    );
  }
  const open = data.items.filter(isOpen);
  const earlier = data.items.filter((run) => !isOpen(run));
  return (
    <>
      {open.map((run) => (
        <RunCard key={run.id} run={run} linked />
      ))}
      {earlier.length > 0 && (
        <section aria-labelledby="earlier">
          <h2 id="earlier" className="eyebrow mb-2">
            Earlier
          </h2>
          <ul className="card divide-y divide-line overflow-hidden">
            {earlier.map((run) => (
              <EarlierRun key={run.id} run={run} />
            ))}
          </ul>
        </section>
      )}
      <p className="text-xs text-ink-3">
        A run goes on when you close this tab or the session times out. Signing out or quitting
        pauses it; nothing is lost.
      </p>
      <Pager
        page={page}
        size={RUNS_PAGE}
        total={data.total}
        onPage={(next) => navigate({ to: '/runs', search: next === 1 ? {} : { page: next } })}
      />
    </>
  );
}

function EarlierRun({ run }: { run: Run }) {
  const { done, failed, stopped } = run.items;
  return (
    <li>
      <Link
        to="/runs/$id"
        params={{ id: run.id }}
        data-item
        className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3 hover:bg-sunken"
      >
        <span className="text-sm font-medium text-ink">
          {run.template_name || 'Examples answered again'}
        </span>
        <StatusChip status={run.status} />
        <span className="ml-auto text-xs text-ink-3">{formatAgo(run.created_at)}</span>
        <span className="basis-full text-xs text-ink-2">
          {formatAmount(done, 'answer')}
          {failed > 0 && `, ${failed} failed`}
          {stopped > 0 && `, ${stopped} stopped`} · {run.models.join(', ')}
        </span>
      </Link>
    </li>
  );
}

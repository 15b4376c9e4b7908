import { ArrowLeft, CopyCheck } from 'lucide-react';
import { useState } from 'react';
import { describeError } from '../../api/errors';
import { formatAmount } from '../../lib/numbers';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNote } from '../../ui/ErrorNote';
import { Skeleton } from '../../ui/Skeleton';
import { CopyGroup } from './CopyGroup';
import { useDeleteExamples } from './changes';
import { GROUPS, useNearCopies } from './near-copies';

interface Props {
  dataset: number;
  /** These examples are no longer there. */
  onGone: (ids: readonly number[]) => void;
  onOpen: (id: number) => void;
  onClose: () => void;
}

/** Examples that say nearly the same, group by group, to keep one of each. Every removal can be taken back. */
export function NearCopies({ dataset, onGone, onOpen, onClose }: Props) {
  const [page, setPage] = useState(1);
  const copies = useNearCopies(dataset, page);
  const deleting = useDeleteExamples(dataset);
  const remove = (ids: readonly number[]) => deleting.mutate(ids, { onSuccess: () => onGone(ids) });
  const total = copies.data?.total ?? 0;
  const pages = Math.max(1, Math.ceil(total / GROUPS));
  return (
    <section aria-labelledby="near-copies" className="flex min-h-0 flex-1 flex-col">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-3 md:px-5">
        <Button size="sm" variant="ghost" icon={ArrowLeft} onClick={onClose} className="-ml-2.5">
          All examples
        </Button>
        <h2 id="near-copies" className="text-sm font-semibold">
          Near copies
        </h2>
        <p role="status" className="text-xs text-ink-2">
          {copies.data && summaryOf(copies.data)}
        </p>
        {pages > 1 && <Pages page={page} pages={pages} onPage={setPage} />}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto p-4 md:p-5">
        {copies.error && (
          <ErrorNote
            title="The near copies could not be found out"
            detail={describeError(copies.error)}
            onRetry={() => copies.refetch()}
          />
        )}
        {copies.isPending && (
          <div className="space-y-3">
            <span className="sr-only">Comparing the examples</span>
            <Skeleton className="h-40 w-full" />
            <Skeleton className="h-40 w-full" />
          </div>
        )}
        {total === 0 && copies.data && (
          <EmptyState icon={CopyCheck} title="No near copies">
            Each example says something of its own: no two are four fifths alike or more.
          </EmptyState>
        )}
        <ul className="space-y-4">
          {copies.data?.items.map((group) => (
            <CopyGroup
              key={group.ids[0]}
              group={group}
              busy={deleting.isPending}
              onRemove={remove}
              onOpen={onOpen}
            />
          ))}
        </ul>
      </div>
    </section>
  );
}

function summaryOf({ total, extra }: { total: number; extra: number }): string {
  if (total === 0) return '';
  return `${formatAmount(total, 'group')}. With one kept of each, ${formatAmount(extra, 'example')} would go.`;
}

interface PagesProps {
  page: number;
  pages: number;
  onPage: (page: number) => void;
}

function Pages({ page, pages, onPage }: PagesProps) {
  return (
    <nav aria-label="Groups of near copies" className="ml-auto flex items-center gap-2">
      <Button size="sm" disabled={page === 1} onClick={() => onPage(page - 1)}>
        Previous
      </Button>
      <span className="text-xs text-ink-2">
        Page {page} of {pages}
      </span>
      <Button size="sm" disabled={page >= pages} onClick={() => onPage(page + 1)}>
        Next
      </Button>
    </nav>
  );
}

import { useParams } from '@tanstack/react-router';
import { describeError } from '../../api/errors';
import { ErrorNote } from '../../ui/ErrorNote';
import { Page } from '../../ui/Page';
import { Skeleton } from '../../ui/Skeleton';
import { BatchPanel } from './BatchPanel';
import { useRun } from './queries';
import { Results } from './Results';
import { RunCard } from './RunCard';

/** One run: how it goes, and what came. */
export function RunPage() {
  const { id } = useParams({ from: '/shell/runs/$id' });
  return <RunView id={id} />;
}

export function RunView({ id }: { id: number }) {
  const { data: run, error, refetch } = useRun(id);
  return (
    <Page title={`Run ${id}`} trail="Runs">
      <div className="w-full max-w-240 space-y-4 p-4 md:p-6">
        {error && run === undefined ? (
          <ErrorNote
            title="The run could not be read"
            detail={describeError(error)}
            onRetry={() => refetch()}
          />
        ) : run === undefined ? (
          <Skeleton className="h-40 w-full" />
        ) : (
          <>
            <RunCard run={run} />
            <BatchPanel run={run} />
            <Results run={run} />
          </>
        )}
      </div>
    </Page>
  );
}

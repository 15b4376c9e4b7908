import { useNavigate, useSearch } from '@tanstack/react-router';
import { Archive, Database, Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { describeError } from '../../api/errors';
import { useDatasets } from '../../api/queries';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNote } from '../../ui/ErrorNote';
import { Page } from '../../ui/Page';
import { Segmented } from '../../ui/Segmented';
import { Skeleton } from '../../ui/Skeleton';
import { DatasetRow } from './DatasetRow';
import { NewDatasetDialog } from './NewDatasetDialog';

export function DatasetsPage() {
  const { archived = false } = useSearch({ strict: false });
  const navigate = useNavigate();
  const [creating, setCreating] = useState(false);
  const add = (
    <Button variant="primary" icon={Plus} onClick={() => setCreating(true)}>
      New dataset
    </Button>
  );
  return (
    <Page title="All datasets" actions={add}>
      <div className="w-full max-w-220 p-4 md:p-6">
        <Segmented
          label="Which datasets"
          value={archived ? 'archived' : 'active'}
          onChange={(next) =>
            navigate({
              to: '/datasets',
              search: next === 'archived' ? { archived: true } : {},
              replace: true,
            })
          }
          segments={[
            { value: 'active', label: 'In use' },
            { value: 'archived', label: 'Archived' },
          ]}
        />
        <DatasetList archived={archived} add={add} />
      </div>
      {creating && (
        <NewDatasetDialog
          onClose={() => setCreating(false)}
          onCreated={(dataset) => navigate({ to: '/d/$dataset/generate', params: { dataset } })}
        />
      )}
    </Page>
  );
}

function DatasetList({ archived, add }: { archived: boolean; add: ReactNode }) {
  const { data: datasets, error, refetch } = useDatasets(archived);
  if (error && datasets === undefined) {
    return (
      <div className="mt-4">
        <ErrorNote
          title="The datasets could not be read"
          detail={describeError(error)}
          onRetry={() => refetch()}
        />
      </div>
    );
  }
  if (datasets?.length === 0) return archived ? <NothingArchived /> : <NoDatasets add={add} />;
  return (
    <ul
      aria-label={archived ? 'Archived datasets' : 'Datasets in use'}
      className="card mt-4 divide-y divide-line overflow-hidden"
    >
      {datasets?.map((dataset) => <DatasetRow key={dataset.id} dataset={dataset} />) ?? (
        <LoadingRows />
      )}
    </ul>
  );
}

function LoadingRows() {
  return [1, 2, 3].map((row) => (
    <li key={row} className="flex h-16 items-center px-4">
      <Skeleton className="w-48" />
    </li>
  ));
}

function NoDatasets({ add }: { add: ReactNode }) {
  return (
    <EmptyState icon={Database} title="No dataset yet" actions={add}>
      A dataset holds the answers that you keep. Make one, then generate into it.
    </EmptyState>
  );
}

function NothingArchived() {
  return (
    <EmptyState icon={Archive} title="Nothing archived">
      Archive a dataset that is done: it leaves the lists, and its examples stay as they are.
    </EmptyState>
  );
}

import { useNavigate, useSearch } from '@tanstack/react-router';
import { Archive, Database, Plus } from 'lucide-react';
import { useState } from 'react';
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
  const create = () => setCreating(true);
  return (
    <Page title="All datasets" actions={<NewButton onClick={create} small />}>
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
        <DatasetList archived={archived} onCreate={create} />
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

/** On a phone the one in the top bar is only its sign. */
function NewButton({ onClick, small = false }: { onClick: () => void; small?: boolean }) {
  return (
    <Button
      variant="primary"
      icon={Plus}
      onClick={onClick}
      className={small ? 'max-sm:px-2.5' : ''}
    >
      <span className={small ? 'max-sm:sr-only' : ''}>New dataset</span>
    </Button>
  );
}

interface ListProps {
  archived: boolean;
  onCreate: () => void;
}

function DatasetList({ archived, onCreate }: ListProps) {
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
  if (datasets?.length === 0)
    return archived ? <NothingArchived /> : <NoDatasets onCreate={onCreate} />;
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

function NoDatasets({ onCreate }: { onCreate: () => void }) {
  return (
    <EmptyState icon={Database} title="No dataset yet" actions={<NewButton onClick={onCreate} />}>
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

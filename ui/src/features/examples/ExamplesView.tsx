import { Link } from '@tanstack/react-router';
import { FileOutput, FileUp } from 'lucide-react';
import { lazy, Suspense, useRef } from 'react';
import { useDataset } from '../../api/queries';
import { useKeys } from '../../keys/useKeys';
import { Page } from '../../ui/Page';
import { toast } from '../../ui/toast';
import { BulkBar } from './BulkBar';
import { ExamplesList } from './ExamplesList';
import { type ExampleFilter, isFiltered } from './queries';
import { type ExampleActions, useExampleActions } from './useExampleActions';
import { type ExampleEdits, useExampleEdits } from './useExampleEdits';
import { useFileDrop } from './useFileDrop';
import { type Saving, useSaving } from './useSaving';
import { type TableState, useTableState } from './useTableState';

/** Fetched when the first example is opened: it is half of the page. */
const ExamplePane = lazy(() =>
  import('./ExamplePane').then((module) => ({ default: module.ExamplePane })),
);

const NearCopies = lazy(() =>
  import('./NearCopies').then((module) => ({ default: module.NearCopies })),
);

const ConflictDialog = lazy(() =>
  import('./ConflictDialog').then((module) => ({ default: module.ConflictDialog })),
);

/** The examples of a dataset: the table, what is selected in it, and the one that is open. */
export function ExamplesView({ dataset }: { dataset: number }) {
  const searchRef = useRef<HTMLInputElement>(null);
  const { data: about } = useDataset(dataset);
  const table = useTableState(dataset);
  const edits = useExampleEdits(dataset);
  const saving = useSaving(dataset, edits);
  const actions = useExampleActions(dataset, table);
  const fileDrop = useFileDrop(dataset);
  const parts = { dataset, table, edits, saving, actions };
  useKeys({
    'app.search': () => {
      searchRef.current?.focus();
      searchRef.current?.select();
    },
  });

  return (
    <Page
      title="Examples"
      trail={about?.name}
      actions={<FileLinks dataset={dataset} filter={table.address.filter} />}
    >
      <div className="flex min-h-0 flex-1">
        <section
          aria-label="Examples"
          className="relative flex min-w-0 flex-1 flex-col"
          {...fileDrop}
        >
          {table.address.copies ? (
            <Suspense>
              <NearCopies
                dataset={dataset}
                onGone={table.forget}
                onOpen={table.address.open}
                onClose={() => table.address.showCopies(false)}
              />
            </Suspense>
          ) : (
            <ExamplesList
              {...parts}
              count={about?.count ?? null}
              searchRef={searchRef}
              onNearCopies={() => table.address.showCopies(true)}
            />
          )}
          <Selection {...parts} />
        </section>
        <Suspense>
          <OpenExample {...parts} />
        </Suspense>
      </div>
      <Suspense>
        {saving.conflict && (
          <ConflictDialog
            {...saving.conflict}
            busy={saving.isSaving}
            onKeepMine={saving.keepMine}
            onTakeTheirs={saving.takeTheirs}
            onClose={saving.decideLater}
          />
        )}
      </Suspense>
    </Page>
  );
}

interface Parts {
  dataset: number;
  table: TableState;
  edits: ExampleEdits;
  saving: Saving;
  actions: ExampleActions;
}

function Selection({ dataset, table, actions }: Parts) {
  const { selected, remove, regenerate, isDeleting, isStarting } = actions;
  if (selected.length === 0) return null;
  const isWhole = !isFiltered(table.address.filter) && selected.length === table.rows.total;
  return (
    <BulkBar
      count={selected.length}
      dataset={dataset}
      ids={isWhole ? undefined : selected.join(',')}
      isDeleting={isDeleting}
      isStarting={isStarting}
      onRegenerate={() => regenerate(selected)}
      onDelete={() => remove(selected)}
      onClose={table.unselect}
    />
  );
}

function OpenExample({ dataset, table, edits, saving, actions }: Parts) {
  const { rows, address, openAt, open } = table;
  const id = address.row;
  if (id === undefined) return null;
  return (
    <ExamplePane
      dataset={dataset}
      id={id}
      listed={openAt === null ? undefined : rows.rowAt(openAt)}
      tab={address.tab}
      change={edits.edits[id]?.change}
      isSaving={saving.isSaving}
      isStarting={actions.isStarting}
      onTab={address.setTab}
      onEdit={edits.edit}
      onSave={() => saving.save(id, () => toast.success(`Example ${id} saved`))}
      onDiscard={() => edits.discard(id)}
      onRegenerate={() => actions.regenerate([id])}
      onContinue={() => actions.goOn(id)}
      onDelete={() => actions.remove([id])}
      onPrevious={openAt === null || openAt === 0 ? null : () => open(openAt - 1)}
      onNext={openAt === null || openAt + 1 >= rows.total ? null : () => open(openAt + 1)}
      onClose={address.close}
    />
  );
}

/** What is shown is what is exported. */
function FileLinks({ dataset, filter }: { dataset: number; filter: ExampleFilter }) {
  const shown = {
    ...(filter.q && { q: filter.q }),
    ...(filter.filter.length > 0 && { filter: filter.filter }),
  };
  return (
    <>
      <Link to="/d/$dataset/import" params={{ dataset }} className="btn-quiet h-8">
        <FileUp aria-hidden size={16} />
        <span className="max-sm:sr-only">Import</span>
      </Link>
      <Link to="/d/$dataset/export" params={{ dataset }} search={shown} className="btn-primary h-8">
        <FileOutput aria-hidden size={16} />
        <span className="max-sm:sr-only">{isFiltered(filter) ? 'Export these' : 'Export'}</span>
      </Link>
    </>
  );
}

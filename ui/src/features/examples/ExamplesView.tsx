import { Link, useNavigate } from '@tanstack/react-router';
import { FileOutput } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { describeError } from '../../api/errors';
import { useDataset } from '../../api/queries';
import { useKeys } from '../../keys/useKeys';
import { ErrorNote } from '../../ui/ErrorNote';
import { Page } from '../../ui/Page';
import { toast } from '../../ui/toast';
import { BulkBar } from './BulkBar';
import { CellEditor } from './CellEditor';
import { ConflictDialog } from './ConflictDialog';
import { useDeleteExamples, useRegenerateExamples, useUndo } from './changes';
import { ExamplesToolbar } from './ExamplesToolbar';
import { ExampleTable } from './ExampleTable';
import { NoExamples } from './NoExamples';
import { type RowRange, useAllIds, useExampleRows } from './queries';
import { useExampleEdits } from './useExampleEdits';
import { useExamplesAddress } from './useExamplesAddress';
import { useSaving } from './useSaving';
import { useSelection } from './useSelection';
import { useTableKeys } from './useTableKeys';

/** Fetched when the first example is opened: it is more than half of the page. */
const ExamplePane = lazy(() =>
  import('./ExamplePane').then((module) => ({ default: module.ExamplePane })),
);

/** The examples of a dataset: the table, what is selected in it, and the one that is open. */
export function ExamplesView({ dataset }: { dataset: number }) {
  const navigate = useNavigate();
  const grid = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const [range, setRange] = useState<RowRange>({ first: 0, last: 0 });
  const [active, setActive] = useState(0);
  const [editing, setEditing] = useState<number | null>(null);

  const address = useExamplesAddress(dataset);
  const { data: about } = useDataset(dataset);
  const rows = useExampleRows(dataset, address.filter, range);
  const allIds = useAllIds(dataset, address.filter);
  const edits = useExampleEdits(dataset);
  const saving = useSaving(dataset, edits);
  const selection = useSelection((index) => rows.rowAt(index)?.id);
  const { undo, redo } = useUndo(dataset);
  const deleting = useDeleteExamples(dataset);
  const regenerating = useRegenerateExamples(dataset, (run) =>
    navigate({ to: '/d/$dataset/generate', params: { dataset }, search: { run } }),
  );

  const openAt = positionOf(address.row, [active, ...positions(range)], rows.rowAt);
  const open = (index: number) => {
    const example = rows.rowAt(index);
    if (example === undefined) return;
    setActive(index);
    address.open(example.id);
  };
  const move = (index: number) => {
    selection.endRange();
    if (address.row === undefined) setActive(index);
    else open(index);
  };
  const remove = (ids: readonly number[]) =>
    deleting.mutate(ids, {
      onSuccess: () => {
        selection.set([...selection.selected].filter((id) => !ids.includes(id)));
        if (address.row !== undefined && ids.includes(address.row)) address.close();
      },
    });
  const leaveCell = () => {
    setEditing(null);
    grid.current?.focus({ preventScroll: true });
  };
  const selectAll = (select: boolean) => {
    if (!select) return selection.set([]);
    allIds().then(selection.set, (error) =>
      toast.error('The rows were not selected.', describeError(error)),
    );
  };
  const toggle = (index: number) => {
    const example = rows.rowAt(index);
    if (example) selection.toggle(example.id);
  };
  const selected = [...selection.selected];

  useKeys({ 'app.search': () => search.current?.select() });
  useTableKeys({
    grid,
    active,
    total: rows.total,
    hasSelection: selected.length > 0,
    enabled: editing === null,
    move,
    extend: (to) => {
      if (rows.rowAt(to) === undefined) return;
      selection.extend(active, to);
      setActive(to);
    },
    toggle: () => toggle(active),
    open: () => open(active),
    edit: () => rows.rowAt(active) && setEditing(active),
    clear: () => {
      if (address.row !== undefined) address.close();
      else if (selected.length > 0) selection.set([]);
      else return false;
      return true;
    },
    regenerate: () => regenerating.mutate(selected),
    remove: () => remove(selected),
    undo: () => undo(null),
    redo,
  });

  const edited = editing === null ? undefined : rows.rowAt(editing);
  const isEmpty = !rows.isPending && !rows.isSearching && rows.total === 0;
  const isWhole = address.filter.q === '' && selected.length === rows.total;
  return (
    <Page
      title="Examples"
      trail={about?.name}
      actions={
        <Link to="/d/$dataset/export" params={{ dataset }} className="btn-primary h-8">
          <FileOutput aria-hidden size={16} />
          <span className="max-sm:sr-only">Export</span>
        </Link>
      }
    >
      <div className="flex min-h-0 flex-1">
        <section aria-label="Examples" className="relative flex min-w-0 flex-1 flex-col">
          <ExamplesToolbar
            searchRef={search}
            filter={address.filter}
            found={rows.isPending || rows.error ? null : rows.total}
            count={about?.count ?? null}
            onFilter={(filter) => {
              if (filter.q !== undefined) selection.set([]);
              setActive(0);
              address.setFilter(filter);
            }}
            onEnter={() => grid.current?.focus()}
          />
          {rows.error ? (
            <div className="p-4 md:p-5">
              <ErrorNote
                title="The examples could not be fetched"
                detail={describeError(rows.error)}
                onRetry={() => void rows.retry()}
              />
            </div>
          ) : isEmpty ? (
            <NoExamples
              dataset={dataset}
              q={address.filter.q}
              onClear={() => address.setFilter({ q: '' })}
            />
          ) : (
            <ExampleTable
              ref={grid}
              {...rows}
              edits={edits.edits}
              selected={selection.selected}
              active={active}
              openId={address.row}
              editing={editing}
              editor={
                edited && (
                  <CellEditor
                    label={`Answer of example ${edited.id}`}
                    value={edits.edits[edited.id]?.change.output ?? edited.output}
                    isSaving={saving.isSaving}
                    onChange={(output) => edits.edit(edited, { output })}
                    onSave={() => saving.save(edited.id, leaveCell)}
                    onLeave={leaveCell}
                  />
                )
              }
              onRange={setRange}
              onOpen={open}
              onEdit={setEditing}
              onToggle={toggle}
              onSelectAll={selectAll}
            />
          )}
          {selected.length > 0 && (
            <BulkBar
              count={selected.length}
              dataset={dataset}
              ids={isWhole ? undefined : selected.join(',')}
              isDeleting={deleting.isPending}
              isStarting={regenerating.isPending}
              onRegenerate={() => regenerating.mutate(selected)}
              onDelete={() => remove(selected)}
              onClose={() => selection.set([])}
            />
          )}
        </section>
        {address.row !== undefined && (
          <Suspense>
            <ExamplePane
              dataset={dataset}
              id={address.row}
              listed={openAt === null ? undefined : rows.rowAt(openAt)}
              tab={address.tab}
              change={edits.edits[address.row]?.change}
              isSaving={saving.isSaving}
              isStarting={regenerating.isPending}
              onTab={address.setTab}
              onEdit={edits.edit}
              onSave={({ id }) => saving.save(id, () => toast.success(`Example ${id} saved`))}
              onDiscard={() => address.row !== undefined && edits.discard(address.row)}
              onRegenerate={() => address.row !== undefined && regenerating.mutate([address.row])}
              onDelete={() => address.row !== undefined && remove([address.row])}
              onPrevious={openAt === null || openAt === 0 ? null : () => open(openAt - 1)}
              onNext={openAt === null || openAt + 1 >= rows.total ? null : () => open(openAt + 1)}
              onClose={address.close}
            />
          </Suspense>
        )}
      </div>
      {saving.conflict && (
        <ConflictDialog
          {...saving.conflict}
          busy={saving.isSaving}
          onKeepMine={saving.keepMine}
          onTakeTheirs={saving.takeTheirs}
          onClose={saving.decideLater}
        />
      )}
    </Page>
  );
}

const positions = ({ first, last }: RowRange) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** Where an example stands in the list, when it is at one of these positions. */
function positionOf(
  id: number | undefined,
  candidates: readonly number[],
  rowAt: (index: number) => { id: number } | undefined,
): number | null {
  if (id === undefined) return null;
  return candidates.find((index) => rowAt(index)?.id === id) ?? null;
}

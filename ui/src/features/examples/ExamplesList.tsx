import type { RefObject } from 'react';
import { describeError } from '../../api/errors';
import { ErrorNote } from '../../ui/ErrorNote';
import { CellEditor } from './CellEditor';
import { ExamplesToolbar } from './ExamplesToolbar';
import { ExampleTable } from './ExampleTable';
import { NoExamples } from './NoExamples';
import type { ExampleEdits } from './useExampleEdits';
import type { Saving } from './useSaving';
import type { TableState } from './useTableState';

interface Props {
  dataset: number;
  /** How many examples the dataset has; null while that is not known. */
  count: number | null;
  searchRef: RefObject<HTMLInputElement | null>;
  table: TableState;
  edits: ExampleEdits;
  saving: Saving;
  onNearCopies: () => void;
}

/** The search and what it found: rows, nothing, or an error. */
export function ExamplesList(props: Props) {
  const { dataset, count, searchRef, table, edits, saving, onNearCopies } = props;
  const { rows, address, grid } = table;
  const isEmpty = !rows.isPending && !rows.isSearching && rows.total === 0;
  return (
    <>
      <ExamplesToolbar
        searchRef={searchRef}
        filter={address.filter}
        found={rows.isPending || rows.error ? null : rows.total}
        count={count}
        onFilter={table.setFilter}
        onEnter={() => grid.current?.focus()}
        onNearCopies={onNearCopies}
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
          filter={address.filter}
          onClear={() => table.setFilter({ q: '', filter: [] })}
        />
      ) : (
        <ExampleTable
          ref={grid}
          {...rows}
          edits={edits.edits}
          selected={table.selected}
          active={table.active}
          openId={address.row}
          editing={table.editing}
          editor={<Editor table={table} edits={edits} saving={saving} />}
          onRange={table.setRange}
          onOpen={table.open}
          onEdit={table.editCell}
          onToggle={table.toggle}
          onSelectAll={table.selectAll}
        />
      )}
    </>
  );
}

function Editor({ table, edits, saving }: Pick<Props, 'table' | 'edits' | 'saving'>) {
  const example = table.editing === null ? undefined : table.rows.rowAt(table.editing);
  if (example === undefined) return null;
  return (
    <CellEditor
      label={`Answer of example ${example.id}`}
      value={edits.edits[example.id]?.change.output ?? example.output}
      isSaving={saving.isSaving}
      onChange={(output) => edits.edit(example, { output })}
      onSave={() => saving.save(example.id, table.leaveCell)}
      onLeave={table.leaveCell}
    />
  );
}

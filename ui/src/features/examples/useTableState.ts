import { useRef, useState } from 'react';
import { describeError } from '../../api/errors';
import { toast } from '../../ui/toast';
import { type ExampleFilter, type RowRange, useAllIds, useExampleRows } from './queries';
import { useExamplesAddress } from './useExamplesAddress';
import { useSelection } from './useSelection';

/** What the table shows and where one stands in it. */
export function useTableState(dataset: number) {
  const grid = useRef<HTMLDivElement>(null);
  const [range, setRange] = useState<RowRange>({ first: 0, last: 0 });
  const [active, setActive] = useState(0);
  const [editing, setEditing] = useState<number | null>(null);
  const address = useExamplesAddress(dataset);
  const rows = useExampleRows(dataset, address.filter, range);
  const allIds = useAllIds(dataset, address.filter);
  const selection = useSelection((index) => rows.rowAt(index)?.id);

  const open = (index: number) => {
    const example = rows.rowAt(index);
    if (example === undefined) return;
    setActive(index);
    address.open(example.id);
  };

  return {
    grid,
    rows,
    address,
    selected: selection.selected,
    active,
    editing,
    /** Where the open example stands in the list, when that is in sight. */
    openAt: positionOf(address.row, [active, ...positions(range)], rows.rowAt),
    setRange,
    open,
    /** Goes to a row; an open pane goes along. */
    move: (index: number) => {
      selection.endRange();
      if (address.row === undefined) setActive(index);
      else open(index);
    },
    extend: (index: number) => {
      if (rows.rowAt(index) === undefined) return;
      selection.extend(active, index);
      setActive(index);
    },
    toggle: (index: number) => {
      const example = rows.rowAt(index);
      if (example) selection.toggle(example.id);
    },
    selectAll: (select: boolean) => {
      if (!select) return selection.set([]);
      allIds().then(selection.set, (error) =>
        toast.error('The rows were not selected.', describeError(error)),
      );
    },
    unselect: selection.set.bind(null, []),
    /** Takes ids that are gone out of the selection and closes their pane. */
    forget: (ids: readonly number[]) => {
      selection.set([...selection.selected].filter((id) => !ids.includes(id)));
      if (address.row !== undefined && ids.includes(address.row)) address.close();
    },
    setFilter: (filter: Partial<ExampleFilter>) => {
      // What is not shown must not be deleted by a selection that one no longer sees.
      if (filter.q !== undefined || filter.filter !== undefined) selection.set([]);
      setActive(0);
      address.setFilter(filter);
    },
    editCell: (index: number) => rows.rowAt(index) && setEditing(index),
    leaveCell: () => {
      setEditing(null);
      grid.current?.focus({ preventScroll: true });
    },
  };
}

export type TableState = ReturnType<typeof useTableState>;

const positions = ({ first, last }: RowRange) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

function positionOf(
  id: number | undefined,
  candidates: readonly number[],
  rowAt: (index: number) => { id: number } | undefined,
): number | null {
  if (id === undefined) return null;
  return candidates.find((index) => rowAt(index)?.id === id) ?? null;
}

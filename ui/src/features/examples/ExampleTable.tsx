import { useTable } from '@tanstack/react-table';
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type ReactNode, type RefObject, useEffect, useMemo } from 'react';
import { Checkbox } from '../../ui/Checkbox';
import { columnsFor, type ExamplesTable, features, type ListedExample, tracksFor } from './columns';
import { ExampleRow, rowElementId, SkeletonRow } from './ExampleRow';
import type { Example, RowRange } from './queries';
import type { ExampleEdit } from './useExampleEdits';

const ROW_HEIGHT = 44;
/** Below this width, in pixels, there is room for two columns. */
const COMPACT = 560;
const SKELETONS = 12;
/** Rows that tell how wide a column has to be. */
const SAMPLED = 20;

interface Props {
  /** The element that scrolls and takes the keys. */
  ref: RefObject<HTMLDivElement | null>;
  total: number;
  slotNames: readonly string[];
  /** The row at a position, once it is here. */
  rowAt: (index: number) => Example | undefined;
  isPending: boolean;
  isSearching: boolean;
  edits: Readonly<Record<string, ExampleEdit>>;
  selected: ReadonlySet<number>;
  /** The position the keys start from. */
  active: number;
  /** The example whose pane is open. */
  openId: number | undefined;
  /** The position whose answer is edited in place. */
  editing: number | null;
  editor: ReactNode;
  onRange: (range: RowRange) => void;
  onOpen: (index: number) => void;
  onEdit: (index: number) => void;
  onToggle: (index: number) => void;
  onSelectAll: (select: boolean) => void;
}

type Rows = Virtualizer<HTMLDivElement, Element>;

/**
 * All examples of a dataset, of which only the rows in sight exist. They are placed by position, which
 * table elements cannot be; roles say what they are.
 */
export function ExampleTable(props: Props) {
  const { ref, isPending, slotNames, active, rowAt } = props;
  const total = isPending ? SKELETONS : props.total;
  const rows = useRowsInSight(props, total);
  const items = rows.getVirtualItems();
  const width = rows.scrollRect?.width ?? 0;
  const compact = width > 0 && width < COMPACT;
  const table = useExamplesTable(props, rows, compact);
  // The first rows alone, so that columns do not move while one scrolls.
  const first = Array.from({ length: SAMPLED }, (_, index) => rowAt(index) ?? []).flat();
  return (
    <div
      ref={ref}
      role="grid"
      tabIndex={0}
      aria-label="Examples"
      aria-rowcount={total + 1}
      aria-multiselectable
      aria-busy={isPending || props.isSearching}
      aria-activedescendant={
        items.some(({ index }) => index === active) ? rowElementId(active) : undefined
      }
      className="group/grid min-h-0 flex-1 overflow-auto outline-none"
      style={{ '--tracks': tracksFor(slotNames, compact, first) } as CSSProperties}
    >
      <div className="w-full min-w-fit">
        <HeadRow {...props} table={table} />
        <div
          role="rowgroup"
          className={props.isSearching ? 'relative opacity-55' : 'relative'}
          style={{ height: rows.getTotalSize() }}
        >
          {items.map(({ key, index, start }) => (
            <div
              key={key}
              role="presentation"
              className={index === props.editing ? 'absolute inset-x-0 z-20' : 'absolute inset-x-0'}
              style={{ transform: `translateY(${start}px)` }}
            >
              <PlacedRow {...props} table={table} index={index} />
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

/** The rows around what the table is scrolled to; the row the keys are on is brought into sight. */
function useRowsInSight({ ref, active, onRange }: Props, total: number): Rows {
  const rows = useVirtualizer<HTMLDivElement, Element>({
    count: total,
    getScrollElement: () => ref.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    // Room for the head, and for the toolbar of the selection.
    scrollPaddingStart: 40,
    scrollPaddingEnd: 72,
  });
  const items = rows.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => onRange({ first, last }), [onRange, first, last]);
  useEffect(() => {
    if (active < total) rows.scrollToIndex(active, { align: 'auto' });
  }, [rows, active, total]);
  return rows;
}

/** Filtering and order are the server's: the table gets the rows in sight and makes cells of them. */
function useExamplesTable(props: Props, rows: Rows, compact: boolean): ExamplesTable {
  const { slotNames, selected, edits, isPending, rowAt } = props;
  const columns = useMemo(() => columnsFor(slotNames, compact), [slotNames, compact]);
  const data = rows.getVirtualItems().flatMap(({ index }): ListedExample[] => {
    const example = isPending ? undefined : rowAt(index);
    return example ? [{ example, edit: edits[example.id] }] : [];
  });
  const rowSelection = useMemo(
    () => Object.fromEntries([...selected].map((id) => [id, true as const])),
    [selected],
  );
  return useTable({
    features,
    columns,
    data,
    getRowId: ({ example }) => String(example.id),
    state: { rowSelection },
  });
}

function HeadRow(props: Props & { table: ExamplesTable }) {
  const { table, selected, total, isPending, onSelectAll } = props;
  const checked = selected.size >= total ? true : 'some';
  return (
    <div role="rowgroup" className="sticky top-0 z-30 border-b border-line bg-canvas">
      <div role="row" aria-rowindex={1} className="grid h-10 grid-cols-(--tracks) items-center">
        <span role="columnheader" className="flex pl-4">
          <Checkbox
            checked={selected.size === 0 ? false : checked}
            onChange={onSelectAll}
            disabled={isPending}
            label="Select all examples shown"
            hideLabel
          />
        </span>
        {table.getFlatHeaders().map((header) => (
          <span key={header.id} role="columnheader" className="min-w-0 px-3">
            <table.FlexRender header={header} />
          </span>
        ))}
      </div>
    </div>
  );
}

function PlacedRow({ table, index, ...props }: Props & { table: ExamplesTable; index: number }) {
  const example = props.isPending ? undefined : props.rowAt(index);
  if (example === undefined) {
    return <SkeletonRow index={index} columns={table.getAllLeafColumns().length} />;
  }
  return (
    <ExampleRow
      table={table}
      row={table.getRow(String(example.id))}
      index={index}
      isActive={index === props.active}
      isOpen={example.id === props.openId}
      editor={index === props.editing && props.editor}
      onOpen={() => props.onOpen(index)}
      onEdit={() => props.onEdit(index)}
      onToggle={() => props.onToggle(index)}
    />
  );
}

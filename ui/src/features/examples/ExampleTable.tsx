import { useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type ReactNode, type RefObject, useEffect, useMemo } from 'react';
import { Checkbox } from '../../ui/Checkbox';
import { columnsFor, features, type ListedExample, tracksFor } from './columns';
import { ExampleRow, rowElementId, SkeletonRow } from './ExampleRow';
import type { Example, RowRange } from './queries';
import type { ExampleEdit } from './useExampleEdits';

const ROW_HEIGHT = 44;
/** Below this width, in pixels, there is room for two columns. */
const COMPACT = 560;
const SKELETONS = 12;

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

/**
 * All examples of a dataset, of which only the rows in sight exist. They are placed by position, which
 * table elements cannot be; roles say what they are.
 */
export function ExampleTable(props: Props) {
  const { ref, rowAt, isPending, slotNames, edits, active, onRange } = props;
  const total = isPending ? SKELETONS : props.total;
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => ref.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    // Keeps the row that is scrolled to clear of the head and of the selection's toolbar.
    scrollPaddingStart: 40,
    scrollPaddingEnd: 72,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => onRange({ first, last }), [onRange, first, last]);
  useEffect(() => {
    if (active < total) virtualizer.scrollToIndex(active, { align: 'auto' });
  }, [virtualizer, active, total]);

  const width = virtualizer.scrollRect?.width ?? 0;
  const compact = width > 0 && width < COMPACT;
  const columns = useMemo(() => columnsFor(slotNames, compact), [slotNames, compact]);
  const inSight = items.map(({ index }) => (isPending ? undefined : rowAt(index)));
  const data = inSight.flatMap((example): ListedExample[] =>
    example ? [{ example, edit: edits[example.id] }] : [],
  );
  const table = useTable({
    features,
    columns,
    data,
    getRowId: ({ example }) => String(example.id),
    state: {
      rowSelection: Object.fromEntries([...props.selected].map((id) => [id, true as const])),
    },
  });

  return (
    <div
      ref={ref}
      role="grid"
      tabIndex={0}
      aria-label="Examples"
      aria-rowcount={total + 1}
      aria-multiselectable
      aria-busy={isPending || props.isSearching}
      aria-activedescendant={active >= first && active <= last ? rowElementId(active) : undefined}
      className="group/grid min-h-0 flex-1 overflow-auto outline-none"
      style={{ '--tracks': tracksFor(slotNames, compact) } as CSSProperties}
    >
      <div className="w-full min-w-fit">
        <div role="rowgroup" className="sticky top-0 z-30 border-b border-line bg-canvas">
          <div role="row" aria-rowindex={1} className="grid h-10 grid-cols-(--tracks) items-center">
            <span role="columnheader" className="flex pl-4">
              <SelectAll {...props} />
            </span>
            {table.getHeaderGroups().map((group) =>
              group.headers.map((header) => (
                <span key={header.id} role="columnheader" className="min-w-0 px-3">
                  <table.FlexRender header={header} />
                </span>
              )),
            )}
          </div>
        </div>
        <div
          role="rowgroup"
          className={props.isSearching ? 'relative opacity-55' : 'relative'}
          style={{ height: virtualizer.getTotalSize() }}
        >
          {items.map((item, at) => {
            const example = inSight[at];
            const isEdited = item.index === props.editing;
            return (
              <div
                key={item.key}
                role="presentation"
                className={isEdited ? 'absolute inset-x-0 z-20' : 'absolute inset-x-0'}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                {example ? (
                  <ExampleRow
                    table={table}
                    row={table.getRow(String(example.id))}
                    index={item.index}
                    isActive={item.index === active}
                    isOpen={example.id === props.openId}
                    editor={isEdited && props.editor}
                    onOpen={() => props.onOpen(item.index)}
                    onEdit={() => props.onEdit(item.index)}
                    onToggle={() => props.onToggle(item.index)}
                  />
                ) : (
                  <SkeletonRow index={item.index} columns={columns.length} />
                )}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function SelectAll({ selected, total, onSelectAll, isPending }: Props) {
  const all = selected.size >= total;
  const none = selected.size === 0 || isPending;
  return (
    <Checkbox
      checked={none ? false : all || 'some'}
      onChange={onSelectAll}
      disabled={isPending}
      label="Select all examples shown"
      hideLabel
    />
  );
}

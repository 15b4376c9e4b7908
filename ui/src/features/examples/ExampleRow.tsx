import type { Row } from '@tanstack/react-table';
import { Pencil } from 'lucide-react';
import type { ReactNode } from 'react';
import { Checkbox } from '../../ui/Checkbox';
import { classes } from '../../ui/classes';
import { Skeleton } from '../../ui/Skeleton';
import type { ExamplesTable, features, ListedExample } from './columns';

/** The id by which the table names the row it stands on. */
export const rowElementId = (index: number) => `example-row-${index}`;

interface Props {
  table: ExamplesTable;
  row: Row<typeof features, ListedExample>;
  /** Its position in the whole list. */
  index: number;
  isActive: boolean;
  isOpen: boolean;
  /** The field over its answer while that is edited in place. */
  editor: ReactNode;
  onOpen: () => void;
  onEdit: () => void;
  onToggle: () => void;
}

/** A row of the table. The keyboard reaches all of it through the table. */
export function ExampleRow(props: Props) {
  const { table, row, index, isActive, isOpen, editor, onOpen, onEdit, onToggle } = props;
  const isSelected = row.getIsSelected();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the table itself takes the keys
    <div
      role="row"
      id={rowElementId(index)}
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      onClick={onOpen}
      className={classes(
        ROW,
        'group/row cursor-pointer outline-none',
        isOpen && 'bg-accent-soft/70 shadow-[inset_3px_0_0_var(--accent)]',
        !isOpen && (isSelected ? 'bg-accent-soft/40' : 'hover:bg-sunken/60'),
        isActive &&
          'group-focus-visible/grid:outline-2 group-focus-visible/grid:-outline-offset-2 group-focus-visible/grid:outline-(--focus)',
      )}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: only keeps a press on the box from opening */}
      <span role="gridcell" className="flex pl-4" onClick={(event) => event.stopPropagation()}>
        <Checkbox
          checked={isSelected}
          onChange={onToggle}
          label={`Select example ${row.original.example.id}`}
          hideLabel
          tabIndex={-1}
        />
      </span>
      {row.getAllCells().map((cell) => (
        <span key={cell.id} role="gridcell" className={CELL}>
          <table.FlexRender cell={cell} />
          {cell.column.id === 'output' && !editor && (
            <button
              type="button"
              tabIndex={-1}
              aria-label={`Edit the answer of example ${row.original.example.id}`}
              onClick={(event) => {
                event.stopPropagation();
                onEdit();
              }}
              className="icon-btn absolute right-1 size-7 bg-surface opacity-0 shadow-1 ring-1 ring-line group-hover/row:opacity-100 max-md:hidden"
            >
              <Pencil aria-hidden size={13} />
            </button>
          )}
          {cell.column.id === 'output' && editor}
        </span>
      ))}
    </div>
  );
}

/** A row whose content is on its way. */
export function SkeletonRow({ index, columns }: { index: number; columns: number }) {
  return (
    <div
      role="row"
      tabIndex={-1}
      id={rowElementId(index)}
      aria-rowindex={index + 2}
      className={ROW}
    >
      <span role="gridcell" className="pl-4">
        <Skeleton className="size-4" />
      </span>
      {Array.from({ length: columns }, (_, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars have no identity
        <span key={column} role="gridcell" className={CELL}>
          <Skeleton className={WIDTHS[(index + column) % WIDTHS.length] ?? ''} />
        </span>
      ))}
    </div>
  );
}

const ROW =
  'grid h-11 grid-cols-(--tracks) items-center border-b border-line text-sm transition-colors duration-[120ms]';
const CELL = 'relative flex min-w-0 items-center gap-2 px-3';
const WIDTHS = ['w-3/4', 'w-1/2', 'w-5/6', 'w-2/3'];

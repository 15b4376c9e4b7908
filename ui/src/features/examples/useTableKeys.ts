import type { RefObject } from 'react';
import { useKeys } from '../../keys/useKeys';

interface Table {
  grid: RefObject<HTMLElement | null>;
  total: number;
  active: number;
  hasSelection: boolean;
  enabled: boolean;
  move: (to: number) => void;
  extend: (to: number) => void;
  toggle: () => void;
  open: () => void;
  edit: () => void;
  /** Leaves the pane or the selection; false when there is neither. */
  clear: () => boolean;
  regenerate: () => void;
  remove: () => void;
  undo: () => void;
  redo: () => void;
}

/** The keys of the table. They work while it, or nothing in particular, has the focus. */
export function useTableKeys(table: Table): void {
  const { grid, active, total } = table;
  const here =
    (run: (event: KeyboardEvent) => unknown) =>
    (event: KeyboardEvent): unknown => {
      const target = event.target as Element;
      const isFree = target === document.body || target.id === 'main';
      if (!isFree && !grid.current?.contains(target)) return false;
      return run(event);
    };
  const to = (row: number, go: (row: number) => void) =>
    here(() => {
      if (total === 0) return false;
      go(Math.max(0, Math.min(total - 1, row)));
      grid.current?.focus({ preventScroll: true });
    });
  const onSelection = (run: () => void) => here(() => (table.hasSelection ? run() : false));
  const onRow = (run: () => void) => here(() => (total > 0 ? run() : false));

  useKeys(
    {
      'table.down': to(active + 1, table.move),
      'table.up': to(active - 1, table.move),
      'table.first': to(0, table.move),
      'table.last': to(total - 1, table.move),
      'table.extendDown': to(active + 1, table.extend),
      'table.extendUp': to(active - 1, table.extend),
      'table.select': onRow(table.toggle),
      'table.open': onRow(table.open),
      'table.edit': onRow(table.edit),
      'table.regenerate': onSelection(table.regenerate),
      'table.delete': onSelection(table.remove),
      'table.undo': here(table.undo),
      'table.redo': here(table.redo),
      'table.clear': () => table.clear(),
    },
    { enabled: table.enabled },
  );
}

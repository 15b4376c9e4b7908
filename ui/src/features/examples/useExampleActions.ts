import { useNavigate } from '@tanstack/react-router';
import { useDeleteExamples, useRegenerateExamples, useReopenExample, useUndo } from './changes';
import { useTableKeys } from './useTableKeys';
import type { TableState } from './useTableState';

/** What can be done to examples, by buttons and by the keys of the table. */
export function useExampleActions(dataset: number, table: TableState) {
  const navigate = useNavigate();
  const { undo, redo } = useUndo(dataset);
  const deleting = useDeleteExamples(dataset);
  const openRun = (run: number) =>
    navigate({ to: '/d/$dataset/generate', params: { dataset }, search: { run } });
  const regenerating = useRegenerateExamples(dataset, openRun);
  const reopening = useReopenExample(dataset, openRun);
  const selected = [...table.selected];
  const remove = (ids: readonly number[]) =>
    deleting.mutate(ids, { onSuccess: () => table.forget(ids) });
  const regenerate = (ids: readonly number[]) => regenerating.mutate(ids);

  useTableKeys({
    grid: table.grid,
    active: table.active,
    total: table.rows.total,
    hasSelection: selected.length > 0,
    enabled: table.editing === null,
    move: table.move,
    extend: table.extend,
    toggle: () => table.toggle(table.active),
    open: () => table.open(table.active),
    edit: () => table.editCell(table.active),
    clear: () => {
      if (table.address.row !== undefined) table.address.close();
      else if (selected.length > 0) table.unselect();
      else return false;
      return true;
    },
    regenerate: () => regenerate(selected),
    remove: () => remove(selected),
    undo: () => undo(null),
    redo,
  });

  return {
    selected,
    remove,
    regenerate,
    /** Opens an example as a card, to go on with its conversation. */
    goOn: (id: number) => reopening.mutate(id),
    isDeleting: deleting.isPending,
    isStarting: regenerating.isPending || reopening.isPending,
  };
}

export type ExampleActions = ReturnType<typeof useExampleActions>;

import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../../api/client';
import { ApiError, describeError, unwrap } from '../../api/errors';
import { useModelChoice } from '../../api/model-choice';
import { keys } from '../../api/queries';
import type { Schema } from '../../api/schema';
import { keySigns } from '../../keys/format';
import { formatAmount } from '../../lib/numbers';
import { toast } from '../../ui/toast';
import { type Example, exampleKeys } from './queries';

/** What an edit may change; what is left out stays. */
export type ExampleChange = Partial<Pick<Example, keyof Schema<'ExampleEditInput'>>>;

interface Save {
  id: number;
  /** The revision that was changed: what came in between is never written over unseen. */
  rev: number;
  change: ExampleChange;
}

/** Saves changes of one example. Rejects with 412 when it was changed elsewhere meanwhile. */
export function useSaveExample(dataset: number) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ id, rev, change }: Save) =>
      unwrap(
        client.PUT('/datasets/{id}/examples/{example_id}', {
          params: { path: { id: dataset, example_id: id }, header: { 'If-Match': `"${rev}"` } },
          body: change,
        }),
      ),
    onSuccess: (saved) => {
      putInCache(cache, saved);
      return cache.invalidateQueries({ queryKey: keys.dataset(dataset) });
    },
  });
}

/** Shows a newer version of an example wherever it stands. */
export function putInCache(cache: QueryClient, example: Example): void {
  const dataset = example.dataset_id;
  cache.setQueryData(exampleKeys.one(dataset, example.id), example);
  cache.setQueriesData<Schema<'ExamplePage'>>(
    { queryKey: exampleKeys.pages(dataset) },
    (page) =>
      page && { ...page, items: page.items.map((row) => (row.id === example.id ? example : row)) },
  );
}

/** The other version, when saving failed because there is one. */
export function conflictOf(error: unknown): Example | null {
  if (!(error instanceof ApiError) || error.status !== 412) return null;
  return (error.extra.current as Example | undefined) ?? null;
}

/** Takes a change of the dataset back, or makes the last one taken back again. */
export function useUndo(dataset: number) {
  const cache = useQueryClient();
  const path = { params: { path: { id: dataset } } };
  const options = {
    onSettled: () => cache.invalidateQueries({ queryKey: keys.datasets }),
  };
  const undo = useMutation({
    ...options,
    mutationFn: (change_id: number | null) =>
      unwrap(
        client.POST('/datasets/{id}/undo', {
          ...path,
          body: change_id === null ? {} : { change_id },
        }),
      ),
    onSuccess: ({ change_id, summary }) => {
      toast.close(toastOf(change_id));
      toast.success(summary);
    },
    onError: (error) => toast.error('Nothing was taken back.', describeError(error)),
  });
  const redo = useMutation({
    ...options,
    mutationFn: () => unwrap(client.POST('/datasets/{id}/redo', path)),
    onSuccess: ({ summary }) => toast.success(summary),
    onError: (error) => toast.error('Nothing was done again.', describeError(error)),
  });
  return { undo: undo.mutate, redo: () => redo.mutate() };
}

/** The toast that offers to take a change back. */
const toastOf = (change_id: number) => `change ${change_id}`;

/** Deletes examples and offers to take that back. */
export function useDeleteExamples(dataset: number) {
  const cache = useQueryClient();
  const { undo } = useUndo(dataset);
  return useMutation({
    mutationFn: (ids: readonly number[]) => bulk(dataset, { action: 'delete', ids: [...ids] }),
    onSuccess: ({ count, change_id }) => {
      toast.undo({
        ...(change_id != null && { id: toastOf(change_id) }),
        text: `${formatAmount(count, 'example')} deleted`,
        kbd: keySigns('table.undo'),
        onUndo: () => undo(change_id ?? null),
      });
      return cache.invalidateQueries({ queryKey: keys.datasets });
    },
    onError: (error) => toast.error('Nothing was deleted.', describeError(error)),
  });
}

/** Starts a run that answers the prompts of examples again; `onStarted` gets its id. */
export function useRegenerateExamples(dataset: number, onStarted: (run: number) => void) {
  const model = useModelChoice()?.model.name;
  return useMutation({
    mutationFn: (ids: readonly number[]) =>
      bulk(dataset, { action: 'regenerate', ids: [...ids], ...(model && { model }) }),
    onSuccess: ({ run_id }) => {
      if (run_id != null) onStarted(run_id);
    },
    onError: (error) => toast.error('No run was started.', describeError(error)),
  });
}

/** Makes a card of an example, to go on with its conversation; `onOpened` gets the run that holds it. */
export function useReopenExample(dataset: number, onOpened: (run: number) => void) {
  const model = useModelChoice()?.model.name;
  return useMutation({
    mutationFn: (id: number) =>
      unwrap(
        client.POST('/datasets/{id}/examples/{example_id}/continue', {
          params: { path: { id: dataset, example_id: id } },
          body: model ? { model } : {},
        }),
      ),
    onSuccess: ({ id }) => onOpened(id),
    onError: (error) => toast.error('The conversation was not opened.', describeError(error)),
  });
}

function bulk(dataset: number, body: Schema<'BulkInput'>) {
  return unwrap(
    client.POST('/datasets/{id}/examples/bulk', { params: { path: { id: dataset } }, body }),
  );
}

import {
  keepPreviousData,
  queryOptions,
  useQueries,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useCallback } from 'react';
import { client } from '../../api/client';
import { unwrap } from '../../api/errors';
import { keys } from '../../api/queries';
import type { Schema } from '../../api/schema';

export type Example = Schema<'Example'>;

/** Which examples, in which order. */
export interface ExampleFilter {
  q: string;
  /** Conditions that they meet, such as `tag:urgent`. */
  filter: readonly string[];
  sort: '-id' | 'id';
}

export const isFiltered = ({ q, filter }: Pick<ExampleFilter, 'q' | 'filter'>) =>
  q !== '' || filter.length > 0;

/** The rows of the table that are in sight, as positions in the whole list. */
export interface RowRange {
  first: number;
  last: number;
}

const PAGE = 100;
/** The most rows the server hands out at once. */
const WHOLE = 1000;

/** Under the dataset's key: whoever changes the dataset makes its examples stale as well. */
export const exampleKeys = {
  all: (dataset: number) => [...keys.dataset(dataset), 'examples'] as const,
  pages: (dataset: number) => [...exampleKeys.all(dataset), 'page'] as const,
  one: (dataset: number, id: number) => [...exampleKeys.all(dataset), 'one', id] as const,
};

function fetchPage(dataset: number, wanted: ExampleFilter, page: number, size: number) {
  const { q, filter, sort } = wanted;
  const query = {
    page,
    size,
    sort,
    ...(q && { q }),
    ...(filter.length > 0 && { filter: [...filter] }),
  };
  return unwrap(
    client.GET('/datasets/{id}/examples', { params: { path: { id: dataset }, query } }),
  );
}

const pageOptions = (dataset: number, filter: ExampleFilter, page: number) =>
  queryOptions({
    queryKey: [...exampleKeys.pages(dataset), filter, page],
    queryFn: () => fetchPage(dataset, filter, page, PAGE),
  });

/** The list as if all of it were here; only the pages around `range` are fetched. */
export function useExampleRows(dataset: number, filter: ExampleFilter, range: RowRange) {
  const head = useQuery({ ...pageOptions(dataset, filter, 1), placeholderData: keepPreviousData });
  const total = head.data?.total ?? 0;
  const lastPage = Math.max(1, Math.ceil(total / PAGE));
  const pages: number[] = [];
  const end = Math.min(lastPage, Math.floor(range.last / PAGE) + 1);
  for (let page = Math.floor(range.first / PAGE) + 1; page <= end; page++) pages.push(page);
  const rest = useQueries({
    queries: pages
      .filter((page) => page > 1 && !head.isPlaceholderData)
      .map((page) => pageOptions(dataset, filter, page)),
  });

  const cache = useQueryClient();
  const rowAt = (index: number): Example | undefined => {
    const page = Math.floor(index / PAGE) + 1;
    const items =
      page === 1
        ? head.data?.items
        : cache.getQueryData(pageOptions(dataset, filter, page).queryKey)?.items;
    return items?.[index % PAGE];
  };
  return {
    total,
    slotNames: head.data?.slot_names ?? NO_NAMES,
    rowAt,
    /** The answer to the filter is not here yet; rows of the one before are shown. */
    isSearching: head.isPlaceholderData,
    isPending: head.isPending,
    error: head.error ?? rest.find(({ error }) => error !== null)?.error ?? null,
    retry: () => cache.refetchQueries({ queryKey: exampleKeys.pages(dataset), type: 'active' }),
  };
}

const NO_NAMES: readonly string[] = [];

/** Fetches the ids of every example the filter lets through. */
export function useAllIds(dataset: number, wanted: ExampleFilter) {
  const { q, filter, sort } = wanted;
  return useCallback(async () => {
    const ids: number[] = [];
    for (let page = 1; ; page++) {
      const { items, total } = await fetchPage(dataset, { q, filter, sort }, page, WHOLE);
      ids.push(...items.map(({ id }) => id));
      if (items.length < WHOLE || ids.length >= total) return ids;
    }
  }, [dataset, q, filter, sort]);
}

/** One example; `listed` is the row of the table, when it is one. */
export function useExample(dataset: number, id: number, listed: Example | undefined) {
  const query = useQuery({
    queryKey: exampleKeys.one(dataset, id),
    enabled: listed === undefined,
    queryFn: () =>
      unwrap(
        client.GET('/datasets/{id}/examples/{example_id}', {
          params: { path: { id: dataset, example_id: id } },
        }),
      ),
  });
  return { ...query, data: listed ?? query.data };
}

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { client } from '../../api/client';
import { unwrap } from '../../api/errors';
import { exampleKeys } from './queries';

/** Groups that are shown at once. */
export const GROUPS = 20;

/** A page of the groups of examples that say nearly the same. */
export function useNearCopies(dataset: number, page: number) {
  return useQuery({
    queryKey: [...exampleKeys.all(dataset), 'near copies', page],
    placeholderData: keepPreviousData,
    queryFn: () =>
      unwrap(
        client.GET('/datasets/{id}/duplicates', {
          params: { path: { id: dataset }, query: { page, size: GROUPS } },
        }),
      ),
  });
}

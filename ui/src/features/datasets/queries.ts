import { type MutationFunction, useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../../api/client';
import { unwrap } from '../../api/errors';
import { keys } from '../../api/queries';

export function useRenameDataset(id: number) {
  return useDatasetChange((name: string) =>
    unwrap(client.PUT('/datasets/{id}', { params: { path: { id } }, body: { name } })),
  );
}

interface Archiving {
  id: number;
  archived: boolean;
}

export function useArchiveDataset() {
  return useDatasetChange(({ id, archived }: Archiving) =>
    unwrap(client.PUT('/datasets/{id}/archive', { params: { path: { id } }, body: { archived } })),
  );
}

/** Only an archived dataset can be deleted; there is no way back. */
export function useDeleteDataset() {
  return useDatasetChange((id: number) =>
    unwrap(client.DELETE('/datasets/{id}', { params: { path: { id } } })),
  );
}

function useDatasetChange<Input>(change: MutationFunction<unknown, Input>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.datasets }),
  });
}

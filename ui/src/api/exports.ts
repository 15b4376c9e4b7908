import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { client } from './client';
import { unwrap } from './errors';
import { keys } from './queries';
import type { operations } from './schema.gen';
import { ticketAddress } from './tickets';

/** What decides the content of a file: the format, which examples, and the choices made. */
export type ExportQuery = Omit<
  NonNullable<operations['export_dataset']['parameters']['query']>,
  'ticket'
>;

/** The formats, in the order in which they are offered. */
export function useExportTemplates() {
  return useQuery({
    queryKey: ['export-templates'],
    queryFn: () => unwrap(client.GET('/export_templates')),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The first rows of a file as they will be written, and how many there will be. */
export function useExportPreview(dataset: number, query: ExportQuery | null, size: number) {
  return useQuery({
    // Under the dataset: what changes its examples also makes this stale.
    queryKey: [...keys.dataset(dataset), 'export', query, size],
    enabled: query !== null,
    placeholderData: keepPreviousData,
    queryFn: () =>
      unwrap(
        client.GET('/datasets/{id}/export/preview', {
          params: { path: { id: dataset }, query: { template_id: '', ...query, size } },
        }),
      ),
  });
}

/** Where to fetch the file, once. */
export function exportAddress(dataset: number, query: ExportQuery): Promise<string> {
  const set = Object.entries(query).filter(([, value]) => value !== undefined);
  return ticketAddress(`/datasets/${dataset}/export?${new URLSearchParams(set)}`);
}

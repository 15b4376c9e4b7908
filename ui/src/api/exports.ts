import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client } from './client';
import { unwrap } from './errors';
import { keys } from './queries';
import type { Schema } from './schema';
import type { operations } from './schema.gen';
import { ticketAddress } from './tickets';

/** What decides the content of a file: the format, which examples, and the choices made. */
export type ExportQuery = Omit<
  NonNullable<operations['export_dataset']['parameters']['query']>,
  'ticket'
>;

const FORMATS = ['export-templates'] as const;

/** The formats, in the order in which they are offered. */
export function useExportTemplates() {
  return useQuery({
    queryKey: FORMATS,
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

/** Every rule that the rows would break, what stays, and which files there will be. */
export function useExportCheck(dataset: number, query: ExportQuery | null) {
  return useQuery({
    queryKey: [...keys.dataset(dataset), 'export-check', query],
    enabled: query !== null,
    placeholderData: keepPreviousData,
    queryFn: () =>
      unwrap(
        client.GET('/datasets/{id}/export/check', {
          params: { path: { id: dataset }, query: { ...query } },
        }),
      ),
  });
}

/** The first rows as a template writes them that is not kept yet. */
export function useTemplateTrial(dataset: number, trial: Schema<'TemplateTrial'>) {
  return useQuery({
    queryKey: [...keys.dataset(dataset), 'template-trial', trial],
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: () =>
      unwrap(
        client.POST('/datasets/{id}/export/preview', {
          params: { path: { id: dataset } },
          body: trial,
        }),
      ),
  });
}

type FormatInput = Schema<'ExportTemplateInput'>;

/** Keeps a format of one's own: a new one without an id, or what became of the one with it. */
export function useSaveFormat() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, format }: { id: string | null; format: FormatInput }) => {
      if (id === null) return (await unwrap(client.POST('/export_templates', { body: format }))).id;
      await unwrap(
        client.PUT('/export_templates/{id}', { params: { path: { id } }, body: format }),
      );
      return id;
    },
    onSuccess: () => cache.invalidateQueries({ queryKey: FORMATS }),
  });
}

export function useDeleteFormat() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(client.DELETE('/export_templates/{id}', { params: { path: { id } } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: FORMATS }),
  });
}

/** Where to fetch the file, once. */
export function exportAddress(dataset: number, query: ExportQuery): Promise<string> {
  const set = Object.entries(query).flatMap(([name, value]) =>
    [value]
      .flat()
      .filter((one) => one !== undefined)
      .map((one) => [name, String(one)]),
  );
  return ticketAddress(`/datasets/${dataset}/export?${new URLSearchParams(set)}`);
}

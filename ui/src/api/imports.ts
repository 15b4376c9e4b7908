import { useQuery } from '@tanstack/react-query';
import { client, sessionFetch } from './client';
import { OfflineError, toApiError, unwrap } from './errors';
import { parseEvents } from './events';
import { waitForUnlock } from './lock';
import type { Schema } from './schema';
import type { operations } from './schema.gen';
import { readToken } from './token';

export type ImportQuery = NonNullable<operations['import_examples']['parameters']['query']>;
export type ImportReport = Schema<'ImportReport'>;

/** The formats that are read, in the order in which they are tried. */
export function useImportFormats() {
  return useQuery({
    queryKey: ['import-formats'],
    queryFn: () => unwrap(client.GET('/import_formats')),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

interface Sending {
  signal: AbortSignal;
  /** How much of the file has arrived, from 0 to 1. */
  onSent?: (share: number) => void;
}

/** Sends a file to be looked at or imported. */
export function importFile(
  dataset: number,
  file: File,
  query: ImportQuery,
  sending: Sending,
): Promise<ImportReport> {
  const set = Object.entries(query).filter(([, value]) => value !== undefined);
  const words = new URLSearchParams(set.map(([name, value]) => [name, String(value)]));
  return sendFile(`/api/datasets/${dataset}/import?${words}`, file, sending);
}

/**
 * Sends a file and gives the answer. A file may be larger than the memory, so it is sent as it lies on
 * the disk, and by XMLHttpRequest, which alone says how far it is.
 */
export async function sendFile<T>(address: string, file: File, sending: Sending): Promise<T> {
  for (;;) {
    const token = readToken();
    const { status, body } = await send(address, file, token, sending);
    if (status === 200) return body as T;
    if (status !== 401) throw toApiError(status, body);
    if (token === readToken()) await waitForUnlock(sending.signal);
  }
}

function send(address: string, file: File, token: string | null, { signal, onSent }: Sending) {
  return new Promise<{ status: number; body: unknown }>((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    const end = (finish: () => void) => () => {
      signal.removeEventListener('abort', stop);
      finish();
    };
    request.open('POST', address);
    if (token !== null) request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => onSent?.(total > 0 ? loaded / total : 0);
    request.upload.onload = () => onSent?.(1);
    request.onload = end(() => resolve({ status: request.status, body: parsed(request) }));
    request.onerror = end(() => reject(new OfflineError()));
    request.onabort = end(() =>
      reject(new DOMException('The import was cancelled.', 'AbortError')),
    );
    signal.addEventListener('abort', stop);
    if (signal.aborted) reject(new DOMException('The import was cancelled.', 'AbortError'));
    else request.send(file);
  });
}

function parsed(request: XMLHttpRequest): unknown {
  try {
    return JSON.parse(request.responseText);
  } catch {
    return null;
  }
}

/** Follows the import into a dataset until it has ended. */
export async function followImport(
  dataset: number,
  signal: AbortSignal,
  onProgress: (progress: Schema<'ImportProgress'>) => void,
): Promise<void> {
  const url = new URL(`/api/datasets/${dataset}/import`, window.location.origin);
  const response = await sessionFetch(new Request(url, { signal }));
  if (!response.ok || response.body === null) return;
  for await (const { data } of parseEvents(response.body)) {
    onProgress(JSON.parse(data) as Schema<'ImportProgress'>);
  }
}

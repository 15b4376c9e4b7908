import { sendFile } from './imports';
import type { Schema } from './schema';
import { ticketAddress } from './tickets';

export type BatchReport = Schema<'BatchReport'>;

/** The address under which a run leaves as a batch file, once. */
export function batchAddress(run: number, model: string): Promise<string> {
  const query = model === '' ? '' : `?${new URLSearchParams({ model })}`;
  return ticketAddress(`/runs/${run}/batch${query}`);
}

/** Brings the results of a batch in. */
export const bringResults = (run: number, file: File, signal: AbortSignal) =>
  sendFile<BatchReport>(`/api/runs/${run}/batch`, file, { signal });

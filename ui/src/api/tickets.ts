import { client } from './client';
import { unwrap } from './errors';

/**
 * The address of a file, good for one download within half a minute: the browser fetches it by
 * itself and cannot send the session's token along.
 */
export async function ticketAddress(path: string): Promise<string> {
  const { ticket } = await unwrap(client.POST('/tickets', { body: { path } }));
  const sign = path.includes('?') ? '&' : '?';
  return `/api${path}${sign}ticket=${encodeURIComponent(ticket)}`;
}

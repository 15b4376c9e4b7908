import { sessionFetch } from './client';
import { toApiError } from './errors';
import { parseEvents } from './events';
import type { Schema } from './schema';

/** What a rotation of the key tells while it works. The new code comes first. */
export type RotationNews =
  | ({ type: 'recovery_code' } & Schema<'NewRecoveryCode'>)
  | ({ type: 'progress' } & Schema<'RotationProgress'>)
  | ({ type: 'end' } & Schema<'RotationEnd'>);

/**
 * Has the key and the recovery code replaced, and tells how it goes. Throws ApiError 403 for a wrong
 * password and 429 after too many. A stream that stops without `end` has lost its listener, not its
 * work: the server goes on.
 */
export async function* rotateKey(
  password: string,
  signal: AbortSignal,
): AsyncGenerator<RotationNews> {
  const request = new Request(new URL('/api/key/rotate', window.location.origin), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream' },
    body: JSON.stringify({ password }),
    signal,
  });
  const response = await sessionFetch(request);
  if (!response.ok) throw toApiError(response.status, await response.json().catch(() => null));
  if (response.body === null) return;
  for await (const { event, data } of parseEvents(response.body)) {
    yield { ...JSON.parse(data), type: event } as RotationNews;
  }
}

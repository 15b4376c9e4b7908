import createClient from 'openapi-fetch';
import { connected } from './connection';
import { OfflineError } from './errors';
import { waitForUnlock } from './lock';
import type { paths } from './schema.gen';
import { readToken } from './token';

/**
 * Sends a request with the token of the session. When the session is gone it raises the lock and
 * sends the same request again after the unlock, so that the caller only sees a slow answer.
 * A request that carries its own credentials (login) gets its 401 back.
 */
export async function sessionFetch(request: Request): Promise<Response> {
  if (request.headers.has('Authorization')) return reach(request);
  for (;;) {
    const token = readToken();
    const attempt = request.clone();
    if (token !== null) attempt.headers.set('Authorization', `Bearer ${token}`);
    const response = await reach(attempt);
    if (response.status !== 401) return response;
    // Another call may have brought a new token while this one was under way.
    if (token === readToken()) await waitForUnlock(request.signal);
  }
}

/** Sends a request as it is; what cannot be sent is an {@link OfflineError}. */
export async function reach(request: Request): Promise<Response> {
  try {
    const response = await fetch(request);
    connected.set(true);
    return response;
  } catch (error) {
    if (request.signal.aborted) throw error;
    connected.set(false);
    throw new OfflineError();
  }
}

/** The API, typed by openapi/dsforge.json. Use it with `unwrap` from errors. */
export const client = createClient<paths>({
  baseUrl: new URL('/api', window.location.origin).href,
  fetch: sessionFetch,
});

import { client, reach } from './client';
import { ApiError, OfflineError, toApiError, unwrap } from './errors';
import { unlock } from './lock';
import type { Schema } from './schema';

/** Signs in and lets calls that wait behind the lock go on. Throws ApiError 401 or 429. */
export async function login(username: string, password: string): Promise<Schema<'Token'>> {
  const headers = { Authorization: `Basic ${encodeCredentials(username, password)}` };
  const token = await unwrap(client.POST('/login', { headers }));
  unlock(token.token);
  return token;
}

/** Starts the session over with a new token; the old one lives 30 s more. */
export async function extendSession(): Promise<Schema<'Token'>> {
  const token = await unwrap(client.POST('/session/extend'));
  unlock(token.token);
  return token;
}

/** Ends the session of this token on the server. It may be over already, or the server be gone. */
export async function logout(token: string): Promise<void> {
  const headers = { Authorization: `Bearer ${token}` };
  try {
    await unwrap(client.POST('/logout', { headers }));
  } catch (error) {
    const isOver = error instanceof ApiError && error.status === 401;
    if (!isOver && !(error instanceof OfflineError)) throw error;
  }
}

interface Recovery {
  username: string;
  recovery_code: string;
  new_password: string;
}

/**
 * Sets a new password with the recovery code and signs in with it. A wrong code is an answer (401 or
 * 429), not the end of a session, so it must not raise the lock.
 */
export async function recover(recovery: Recovery): Promise<void> {
  const request = new Request(new URL('/api/recover', window.location.origin), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(recovery),
  });
  const response = await reach(request);
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw toApiError(response.status, answer);
  unlock((answer as Schema<'Token'>).token);
}

function encodeCredentials(username: string, password: string): string {
  const bytes = new TextEncoder().encode(`${username}:${password}`);
  return btoa(String.fromCharCode(...bytes));
}

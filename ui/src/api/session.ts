import { client } from './client';
import { unwrap } from './errors';
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

function encodeCredentials(username: string, password: string): string {
  const bytes = new TextEncoder().encode(`${username}:${password}`);
  return btoa(String.fromCharCode(...bytes));
}

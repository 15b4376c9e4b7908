import { streamEvents } from './events';
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
export function rotateKey(password: string, signal: AbortSignal): AsyncGenerator<RotationNews> {
  return streamEvents('/api/key/rotate', { password }, signal);
}

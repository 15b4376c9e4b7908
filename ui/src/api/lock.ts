import { createSignal } from './signal';
import { writeToken } from './token';

/** Whether the session is gone and calls stand in line for a new one. */
export const locked = createSignal(false);

interface Waiting {
  resume: () => void;
  fail: (reason: unknown) => void;
}

const waiting = new Set<Waiting>();

/** Raises the lock and resolves once {@link unlock} brings a new token. */
export function waitForUnlock(signal?: AbortSignal): Promise<void> {
  locked.set(true);
  return new Promise((resolve, reject) => {
    const entry: Waiting = { resume: resolve, fail: reject };
    waiting.add(entry);
    signal?.addEventListener('abort', () => {
      if (waiting.delete(entry)) reject(signal.reason);
    });
  });
}

/** Takes the new token and lets every waiting call go on. */
export function unlock(token: string): void {
  writeToken(token);
  locked.set(false);
  const entries = [...waiting];
  waiting.clear();
  for (const { resume } of entries) resume();
}

/** Ends the session in this tab: waiting calls are given up, because their page is left. */
export function forgetSession(): void {
  writeToken(null);
  locked.set(false);
  const entries = [...waiting];
  waiting.clear();
  const reason = new DOMException('You signed out.', 'AbortError');
  for (const { fail } of entries) fail(reason);
}

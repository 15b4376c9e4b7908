import { createSignal } from './signal';

/** False from the first call that got no answer until {@link reconnect} gets one. */
export const connected = createSignal(true);

const PAUSE_MS = 1500;

/** Asks until the server answers again. */
export async function reconnect(signal: AbortSignal, pauseMs = PAUSE_MS): Promise<void> {
  while (!signal.aborted) {
    try {
      const response = await fetch('/api/health', { signal });
      if (response.ok) {
        connected.set(true);
        return;
      }
    } catch {
      // No answer yet: the next round asks again.
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

import { streamEvents } from './events';
import type { Schema } from './schema';
import { createSignal } from './signal';

/** A model that a server is getting, or got, or could not get. */
export interface Pull {
  server: string;
  model: string;
  /** What the server is doing, in its own words. */
  status: string;
  /** Bytes of the part that it is getting. */
  total: number | null;
  completed: number;
  state: 'running' | 'done' | 'failed';
  /** Why it failed, and what to do. */
  detail: string | null;
  stop: () => void;
}

type PullNews =
  | ({ type: 'progress' } & Schema<'PullProgress'>)
  | ({ type: 'end' } & Schema<'PullEnd'>);

/** One at most for each server. They go on while other pages are open: only closing the tab ends them. */
export const pulls = createSignal<readonly Pull[]>([]);

const others = (server: string) => pulls.get().filter((pull) => pull.server !== server);

/** Takes away what is said of a server's last pull. */
export function forgetPull(server: string): void {
  pulls.set(others(server));
}

/** Has a server get a model; calling it off keeps what has arrived for the next time. */
export async function pullModel(server: string, model: string, onDone: () => void): Promise<void> {
  const called = new AbortController();
  let pull: Pull = {
    server,
    model,
    status: 'asking',
    total: null,
    completed: 0,
    state: 'running',
    detail: null,
    stop: () => {
      called.abort();
      forgetPull(server);
    },
  };
  const show = (change: Partial<Pull>) => {
    if (called.signal.aborted) return;
    pull = { ...pull, ...change };
    pulls.set([...others(server), pull]);
  };
  show({});
  try {
    const news = streamEvents<PullNews>('/api/models/pull', { model, server }, called.signal);
    for await (const item of news) {
      if (item.type === 'progress') {
        show({ status: item.status, total: item.total, completed: item.completed ?? 0 });
      } else if (item.finished) {
        show({ state: 'done' });
        onDone();
      } else {
        show({ state: 'failed', detail: item.detail });
      }
    }
    if (pull.state === 'running') show({ state: 'failed', detail: BROKEN });
  } catch (error) {
    show({ state: 'failed', detail: error instanceof Error ? error.message : BROKEN });
  }
}

const BROKEN = 'The connection broke off. Try again: what has arrived is not loaded again.';

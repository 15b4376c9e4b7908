import { sessionFetch } from './client';
import { OfflineError, toApiError } from './errors';
import type { Schema } from './schema';

/** One message of a server-sent event stream. */
export interface StreamMessage {
  event: string;
  data: string;
}

/** Splits a byte stream into its messages, wherever the chunks happen to be cut. */
export async function* parseEvents(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<StreamMessage> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      rest += decoder.decode(value, { stream: true });
      // A lone CR at the end may be half of a CRLF: it waits for the next chunk.
      const whole = rest.endsWith('\r') ? rest.length - 1 : rest.length;
      const text = rest.slice(0, whole).replace(/\r\n?/g, '\n');
      const blocks = text.split('\n\n');
      rest = (blocks.pop() ?? '') + rest.slice(whole);
      for (const block of blocks) {
        const message = parseBlock(block);
        if (message) yield message;
      }
    }
  } finally {
    await reader.cancel();
  }
}

/**
 * Asks for something that takes a while, and gives what the server tells of it, with the event's name
 * as `type`. What is refused at once is an ApiError.
 */
export async function* streamEvents<News extends { type: string }>(
  path: string,
  body: object,
  signal: AbortSignal,
): AsyncGenerator<News> {
  const request = new Request(new URL(path, window.location.origin), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream' },
    body: JSON.stringify(body),
    signal,
  });
  const response = await sessionFetch(request);
  if (!response.ok) throw toApiError(response.status, await response.json().catch(() => null));
  if (response.body === null) return;
  for await (const { event, data } of parseEvents(response.body)) {
    yield { ...JSON.parse(data), type: event } as News;
  }
}

function parseBlock(block: string): StreamMessage | null {
  let event = 'message';
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const [, field, value = ''] = /^(\w+):? ?(.*)$/.exec(line) ?? [];
    if (field === 'event') event = value;
    if (field === 'data') data.push(value);
  }
  return data.length > 0 ? { event, data: data.join('\n') } : null;
}

/** What a run tells while it works. The first one is always a snapshot, also after a reconnect. */
export type RunStreamEvent =
  | ({ type: 'snapshot' } & Schema<'SnapshotEvent'>)
  | ({ type: 'candidate' } & Schema<'CandidateEvent'>)
  | ({ type: 'token' } & Schema<'TokenEvent'>)
  | ({ type: 'run' } & Schema<'RunEvent'>)
  | { type: 'end' };

interface FollowOptions {
  signal: AbortSignal;
  onEvent: (event: RunStreamEvent) => void;
  /** False while the stream is broken and is being opened again. */
  onConnected?: (connected: boolean) => void;
  /** The pause before the n-th reconnect, counted from 1. */
  pause?: (attempt: number) => Promise<void>;
}

const pauseLonger = (attempt: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, Math.min(500 * 2 ** (attempt - 1), 5000)));

/** Follows a run until its end or until `signal` aborts; opens a broken stream again. */
export async function followRun(runId: number, options: FollowOptions): Promise<void> {
  const { signal, onEvent, onConnected, pause = pauseLonger } = options;
  const url = new URL(`/api/runs/${runId}/events`, window.location.origin);
  for (let attempt = 1; !signal.aborted; attempt += 1) {
    try {
      const request = new Request(url, { signal, headers: { Accept: 'text/event-stream' } });
      const response = await sessionFetch(request);
      if (!response.ok) throw toApiError(response.status, await response.json().catch(() => null));
      if (response.body === null) throw new OfflineError();
      onConnected?.(true);
      for await (const message of parseEvents(response.body)) {
        attempt = 0;
        const event = { ...JSON.parse(message.data), type: message.event } as RunStreamEvent;
        onEvent(event);
        if (event.type === 'end') return;
      }
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof OfflineError || error instanceof TypeError)) throw error;
    }
    onConnected?.(false);
    await pause(Math.max(attempt, 1));
  }
}

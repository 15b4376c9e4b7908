import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { api, server } from '../test/server';
import { followRun, parseEvents, type RunStreamEvent, type StreamMessage } from './events';

function streamOf(...chunks: (string | Uint8Array)[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) {
        controller.enqueue(typeof chunk === 'string' ? encoder.encode(chunk) : chunk);
      }
      controller.close();
    },
  });
}

async function messagesOf(...chunks: (string | Uint8Array)[]): Promise<StreamMessage[]> {
  const messages: StreamMessage[] = [];
  for await (const message of parseEvents(streamOf(...chunks))) messages.push(message);
  return messages;
}

describe('the event stream', () => {
  test('a message cut in the middle of a letter arrives whole', async () => {
    const bytes = new TextEncoder().encode('event: token\ndata: {"text":"Möbel"}\n\n');
    const cut = bytes.indexOf(0xc3) + 1;
    expect(await messagesOf(bytes.slice(0, cut), bytes.slice(cut))).toEqual([
      { event: 'token', data: '{"text":"Möbel"}' },
    ]);
  });

  test('CRLF, comments and data over several lines are understood', async () => {
    const chunks = [': still here\r\n\r', '\nevent: run\r\ndata: {"a":\r\ndata: 1}\r\n', '\r\n'];
    expect(await messagesOf(...chunks)).toEqual([{ event: 'run', data: '{"a":\n1}' }]);
  });

  test('a message without its blank line is not delivered', async () => {
    expect(await messagesOf('event: token\ndata: {}\n')).toEqual([]);
  });

  test('a broken stream is opened again until the run ends', async () => {
    let opened = 0;
    server.use(
      http.get(api('/runs/7/events'), () => {
        opened += 1;
        const rest = opened === 1 ? '' : 'event: end\ndata: {}\n\n';
        const token = 'event: token\ndata: {"candidate_id":1,"text":"The ","reasoning":""}\n\n';
        return new HttpResponse(streamOf(token + rest), {
          headers: { 'Content-Type': 'text/event-stream' },
        });
      }),
    );
    const events: RunStreamEvent[] = [];
    const connections: boolean[] = [];
    await followRun(7, {
      signal: new AbortController().signal,
      onEvent: (event) => events.push(event),
      onConnected: (on) => connections.push(on),
      pause: () => Promise.resolve(),
    });
    expect(events.map(({ type }) => type)).toEqual(['token', 'token', 'end']);
    expect(connections).toEqual([true, false, true]);
  });

  test('a run that does not exist is an error, not an endless reconnect', async () => {
    server.use(
      http.get(api('/runs/8/events'), () =>
        HttpResponse.json({ detail: 'There is no run 8.' }, { status: 404 }),
      ),
    );
    const following = followRun(8, { signal: new AbortController().signal, onEvent: () => {} });
    await expect(following).rejects.toThrow('There is no run 8.');
  });
});

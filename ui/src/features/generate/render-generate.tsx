import { act } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import type { Schema } from '../../api/schema';
import { renderDatasetPage } from '../../test/dataset-page';
import { modelsOf } from '../../test/models';
import { api, server } from '../../test/server';
import type { Candidate, Run } from './audition';
import { runOf, templateOf } from './fixtures';
import { GeneratePage } from './GeneratePage';

interface World {
  templates?: Schema<'Template'>[];
  models?: Schema<'Models'>;
  preferences?: Partial<Schema<'Preferences'>>;
  drafts?: Record<string, unknown>;
  /** Of run 7, which is on the table when it has any. */
  candidates?: Candidate[];
  run?: Partial<Run>;
  search?: string;
}

/** The page of dataset 2 (contract-clauses) over a server that tells run 7 as the test says. */
export function renderGenerate(world: World = {}) {
  const asked: { method: string; path: string; body: unknown }[] = [];
  const drafts = new Map(Object.entries(world.drafts ?? {}));
  if (world.candidates && !world.search) drafts.set('audition:2', { run_id: 7 });
  const stream = createStream(runOf(world.run), world.candidates ?? []);

  serve(world, drafts, stream);

  /** Answers a call and remembers it. */
  const answer = (
    method: 'get' | 'post' | 'put',
    path: string,
    respond: (body: Record<string, unknown>, params: Record<string, unknown>) => Response,
  ) =>
    server.use(
      http[method](api(path), async ({ request, params }) => {
        const text = await request.text();
        const body = text === '' ? {} : JSON.parse(text);
        asked.push({ method, path: new URL(request.url).pathname.slice(4), body });
        return respond(body, params);
      }),
    );

  /** Judges as the server does: the change comes back in the candidate. */
  const acceptJudgements = () =>
    answer('put', '/runs/7/candidates/:cid', (body, { cid }) => {
      const known = (world.candidates ?? []).find(({ id }) => id === Number(cid));
      return HttpResponse.json({ ...known, ...body });
    });

  const view = renderDatasetPage('generate', <GeneratePage />, world.search, 2);
  return { ...view, asked, drafts, stream, answer, acceptJudgements };
}

/** What the page reads before a person does anything. */
function serve(world: World, drafts: Map<string, unknown>, stream: Stream) {
  server.use(
    http.get(api('/templates'), () => HttpResponse.json(world.templates ?? [templateOf()])),
    http.get(api('/models/details'), () => HttpResponse.json(world.models ?? modelsOf({}))),
    http.get(api('/user/preferences'), () =>
      HttpResponse.json({
        username: 'ada',
        name: 'Ada',
        default_gen_model: 'gemma3:4b',
        default_para_model: null,
        recovery_confirmed: true,
        ui: {},
        ...world.preferences,
      }),
    ),
    http.get(api('/datasets/2'), () => HttpResponse.json({ id: 2, name: 'contract-clauses' })),
    http.get(api('/drafts'), () => HttpResponse.json([...drafts.keys()].map((key) => ({ key })))),
    http.get(api('/drafts/:key'), ({ params: { key } }) =>
      HttpResponse.json({ key, value: drafts.get(String(key)) }),
    ),
    http.put(api('/drafts/:key'), async ({ params, request }) => {
      const { value } = (await request.json()) as { value: unknown };
      drafts.set(String(params.key), value);
      return new HttpResponse(null, { status: 204 });
    }),
    http.get(api('/runs/7/events'), () => stream.open()),
  );
}

type Stream = ReturnType<typeof createStream>;

/** A stream of events that the test writes. Opening it again begins with a snapshot again. */
function createStream(run: Run, candidates: Candidate[]) {
  const encoder = new TextEncoder();
  let writer: ReadableStreamDefaultController<Uint8Array> | null = null;
  const line = (type: string, data: object) =>
    encoder.encode(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
  const send = (write: () => void) => act(async () => write());
  return {
    opened: 0,
    open() {
      this.opened += 1;
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          writer = controller;
          controller.enqueue(line('snapshot', { run, candidates, partial: [] }));
        },
      });
      return new HttpResponse(body, { headers: { 'Content-Type': 'text/event-stream' } });
    },
    candidate: (candidate: Candidate) =>
      send(() => writer?.enqueue(line('candidate', { candidate }))),
    token: (candidate_id: number, text: string) =>
      send(() =>
        writer?.enqueue(line('token', { candidate_id, text, reasoning: '', loading: false })),
      ),
    loading: (candidate_id: number) =>
      send(() =>
        writer?.enqueue(line('token', { candidate_id, text: '', reasoning: '', loading: true })),
      ),
    /** The connection breaks in the middle of the run. */
    cut: () => send(() => writer?.error(new TypeError('network error'))),
    end: () =>
      send(() => {
        writer?.enqueue(line('end', {}));
        writer?.close();
      }),
  };
}

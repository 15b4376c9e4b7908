import { HttpResponse, http } from 'msw';
import { modelsOf } from '../../test/models';
import { api, server } from '../../test/server';
import type { Example } from './queries';

const AT = '2026-03-14T09:26:53Z';

export const dataset = {
  id: 1,
  name: 'contract-clauses',
  archived: false,
  created_at: AT,
  updated_at: AT,
  count: 3,
};

/** An example of the dataset contract-clauses; what a test cares about it says itself. */
export function example(id: number, fields: Partial<Example> = {}): Example {
  const system_prompt = 'Explain clauses to a tenant in plain words.';
  const { variation_prompt = `What does clause ${id} mean?`, tool_calls = [] } = fields;
  const output = fields.output ?? `Clause ${id} means you may leave after three months.`;
  return {
    id,
    rev: 1,
    dataset_id: 1,
    system_prompt,
    variation_prompt,
    slots: { clause: `clause ${id}`, tone: 'plain' },
    output,
    tool_calls,
    timestamp: AT,
    messages: [
      { role: 'system', content: system_prompt },
      { role: 'user', content: variation_prompt },
      { role: 'assistant', content: output, tool_calls },
    ],
    tools: [],
    template_id: 4,
    template_version: 2,
    template_name: 'Explain this clause to a tenant',
    run_id: null,
    candidate_id: null,
    model: 'gemma3:4b',
    alternatives: [],
    rating: null,
    tags: [],
    note: null,
    split: 'auto',
    edited: false,
    extra: {},
    updated_at: AT,
    ...fields,
  };
}

/** A server that holds these examples, newest first, and remembers what it was asked to do. */
export function serveExamples(examples: readonly Example[]) {
  const state = {
    examples: [...examples],
    deleted: [] as Example[],
    searches: [] as URLSearchParams[],
    saved: [] as { id: number; ifMatch: string | null; body: unknown }[],
    drafts: [] as unknown[],
    undone: [] as unknown[],
    regenerated: [] as unknown[],
  };
  server.use(
    http.get(api('/datasets/1'), () =>
      HttpResponse.json({ ...dataset, count: state.examples.length }),
    ),
    http.get(api('/models/details'), () => HttpResponse.json(modelsOf({}))),
    http.get(api('/user/preferences'), () =>
      HttpResponse.json({ default_gen_model: null, ui: {} }),
    ),
    http.get(api('/drafts'), () => HttpResponse.json([])),
    http.put(api('/drafts/:key'), async ({ request }) => {
      state.drafts.push(await request.json());
      return new HttpResponse(null, { status: 204 });
    }),
    http.delete(api('/drafts/:key'), () => new HttpResponse(null, { status: 204 })),
    http.get(api('/datasets/1/examples'), ({ request }) => {
      const query = new URL(request.url).searchParams;
      state.searches.push(query);
      const words = (query.get('q') ?? '').toLowerCase();
      const found = state.examples.filter(({ output }) => output.toLowerCase().includes(words));
      if (query.get('sort') === 'id') found.reverse();
      const size = Number(query.get('size'));
      const start = (Number(query.get('page')) - 1) * size;
      return HttpResponse.json({
        items: found.slice(start, start + size),
        total: found.length,
        slot_names: ['clause', 'tone'],
      });
    }),
    http.put(api('/datasets/1/examples/:id'), async ({ request, params }) => {
      const id = Number(params.id);
      const body = (await request.json()) as Partial<Example>;
      const ifMatch = request.headers.get('If-Match');
      state.saved.push({ id, ifMatch, body });
      const current = state.examples.find((one) => one.id === id);
      if (current === undefined || ifMatch !== `"${current.rev}"`) {
        return HttpResponse.json({ detail: 'It was changed elsewhere.', current }, { status: 412 });
      }
      const saved = example(id, { ...current, ...body, rev: current.rev + 1, edited: true });
      state.examples = state.examples.map((one) => (one.id === id ? saved : one));
      return HttpResponse.json(saved);
    }),
    http.post(api('/datasets/1/examples/bulk'), async ({ request }) => {
      const asked = (await request.json()) as { action: string; ids: number[] };
      const { action, ids } = asked;
      if (action === 'regenerate') {
        state.regenerated.push(asked);
        return HttpResponse.json({ count: ids.length, run_id: 9, change_id: null });
      }
      state.deleted = state.examples.filter(({ id }) => ids.includes(id));
      state.examples = state.examples.filter(({ id }) => !ids.includes(id));
      return HttpResponse.json({ count: ids.length, run_id: null, change_id: 7 });
    }),
    http.post(api('/datasets/1/undo'), async ({ request }) => {
      state.undone.push(await request.json());
      state.examples = [...state.deleted, ...state.examples].sort((a, b) => b.id - a.id);
      return HttpResponse.json({ change_id: 7, summary: 'Taken back: 1 example deleted' });
    }),
  );
  return state;
}

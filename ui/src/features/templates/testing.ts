import { HttpResponse, http } from 'msw';
import type { Schema } from '../../api/schema';
import { modelsOf } from '../../test/models';
import { api, server } from '../../test/server';

/** A template of the trade, for tests. */
export function aTemplate(change: Partial<Schema<'Template'>> = {}): Schema<'Template'> {
  return {
    id: 12,
    name: 'Explain this clause to a tenant',
    system_prompt: 'You advise tenants.',
    user_prompt: 'Explain {clause} in a {tone} tone.',
    slots: ['clause', 'tone'],
    slot_details: {
      clause: {
        description: 'Word for word',
        default: null,
        samples: ['No pets.', 'Rent is due.'],
      },
    },
    unused_slots: [],
    is_tool_calling_template: false,
    tool_definitions: [],
    tool_choice: 'auto',
    output_schema: null,
    archived: false,
    version: 4,
    created_at: '2026-03-14T09:26:53Z',
    updated_at: '2026-03-14T09:26:53Z',
    ...change,
  };
}

export const lookUpLaw: Schema<'ToolDefinition'> = {
  type: 'function',
  function: {
    name: 'look_up_law',
    description: 'Find a paragraph of tenancy law',
    parameters: { type: 'object', properties: { paragraph: { type: 'string' } } },
  },
};

interface Asked {
  saved: Schema<'TemplateInput'>[];
  drafts: unknown[];
}

/** Answers what the template pages ask for, and writes down what they send. */
export function serveTemplate(template: Schema<'Template'>, kept: unknown = null): Asked {
  const asked: Asked = { saved: [], drafts: [] };
  let stored = template;
  const path = `/templates/${template.id}`;
  const draft =
    kept === null
      ? null
      : { key: `template:${template.id}`, value: kept, updated_at: stored.updated_at };
  server.use(
    http.get(api('/templates'), ({ request }) =>
      HttpResponse.json(new URL(request.url).searchParams.has('archived', 'true') ? [] : [stored]),
    ),
    http.get(api(path), () => HttpResponse.json(stored)),
    http.put(api(path), async ({ request }) => {
      const input = (await request.json()) as Schema<'TemplateInput'>;
      asked.saved.push(input);
      stored = { ...stored, ...(input as Schema<'Template'>), version: stored.version + 1 };
      return new HttpResponse(null, { status: 204 });
    }),
    http.post(api('/templates/check'), async ({ request }) => {
      const { tool_definitions } = (await request.json()) as Schema<'TemplateInput'>;
      const tools = tool_definitions ?? [];
      const errors = tools.flatMap((tool, index) =>
        JSON.stringify(tool).includes('"strng"')
          ? [
              {
                field: 'tool_definitions',
                index,
                pointer: '/function/parameters/properties/paragraph/type',
                message: '“strng” is no type that JSON Schema knows.',
              },
            ]
          : [],
      );
      return HttpResponse.json({ slots: [], unused_slots: [], errors });
    }),
    http.get(api(`${path}/history`), () =>
      HttpResponse.json([
        { text: 'You advise tenants.', version: 4, saved_at: '2026-03-14T09:26:53Z' },
        { text: 'You are a lawyer.', version: 2, saved_at: '2026-03-10T09:26:53Z' },
      ]),
    ),
    http.get(api(`${path}/versions`), () =>
      HttpResponse.json([
        { ...stored, saved_at: '2026-03-14T09:26:53Z', changed: ['system_prompt'] },
        {
          ...stored,
          version: 3,
          saved_at: '2026-03-12T09:26:53Z',
          changed: [],
          user_prompt: 'Explain {clause}.',
        },
      ]),
    ),
    http.get(api('/drafts'), () => HttpResponse.json(draft ? [draft] : [])),
    http.get(api('/drafts/:key'), () => HttpResponse.json(draft)),
    http.put(api('/drafts/:key'), async ({ request }) => {
      asked.drafts.push(((await request.json()) as { value: unknown }).value);
      return new HttpResponse(null, { status: 204 });
    }),
    http.delete(api('/drafts/:key'), () => {
      asked.drafts.push(null);
      return new HttpResponse(null, { status: 204 });
    }),
    http.get(api('/models/details'), () =>
      HttpResponse.json(modelsOf({ name: 'llama3.2:3b', context_length: 4096 }, {})),
    ),
    http.get(api('/user/preferences'), () =>
      HttpResponse.json({ default_gen_model: 'gemma3:4b', ui: {} }),
    ),
  );
  return asked;
}

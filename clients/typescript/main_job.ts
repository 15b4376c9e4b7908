import createClient from 'openapi-fetch';
import type { paths } from './schema.js';

const dsforge = createClient<paths>({ baseUrl: `${process.env.DSFORGE_URL}/api` });
const ok = async <T>(call: Promise<{ data?: T; error?: unknown }>): Promise<T> => {
  const { data, error } = await call;
  if (error) throw new Error(JSON.stringify(error));
  return data as T;
};

const ada = { username: 'ada', name: 'Ada', password: 'three words and a number 7' };
const { token } = await ok(dsforge.POST('/setup', { body: ada }));
dsforge.use({ onRequest: ({ request }) => request.headers.set('Authorization', `Bearer ${token}`) });

const system_prompt = 'You explain contracts.';
const slots = { clause: 'Rent is due on the first.' };
const template = await ok(dsforge.POST('/templates', { body: {
  name: 'Explain a clause', system_prompt, user_prompt: 'Explain: {clause}',
  slots: ['clause'], is_tool_calling_template: false, tool_definitions: [],
} }));
const answers = await ok(dsforge.POST('/generate', {
  body: { template_id: template.id, slots, count: 2, model: 'demo/writer' },
}));
const dataset = await ok(dsforge.POST('/datasets', { body: { name: 'lease-clauses' } }));
const path = { id: dataset.id };
await ok(dsforge.POST('/datasets/{id}/examples', {
  params: { path },
  body: answers.map(({ variation, output }) => ({ system_prompt, variation_prompt: variation, slots, output })),
}));
const file = await ok(dsforge.GET('/datasets/{id}/export', {
  params: { path, query: { template_id: 'mlx_chat' } }, parseAs: 'text',
}));
console.log(file.trim().split('\n').length, 'lines; the first:', file.slice(0, 120));

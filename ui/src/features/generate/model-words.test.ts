import { expect, test } from 'vitest';
import { modelsOf } from '../../test/models';
import { modelWarning, serversToMend } from './model-words';

const cloud = { name: 'gpt-oss:120b-cloud', local: false };
const demo = { name: 'demo/writer', server: 'demo', demo: true };

test('demo and cloud models come with a word of warning', () => {
  const warnings = modelsOf({}, demo, cloud).models.map(modelWarning);
  expect(warnings).toEqual([
    null,
    'Demo model: built into dsforge, it writes made-up text.',
    'Cloud model: your prompts leave this computer.',
  ]);
});

test('servers need mending only while none of them works', () => {
  const models = modelsOf({});
  expect(serversToMend(models)).toEqual([]);
  const [ollama] = models.servers;
  if (ollama === undefined) throw new Error('no server');
  const down = { ...ollama, state: 'unreachable' as const };
  expect(serversToMend({ ...models, servers: [down] })).toEqual([down]);
  expect(serversToMend({ ...models, servers: [down, { ...ollama, name: 'gpu' }] })).toEqual([]);
});

import { expect, test } from 'vitest';
import { modelsOf } from '../test/models';
import { chooseModel, writers } from './model-choice';

const cloud = { name: 'gpt-oss:120b-cloud', local: false };
const demo = { name: 'demo/writer', server: 'demo', demo: true };
const picked = (
  models: ReturnType<typeof modelsOf>,
  chosen: string | null,
  preferred: string | null,
) => {
  const choice = chooseModel(models, chosen, preferred);
  return [choice?.model.name, choice?.note];
};

test('the model of the seed goes before the default', () => {
  const models = modelsOf({}, { name: 'llama3.2:3b' });
  expect(picked(models, 'llama3.2:3b', 'gemma3:4b')).toEqual(['llama3.2:3b', null]);
  expect(picked(models, null, 'gemma3:4b')).toEqual(['gemma3:4b', null]);
  expect(picked(models, 'mistral:7b', 'gemma3:4b')).toEqual(['gemma3:4b', null]);
});

test('without a default a loaded local model is picked and the page says so', () => {
  const models = modelsOf(demo, cloud, {}, { name: 'llama3.2:3b', loaded: true });
  expect(picked(models, null, null)).toEqual([
    'llama3.2:3b',
    'No default model is set, so llama3.2:3b was picked.',
  ]);
});

test('a model that sends data out is never picked before a local one', () => {
  expect(picked(modelsOf(cloud, {}), null, null)[0]).toBe('gemma3:4b');
  expect(picked(modelsOf(demo, cloud), null, null)[0]).toBe('gpt-oss:120b-cloud');
});

test('a default that is gone is named', () => {
  expect(picked(modelsOf({}), null, 'mistral:7b')).toEqual([
    'gemma3:4b',
    'mistral:7b isn’t available now, so gemma3:4b stands in.',
  ]);
});

test('models that only embed are not offered', () => {
  const models = modelsOf({ name: 'nomic-embed-text', capabilities: ['embedding'] });
  expect(writers(models)).toEqual([]);
  expect(chooseModel(models, null, null)).toBeNull();
});

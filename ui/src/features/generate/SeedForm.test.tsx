import { act, screen, waitFor } from '@testing-library/react';
import { HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { modelsOf } from '../../test/models';
import { runOf, templateOf } from './fixtures';
import { renderGenerate } from './render-generate';

test('a batch is asked for with the slots, the size and the model of the form', async () => {
  const page = renderGenerate();
  page.answer('post', '/runs', () => HttpResponse.json(runOf(), { status: 201 }));
  const clause = await screen.findByRole('textbox', { name: 'clause' });
  expect(clause).toHaveValue('The deposit is two months’ rent.');
  act(() => clause.focus());
  await page.user.keyboard('No pets.');
  await page.user.keyboard('{Control>}{Enter}{/Control}');
  await waitFor(() => expect(page.asked).toHaveLength(1));
  expect(page.asked[0]?.body).toEqual({
    template_id: 1,
    slots: { clause: 'No pets.', city: 'Lisbon' },
    count: 3,
    model: 'gemma3:4b',
    dataset_id: 2,
  });
});

test('a slot that the prompt uses must be filled: the caret goes there and nothing is asked', async () => {
  const page = renderGenerate({ drafts: { 'seed:2': { values: { clause: '' } } } });
  await page.user.click(await screen.findByRole('button', { name: 'Generate 3' }));
  const clause = screen.getByRole('textbox', { name: 'clause' });
  expect(clause).toHaveFocus();
  expect(clause).toHaveAccessibleDescription(/Fill in clause: the prompt uses it\./);
  expect(page.asked).toEqual([]);
});

test('what was typed is kept and comes back', async () => {
  const seed = { template_id: 1, values: { clause: 'No pets.' }, count: 5, model: null };
  const page = renderGenerate({ drafts: { 'seed:2': seed } });
  expect(await screen.findByRole('button', { name: 'Generate 5' })).toBeVisible();
  const clause = screen.getByRole('textbox', { name: 'clause' });
  expect(clause).toHaveValue('No pets.');
  await page.user.type(clause, ' No smoking.');
  await waitFor(() => expect(screen.getByText('Draft saved')).toBeVisible(), { timeout: 2000 });
  expect(page.drafts.get('seed:2')).toMatchObject({
    values: { clause: 'No pets. No smoking.' },
  });
});

test('a sample fills its slot', async () => {
  const page = renderGenerate();
  await page.user.click(await screen.findByRole('button', { name: 'Samples for city' }));
  await page.user.click(await screen.findByRole('menuitem', { name: 'Porto' }));
  expect(screen.getByRole('textbox', { name: 'city' })).toHaveValue('Porto');
});

test('a template that calls tools names them and shows its system prompt on demand', async () => {
  const tools = ['find_clause', 'find_law'].map((name) => ({
    type: 'function' as const,
    function: { name },
  }));
  const template = templateOf({ is_tool_calling_template: true, tool_definitions: tools });
  const page = renderGenerate({ templates: [template] });
  expect(await screen.findByText('find_clause, find_law')).toBeVisible();
  await page.user.click(screen.getByRole('button', { name: /System prompt/ }));
  expect(screen.getByRole('link', { name: 'Edit it in the template' })).toHaveAttribute(
    'href',
    '/templates/1',
  );
});

test('without a template the page leads to the templates', async () => {
  renderGenerate({ templates: [] });
  expect(await screen.findByText('No template yet')).toBeVisible();
  expect(screen.getByRole('link', { name: 'Make a template' })).toHaveAttribute(
    'href',
    '/templates',
  );
});

test('while no server answers, its next step is said and a demo model stands in', async () => {
  const models = modelsOf({ name: 'demo/writer', server: 'demo', demo: true });
  const [ollama] = models.servers;
  if (ollama === undefined) throw new Error('no server');
  const message = 'does not answer at 127.0.0.1:11434. Start it with “ollama serve”.';
  const down = { ...ollama, state: 'unreachable' as const, message };
  renderGenerate({
    models: { ...models, servers: [down] },
    preferences: { default_gen_model: null },
  });
  expect(await screen.findByText(/Start it with “ollama serve”/)).toBeVisible();
  expect(screen.getByText('Demo model: built into dsforge, it writes made-up text.')).toBeVisible();
  expect(screen.getByText(/No default model is set, so demo\/writer was picked/)).toBeVisible();
});

test('somebody who chose a demo model is not told about servers', async () => {
  const models = modelsOf({ name: 'demo/writer', server: 'demo', demo: true });
  const [ollama] = models.servers;
  if (ollama === undefined) throw new Error('no server');
  const down = { ...ollama, state: 'unreachable' as const, message: 'It does not answer.' };
  renderGenerate({
    models: { ...models, servers: [down] },
    preferences: { default_gen_model: 'demo/writer' },
  });
  expect(await screen.findByText(/Demo model: built into dsforge/)).toBeVisible();
  expect(screen.queryByText('It does not answer.')).toBeNull();
});

test('an Ollama without models gets its first one from here', async () => {
  const models = modelsOf({ name: 'demo/writer', server: 'demo', demo: true });
  const [ollama] = models.servers;
  if (ollama === undefined) throw new Error('no server');
  const message = 'Ollama has no model yet.';
  const page = renderGenerate({
    models: { ...models, servers: [{ ...ollama, state: 'no_models', message }] },
    preferences: { default_gen_model: null },
  });
  const line = (type: string, data: object) => `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
  page.answer('post', '/models/pull', () =>
    HttpResponse.text(
      line('progress', { status: 'pulling manifest', total: null, completed: null }) +
        line('end', { finished: false, detail: 'Its disk is full. Make room there.' }),
    ),
  );
  await page.user.click(await screen.findByRole('button', { name: /^Get gemma3:4b now/ }));
  expect(await screen.findByText('Its disk is full. Make room there.')).toBeVisible();
  expect(page.asked[0]?.body).toEqual({ model: 'gemma3:4b', server: 'ollama' });
});

test('an Ollama that is too old is said to be so even though it has models', async () => {
  const models = modelsOf({});
  const [ollama] = models.servers;
  if (ollama === undefined) throw new Error('no server');
  const message = 'This Ollama is version 0.4.7.';
  renderGenerate({
    models: { ...models, servers: [{ ...ollama, state: 'too_old', message }] },
  });
  expect(await screen.findByText(message)).toBeVisible();
});

test('a refused batch says why', async () => {
  const page = renderGenerate({
    drafts: { 'seed:2': { values: { clause: 'No pets.' } } },
  });
  page.answer('post', '/runs', () =>
    HttpResponse.json({ detail: 'The slot “city” is too long.' }, { status: 400 }),
  );
  await page.user.click(await screen.findByRole('button', { name: 'Generate 3' }));
  expect(await screen.findByText('The slot “city” is too long.')).toBeVisible();
});

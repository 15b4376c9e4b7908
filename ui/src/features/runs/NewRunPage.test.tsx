import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import type { Schema } from '../../api/schema';
import { modelsOf } from '../../test/models';
import { renderPage } from '../../test/render';
import { api, server } from '../../test/server';
import { NewRunPage } from './NewRunPage';

const AT = '2026-03-14T09:26:53Z';

const template: Schema<'Template'> = {
  id: 1,
  name: 'Explain a clause',
  system_prompt: '',
  user_prompt: 'Explain {clause} in a {tone} tone',
  slots: ['clause', 'tone'],
  slot_details: { tone: { description: '', default: 'calm', samples: [] } },
  unused_slots: [],
  is_tool_calling_template: false,
  tool_definitions: [],
  tool_choice: 'auto',
  output_schema: null,
  archived: false,
  version: 3,
  created_at: AT,
  updated_at: AT,
};
const easy = {
  ...template,
  id: 2,
  name: 'A joke',
  user_prompt: 'Tell a joke',
  slots: [],
  slot_details: {},
};

let templates = [template, easy];
let started: unknown[];

beforeEach(() => {
  templates = [template, easy];
  started = [];
  server.use(
    http.get(api('/templates'), () => HttpResponse.json(templates)),
    http.get(api('/datasets'), () =>
      HttpResponse.json({ items: [{ id: 5, name: 'contract-clauses' }], total: 1 }),
    ),
    http.get(api('/models/details'), () =>
      HttpResponse.json(modelsOf({}, { name: 'llama3.2:3b' })),
    ),
    http.get(api('/user/preferences'), () =>
      HttpResponse.json({ default_gen_model: 'gemma3:4b', ui: {} }),
    ),
    http.post(api('/runs/estimate'), async ({ request }) => {
      const wish = (await request.json()) as Schema<'RunInput'>;
      const items = (wish.rows?.length ?? 0) * (wish.count ?? 1) * (wish.models?.length ?? 1);
      return HttpResponse.json({
        items,
        prompt_tokens: 12,
        longest_prompt: 12,
        seconds: null,
        models: [],
      });
    }),
    http.post(api('/runs'), async ({ request }) => {
      started.push(await request.json());
      return HttpResponse.json({ id: 9 }, { status: 201 });
    }),
  );
});

test('rows, models and numbers make a run, whose size is said before it starts', async () => {
  const { user, router } = renderPage(<NewRunPage />);
  const start = await screen.findByRole('button', { name: /^Start the run/ });
  expect(start).toBeDisabled();
  await user.type(screen.getByLabelText('clause of row 1'), 'No pets.');
  await user.click(screen.getByRole('button', { name: 'Another row' }));
  await user.type(screen.getByLabelText('clause of row 2'), 'No smoking.');
  await user.type(screen.getByLabelText('tone of row 2'), 'friendly');
  await user.click(screen.getByRole('checkbox', { name: 'llama3.2:3b' }));
  await user.click(await screen.findByRole('button', { name: /^Start 4 answers/ }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/runs/9'));
  expect(started).toEqual([
    {
      template_id: 1,
      template_version: 3,
      rows: [{ clause: 'No pets.' }, { clause: 'No smoking.', tone: 'friendly' }],
      count: 1,
      models: ['gemma3:4b', 'llama3.2:3b'],
      samples: 1,
      options: {},
    },
  ]);
});

test('a template that needs nothing starts by its key from anywhere in the form', async () => {
  templates = [easy];
  const { user } = renderPage(<NewRunPage />);
  const start = await screen.findByRole('button', { name: /^Start 1 answer/ });
  expect(start).toHaveAttribute('aria-keyshortcuts', 'Control+Enter');
  await user.click(screen.getByRole('checkbox', { name: 'gemma3:4b' }));
  await user.click(screen.getByRole('checkbox', { name: 'gemma3:4b' }));
  await screen.findByRole('button', { name: /^Start 1 answer/ });
  await user.keyboard('{Control>}{Enter}{/Control}');
  await waitFor(() => expect(started).toHaveLength(1));
});

test('rows out of a file are shown with what is wrong with them', async () => {
  server.use(
    http.post(api('/runs/rows'), () =>
      HttpResponse.json({
        rows: [{ clause: 'No pets.' }, { clause: 'No smoking.' }],
        columns: [
          { name: 'clause', slot: 'clause' },
          { name: 'page', slot: null },
        ],
        missing: [],
        problems: [{ line: 4, message: 'the slot clause is empty' }],
        problem_count: 1,
      }),
    ),
  );
  const { user } = renderPage(<NewRunPage />);
  const file = new File(['clause,page\nNo pets.,3\n'], 'clauses.csv', { type: 'text/csv' });
  await user.upload(await screen.findByLabelText('File of rows'), file);
  expect(await screen.findByText('2 rows')).toBeVisible();
  expect(screen.getByText(/Not used: page/)).toBeVisible();
  expect(screen.getByText('1 line cannot be used')).toBeVisible();
  await user.click(await screen.findByRole('button', { name: /^Start 2 answers/ }));
  await waitFor(() => expect(started).toHaveLength(1));
});

test('a run that is refused says why and leaves the form as it is', async () => {
  templates = [easy];
  server.use(
    http.post(api('/runs'), () =>
      HttpResponse.json({ detail: 'gemma3:4b is not there.' }, { status: 400 }),
    ),
  );
  const { user } = renderPage(<NewRunPage />);
  await user.click(await screen.findByRole('button', { name: /^Start 1 answer/ }));
  expect(await screen.findByText('gemma3:4b is not there.')).toBeVisible();
});

test('without a template the page leads to the templates', async () => {
  templates = [];
  renderPage(<NewRunPage />);
  expect(await screen.findByRole('link', { name: 'Make a template' })).toHaveAttribute(
    'href',
    '/templates',
  );
});

import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { candidateOf, templateOf, waiting } from './fixtures';
import { renderGenerate } from './render-generate';

const card = (number: number) => screen.findByRole('article', { name: `Card ${number}` });
const call = { name: 'find_clause', arguments: { number: 4 } };
const wrongCall = {
  ...call,
  error: '/number: 4 is not of type "string"\n/law: "BGB" is not one of "lease"',
};
const wrong = candidateOf(1, {
  output: '',
  tool_calls: [wrongCall],
  lints: [
    { rule: 'invalid_arguments', message: 'Off', path: '/tool_calls/0/arguments/number' },
    { rule: 'invalid_arguments', message: 'Off too', path: '/tool_calls/0/arguments/law' },
  ],
});

test('each wrong argument is named by its place and a repair asks again with that', async () => {
  const page = renderGenerate({ candidates: [wrong] });
  const fresh = candidateOf(2, { ...waiting, position: 0, parent_id: 1, variation: 'Prompt 1' });
  page.answer('post', '/runs/7/candidates/:cid/regenerate', () =>
    HttpResponse.json(fresh, { status: 201 }),
  );
  expect(within(await card(1)).getByText('/number')).toBeVisible();
  expect(within(await card(1)).getByText('/law')).toBeVisible();
  await page.user.click(within(await card(1)).getByRole('button', { name: 'Repair' }));
  expect(await within(await card(1)).findByText('Waiting')).toBeVisible();
  expect(page.asked).toEqual([
    { method: 'post', path: '/runs/7/candidates/1/regenerate', body: { repair: true } },
  ]);
});

test('the result of a call is typed or written by the model, and the model goes on', async () => {
  const page = renderGenerate({
    candidates: [candidateOf(1, { output: '', tool_calls: [call] })],
  });
  page.answer('post', '/runs/7/candidates/:cid/next_turns', () =>
    HttpResponse.json([{ role: 'tool', content: '{"text":"§ 4"}', tool_name: 'find_clause' }]),
  );
  const turns = [
    { role: 'user' as const, content: 'Prompt 1' },
    { role: 'assistant' as const, content: '', tool_calls: [call] },
    { role: 'tool' as const, content: '{"text":"§ 5"}', tool_name: 'find_clause' },
  ];
  page.answer('post', '/runs/7/candidates/:cid/continue', () =>
    HttpResponse.json(candidateOf(2, { position: 0, parent_id: 1, variation: 'Prompt 1', turns }), {
      status: 201,
    }),
  );
  await page.user.click(within(await card(1)).getByRole('button', { name: 'Give the result' }));
  const dialog = await screen.findByRole('dialog', { name: 'Give the results' });
  await page.user.click(within(dialog).getByRole('button', { name: 'Have the model write it' }));
  const field = within(dialog).getByLabelText('Result of find_clause');
  await waitFor(() => expect(field).toHaveValue('{"text":"§ 4"}'));
  await page.user.clear(field);
  await page.user.type(field, '{{"text":"§ 5"}');
  await page.user.click(within(dialog).getByRole('button', { name: /^Continue/ }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(page.asked.at(-1)?.body).toEqual({
    turns: [{ role: 'tool', content: '{"text":"§ 5"}', tool_name: 'find_clause' }],
  });
  expect(await card(1)).toHaveTextContent('Answer 2');
  expect(await within(await card(1)).findByText('Result of find_clause')).toBeVisible();
});

test('a conversation goes on with what the user says, and its earlier turns are there', async () => {
  const page = renderGenerate({ candidates: [candidateOf(1)] });
  const turns = [
    { role: 'system' as const, content: 'You explain contracts.' },
    { role: 'user' as const, content: 'Prompt 1' },
    { role: 'assistant' as const, content: 'Answer 1' },
    { role: 'user' as const, content: 'By letter?' },
  ];
  page.answer('post', '/runs/7/candidates/:cid/continue', () =>
    HttpResponse.json(
      candidateOf(2, { position: 0, parent_id: 1, variation: 'By letter?', turns }),
      { status: 201 },
    ),
  );
  const more = within(await card(1)).getByRole('button', { name: 'More for this answer' });
  await page.user.click(more);
  await page.user.click(await screen.findByRole('menuitem', { name: 'Continue the conversation' }));
  const dialog = await screen.findByRole('dialog', { name: 'Continue the conversation' });
  await page.user.click(within(dialog).getByRole('button', { name: /^Continue/ }));
  expect(within(dialog).getByText('Write what the user says next.')).toBeVisible();
  await page.user.type(within(dialog).getByLabelText('The user says'), 'By letter?');
  await page.user.click(within(dialog).getByRole('button', { name: /^Continue/ }));
  expect(await within(await card(1)).findByText('2 earlier turns')).toBeVisible();
  expect(await card(1)).toHaveTextContent('By letter?');
});

test('a replay says whether the same came out and how it differs', async () => {
  const page = renderGenerate({ candidates: [candidateOf(1, { output: 'You have 14 days.' })] });
  page.answer('post', '/runs/7/candidates/:cid/replay', () =>
    HttpResponse.json({
      same: false,
      differences: ['The text differs from character 10 on.'],
      output: 'You have 21 days.',
      reasoning: null,
      tool_calls: [],
      digest: null,
    }),
  );
  const more = within(await card(1)).getByRole('button', { name: 'More for this answer' });
  await page.user.click(more);
  await page.user.click(await screen.findByRole('menuitem', { name: 'Replay and compare' }));
  const dialog = await screen.findByRole('dialog', { name: 'Replay' });
  expect(await within(dialog).findByText('Another answer came out.')).toBeVisible();
  expect(within(dialog).getByText('The text differs from character 10 on.')).toBeVisible();
  expect(within(dialog).getByText('21')).toBeVisible();
});

test('the deck shows only the cards with one warning, or those without any', async () => {
  const page = renderGenerate({ candidates: [wrong, candidateOf(2)] });
  await card(2);
  await page.user.click(await screen.findByRole('combobox', { name: 'Cards to show' }));
  await page.user.click(await screen.findByRole('option', { name: 'Arguments off (1)' }));
  expect(screen.queryByRole('article', { name: 'Card 2' })).toBeNull();
  await page.user.click(await screen.findByRole('combobox', { name: 'Cards to show' }));
  await page.user.click(await screen.findByRole('option', { name: 'Without warnings' }));
  expect(screen.queryByRole('article', { name: 'Card 1' })).toBeNull();
  expect(await card(2)).toBeVisible();
});

test('a near copy leads to its example, and earlier attempts can be looked at', async () => {
  renderGenerate({
    candidates: [
      candidateOf(1, {
        variation_distance: 0.62,
        lints: [
          {
            rule: 'near_copy',
            message: '98 % like example 41.',
            path: '/datasets/2/examples/41',
          },
        ],
        provenance: { attempts: [{ why: '/days: is no integer', output: '{"days":"14"}' }] },
      }),
    ],
  });
  expect(within(await card(1)).getByText('Near copy')).toBeVisible();
  expect(await within(await card(1)).findByRole('link', { name: 'Example 41' })).toHaveAttribute(
    'href',
    '/d/2/examples?row=41',
  );
  expect(within(await card(1)).getByText('62 % other words')).toBeVisible();
  expect(await within(await card(1)).findByText('One earlier attempt')).toBeVisible();
});

test('whether answers have to call a tool is chosen before the batch', async () => {
  const tools = ['find_clause', 'find_law'].map((name) => ({
    type: 'function' as const,
    function: { name, description: null, parameters: null, strict: null },
  }));
  const template = templateOf({ is_tool_calling_template: true, tool_definitions: tools });
  const page = renderGenerate({ templates: [template] });
  page.answer('post', '/runs', () => HttpResponse.json({ detail: 'no' }, { status: 400 }));
  await page.user.click(await screen.findByRole('combobox', { name: 'Calls' }));
  await page.user.click(await screen.findByRole('option', { name: 'Never: no call is right' }));
  await page.user.click(screen.getByRole('button', { name: /^Generate 3/ }));
  await waitFor(() => expect(page.asked[0]?.body).toMatchObject({ tool_choice: 'none' }));
});

test('a template that wants a call is followed until another choice is made', async () => {
  const tool = {
    type: 'function' as const,
    function: { name: 'find_clause', description: null, parameters: null, strict: null },
  };
  const template = templateOf({
    is_tool_calling_template: true,
    tool_definitions: [tool],
    tool_choice: 'find_clause',
  });
  const page = renderGenerate({ templates: [template] });
  page.answer('post', '/runs', () => HttpResponse.json({ detail: 'no' }, { status: 400 }));
  expect(await screen.findByRole('combobox', { name: 'Calls' })).toHaveTextContent(
    'Always find_clause',
  );
  await page.user.click(screen.getByRole('button', { name: /^Generate 3/ }));
  await waitFor(() => expect(page.asked[0]?.body).toMatchObject({ tool_choice: 'find_clause' }));
});

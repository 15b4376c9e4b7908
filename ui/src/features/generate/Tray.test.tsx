import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { candidateOf } from './fixtures';
import { renderGenerate } from './render-generate';

const card = (number: number) => screen.findByRole('article', { name: `Card ${number}` });
const noCard = (number: number) =>
  waitFor(() => expect(screen.queryByRole('article', { name: `Card ${number}` })).toBeNull());

const starred = candidateOf(1, { verdict: 'starred', edited_output: 'Better' });

test('adds the starred answers, clears their cards, and can take it back', async () => {
  const page = renderGenerate({ candidates: [starred, candidateOf(2)] });
  page.answer('get', '/runs/7/candidates', () => HttpResponse.json({ items: [], total: 0 }));
  page.answer(
    'post',
    '/datasets/2/examples',
    () => new HttpResponse(null, { status: 204, headers: { 'X-Change-Id': '31' } }),
  );
  page.answer('post', '/datasets/2/undo', () =>
    HttpResponse.json({ change_id: 31, summary: 'Added 1 example' }),
  );
  await card(1);
  await page.user.keyboard('{Shift>}{Enter}{/Shift}');
  await noCard(1);
  const said = await screen.findByText('Added 1 example to contract-clauses');
  expect(page.asked[0]?.body).toEqual([
    {
      system_prompt: 'You explain contracts in plain words.',
      variation_prompt: 'Prompt 1',
      slots: { clause: 'The deposit is two months’ rent.', city: 'Lisbon' },
      output: 'Better',
      tool_calls: [],
      run_id: 7,
      candidate_id: 1,
    },
  ]);
  const toast = said.closest('li') as HTMLElement;
  await page.user.click(within(toast).getByRole('button', { name: 'Undo' }));
  expect(await card(1)).toBeVisible();
  expect(page.asked.at(-1)?.body).toEqual({ change_id: 31 });
});

test('a full refusal leaves every card where it is', async () => {
  const page = renderGenerate({ candidates: [starred] });
  page.answer('post', '/datasets/2/examples', () =>
    HttpResponse.json({ detail: 'contract-clauses is archived.' }, { status: 409 }),
  );
  await card(1);
  await page.user.click(screen.getByRole('button', { name: 'Add to dataset' }));
  expect(await screen.findByText('contract-clauses is archived.')).toBeVisible();
  expect(await card(1)).toBeVisible();
});

test('when the last card is added the empty deck says what comes next', async () => {
  const page = renderGenerate({ candidates: [starred] });
  page.answer('get', '/runs/7/candidates', () => HttpResponse.json({ items: [], total: 0 }));
  page.answer('post', '/datasets/2/examples', () => new HttpResponse(null, { status: 204 }));
  await card(1);
  await page.user.click(screen.getByRole('button', { name: 'Add to dataset' }));
  expect(await screen.findByText('The deck is clear')).toBeVisible();
  expect(screen.getByRole('link', { name: 'Export contract-clauses' })).toHaveAttribute(
    'href',
    '/d/2/export',
  );
});

test('a run over existing examples replaces them', async () => {
  const page = renderGenerate({
    candidates: [candidateOf(1, { example_id: 12, verdict: 'starred' })],
    search: '?run=7',
  });
  page.answer('get', '/runs/7/candidates', () => HttpResponse.json({ items: [], total: 0 }));
  page.answer('post', '/datasets/2/examples/bulk', () =>
    HttpResponse.json({ count: 1, run_id: null, change_id: 32 }),
  );
  expect(await card(1)).toHaveTextContent('Replaces example 12');
  await page.user.click(screen.getByRole('button', { name: 'Replace 1 example' }));
  await noCard(1);
  expect(page.asked[0]?.body).toEqual({
    action: 'replace',
    replacements: [{ example_id: 12, run_id: 7, candidate_id: 1 }],
  });
});

test('an answer to an existing example can be added as a new one instead', async () => {
  const page = renderGenerate({
    candidates: [candidateOf(1, { example_id: 12, verdict: 'starred' })],
    search: '?run=7',
  });
  page.answer('get', '/runs/7/candidates', () => HttpResponse.json({ items: [], total: 0 }));
  page.answer(
    'post',
    '/datasets/2/examples',
    () => new HttpResponse(null, { status: 204, headers: { 'X-Change-Id': '33' } }),
  );
  await card(1);
  await page.user.click(screen.getByRole('button', { name: 'Add as new' }));
  await noCard(1);
  expect(page.asked[0]).toMatchObject({
    path: '/datasets/2/examples',
    body: [{ candidate_id: 1 }],
  });
});

test('an answer that the dataset has already is said to be there', async () => {
  const page = renderGenerate({ candidates: [starred] });
  page.answer('get', '/runs/7/candidates', () => HttpResponse.json({ items: [], total: 0 }));
  page.answer(
    'post',
    '/datasets/2/examples',
    () => new HttpResponse(null, { status: 204, headers: { 'X-Already-There': '1' } }),
  );
  await card(1);
  await page.user.click(screen.getByRole('button', { name: 'Add to dataset' }));
  expect(
    await screen.findByText('It is in contract-clauses already; nothing was added'),
  ).toBeVisible();
});

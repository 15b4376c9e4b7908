import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { candidateOf, runOf, waiting, writing } from './fixtures';
import { renderGenerate } from './render-generate';

const card = (number: number) => screen.findByRole('article', { name: `Card ${number}` });

test('answers stream into their cards', async () => {
  const page = renderGenerate({ candidates: [candidateOf(1, writing), candidateOf(2, waiting)] });
  const first = await card(1);
  await page.stream.token(1, 'The deposit ');
  await page.stream.token(1, 'comes back.');
  await waitFor(() => expect(first).toHaveTextContent('The deposit comes back.'));
  expect(screen.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '0');
  await page.stream.candidate(candidateOf(1, { output: 'The deposit comes back in a month.' }));
  await waitFor(() => expect(first).toHaveTextContent('The deposit comes back in a month.'));
  expect(screen.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '1');
});

test('a card says that its model is loading until the first word comes', async () => {
  const page = renderGenerate({ candidates: [candidateOf(1, writing)] });
  const first = await card(1);
  await page.stream.loading(1);
  expect(await within(first).findByText('Loading gemma3:4b')).toBeVisible();
  await page.stream.token(1, 'The deposit');
  expect(await within(first).findByText('Writing')).toBeVisible();
});

test('a broken stream freezes the deck, says so, and goes on by itself', async () => {
  const page = renderGenerate({ candidates: [candidateOf(1, writing)] });
  const first = await card(1);
  await page.stream.token(1, 'The dep');
  await page.stream.cut();
  expect(await screen.findByText('Not connected, trying again')).toBeVisible();
  await waitFor(() => expect(first).toHaveTextContent('The dep'));
  await waitFor(() => expect(screen.queryByText('Not connected, trying again')).toBeNull(), {
    timeout: 3000,
  });
  expect(page.stream.opened).toBe(2);
});

test('a run that is gone can be put aside', async () => {
  const page = renderGenerate({ drafts: { 'audition:2': { run_id: 8 } } });
  page.answer('get', '/runs/8/events', () =>
    HttpResponse.json({ detail: 'There is no run 8.' }, { status: 404 }),
  );
  expect(await screen.findByText('There is no run 8.')).toBeVisible();
  await page.user.click(screen.getByRole('button', { name: 'Put it aside' }));
  expect(await screen.findByText('Nothing to audition yet')).toBeVisible();
});

test('stopping everything cancels the run', async () => {
  const page = renderGenerate({ candidates: [candidateOf(1, writing)] });
  page.answer('post', '/runs/7/cancel', () => HttpResponse.json(runOf({ status: 'cancelled' })));
  await card(1);
  await page.user.click(screen.getByRole('button', { name: 'Stop all' }));
  await waitFor(() => expect(page.asked.map(({ path }) => path)).toEqual(['/runs/7/cancel']));
});

test('a starred answer is not cleared away by a new batch without a question', async () => {
  const page = renderGenerate({
    candidates: [candidateOf(1, { verdict: 'starred' })],
    drafts: { 'seed:2': { values: { clause: 'No pets.' } } },
  });
  page.answer('post', '/runs', () => HttpResponse.json(runOf({ id: 7 }), { status: 201 }));
  await card(1);
  await page.user.click(screen.getByRole('button', { name: 'Generate 3' }));
  const dialog = await screen.findByRole('dialog');
  expect(dialog).toHaveTextContent('1 starred answer is not in contract-clauses yet.');
  expect(page.asked).toEqual([]);
  await page.user.click(within(dialog).getByRole('button', { name: 'Generate anyway' }));
  await waitFor(() => expect(page.asked).toHaveLength(1));
});

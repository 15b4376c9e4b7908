import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { candidateOf, timedOut, waiting } from './fixtures';
import { renderGenerate } from './render-generate';

const card = (number: number) => screen.findByRole('article', { name: `Card ${number}` });
const noCard = (number: number) =>
  waitFor(() => expect(screen.queryByRole('article', { name: `Card ${number}` })).toBeNull());

test('a card that timed out offers another try and a longer wait, and leaves the others alone', async () => {
  const page = renderGenerate({ candidates: [candidateOf(1), candidateOf(2, timedOut)] });
  page.answer('post', '/runs/7/candidates/:cid/regenerate', () =>
    HttpResponse.json(candidateOf(4, { ...waiting, position: 1 }), { status: 201 }),
  );
  const second = await card(2);
  expect(await within(second).findByText('No answer within 30 seconds')).toBeVisible();
  expect(second).toHaveTextContent('The other cards are safe.');
  expect(within(second).getByRole('button', { name: 'Try again' })).toBeVisible();
  await page.user.click(within(second).getByRole('button', { name: 'Wait longer (120 s)' }));
  await waitFor(() => expect(second).not.toHaveTextContent('No answer within'));
  expect(page.asked.map(({ path, body }) => [path, body])).toEqual([
    ['/runs/7/candidates/2/regenerate', { wait_factor: 4 }],
  ]);
  expect(await card(1)).toHaveTextContent('Answer 1');
});

test('a card that timed out can be dismissed and brought back', async () => {
  const page = renderGenerate({ candidates: [candidateOf(1), candidateOf(2, timedOut)] });
  page.acceptJudgements();
  await card(2);
  await page.user.keyboard('2x');
  await noCard(2);
  expect(page.asked.map(({ body }) => body)).toEqual([{ verdict: 'rejected' }]);
  await page.user.keyboard('z');
  expect(await card(2)).toBeVisible();
});

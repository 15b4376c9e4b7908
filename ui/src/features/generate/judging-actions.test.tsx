import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { candidateOf, waiting } from './fixtures';
import { renderGenerate } from './render-generate';

const card = (number: number) => screen.findByRole('article', { name: `Card ${number}` });
const three = [candidateOf(1), candidateOf(2), candidateOf(3)];

test('A stars the current card and moves on', async () => {
  const page = renderGenerate({ candidates: three });
  page.acceptJudgements();
  await card(3);
  await page.user.keyboard('a');
  expect(await card(2)).toHaveFocus();
  expect(within(await card(1)).getByRole('button', { name: /Starred/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  expect(page.asked).toEqual([
    { method: 'put', path: '/runs/7/candidates/1', body: { verdict: 'starred', reason: null } },
  ]);
});

test('a star that the server refuses is taken back and said', async () => {
  const page = renderGenerate({ candidates: three });
  page.answer('put', '/runs/7/candidates/:cid', () =>
    HttpResponse.json({ detail: 'The run is sealed.' }, { status: 409 }),
  );
  await card(1);
  await page.user.keyboard('a');
  expect(await screen.findByText('The run is sealed.')).toBeVisible();
  expect(within(await card(1)).getByRole('button', { name: 'Star' })).toHaveAttribute(
    'aria-pressed',
    'false',
  );
  expect(screen.queryByRole('heading', { name: 'Recent decisions' })).toBeNull();
});

test('rejecting a card regenerates only that card', async () => {
  const page = renderGenerate({ candidates: three });
  page.acceptJudgements();
  const fresh = candidateOf(4, { ...waiting, position: 1, parent_id: 2, variation: 'Prompt 2' });
  page.answer('post', '/runs/7/candidates/:cid/regenerate', () =>
    HttpResponse.json(fresh, { status: 201 }),
  );
  await card(3);
  await page.user.keyboard('2x');
  expect(await within(await card(2)).findByText('Waiting')).toBeVisible();
  expect(page.asked).toEqual([
    { method: 'put', path: '/runs/7/candidates/2', body: { verdict: 'rejected' } },
    { method: 'post', path: '/runs/7/candidates/2/regenerate', body: {} },
  ]);
  expect(await card(1)).toHaveTextContent('Answer 1');
  expect(await card(3)).toHaveTextContent('Answer 3');
});

test('a reason goes along with the rejection', async () => {
  const page = renderGenerate({ candidates: three });
  page.acceptJudgements();
  page.answer('post', '/runs/7/candidates/:cid/regenerate', () =>
    HttpResponse.json(candidateOf(4, { ...waiting, position: 0 }), { status: 201 }),
  );
  const first = await card(1);
  await page.user.click(within(first).getByRole('button', { name: 'Reject with a reason' }));
  await page.user.click(await screen.findByRole('button', { name: 'Too long' }));
  await waitFor(() => expect(page.asked).toHaveLength(2));
  expect(page.asked.map(({ body }) => body)).toEqual([
    { verdict: 'rejected', reason: 'Too long' },
    { reason: 'Too long' },
  ]);
});

test('Z brings a rejected answer back to the face of its card and stops its replacement', async () => {
  const page = renderGenerate({ candidates: three });
  page.acceptJudgements();
  const fresh = candidateOf(4, { ...waiting, position: 0, parent_id: 1, variation: 'Prompt 1' });
  page.answer('post', '/runs/7/candidates/:cid/regenerate', () =>
    HttpResponse.json(fresh, { status: 201 }),
  );
  page.answer('post', '/runs/7/candidates/4/stop', () => new HttpResponse(null, { status: 204 }));
  const first = await card(1);
  await page.user.keyboard('x');
  await within(first).findByText('Waiting');
  await page.user.keyboard('z');
  await waitFor(() => expect(first).toHaveTextContent('Answer 1'));
  await waitFor(() => expect(page.asked).toHaveLength(4));
  const undone = page.asked.slice(2);
  expect(undone.find(({ path }) => path === '/runs/7/candidates/1')?.body).toMatchObject({
    verdict: 'none',
  });
  expect(undone.map(({ path }) => path)).toContain('/runs/7/candidates/4/stop');
});

test('an edit is kept with ⌘⏎, starred, and shown against the original', async () => {
  const page = renderGenerate({
    candidates: [candidateOf(1, { output: 'The deposit is lost.' })],
  });
  page.acceptJudgements();
  const first = await card(1);
  await page.user.keyboard('e');
  const editor = await within(first).findByRole('textbox', { name: 'Answer' });
  expect(editor).toHaveFocus();
  await page.user.clear(editor);
  await page.user.type(editor, 'The deposit is safe.');
  await page.user.keyboard('{Control>}{Enter}{/Control}');
  expect(await within(first).findByText('lost')).toHaveProperty('tagName', 'DEL');
  expect(within(first).getByText('safe')).toHaveProperty('tagName', 'INS');
  expect(first).toHaveFocus();
  await waitFor(() => expect(page.asked).toHaveLength(1));
  expect(page.asked[0]?.body).toEqual({
    edited_output: 'The deposit is safe.',
    edited_tool_calls: null,
    verdict: 'starred',
  });
  await page.user.keyboard('d');
  expect(within(first).queryByText('lost')).toBeNull();
  const decision = screen.getByText('Kept, edited').closest('li');
  expect(decision).toHaveTextContent('The deposit is safe.');
});

test('Escape leaves an edit, which is still there later', async () => {
  const page = renderGenerate({ candidates: three });
  const first = await card(1);
  await page.user.keyboard('e');
  await page.user.type(await within(first).findByRole('textbox', { name: 'Answer' }), ' And more.');
  await page.user.keyboard('{Escape}');
  expect(within(first).getByText('Edit not kept yet')).toBeVisible();
  expect(page.asked).toEqual([]);
  await page.user.keyboard('e');
  expect(await within(first).findByRole('textbox', { name: 'Answer' })).toHaveValue(
    'Answer 1 And more.',
  );
});

test('tool call arguments that are not JSON are not kept', async () => {
  const calls = [{ name: 'find_clause', arguments: { number: 4 } }];
  const page = renderGenerate({ candidates: [candidateOf(1, { tool_calls: calls })] });
  page.acceptJudgements();
  const first = await card(1);
  await page.user.keyboard('e');
  const field = within(first).getByRole('textbox', { name: 'find_clause: arguments' });
  await page.user.clear(field);
  await page.user.type(field, '{{"number": ');
  await page.user.click(within(first).getByRole('button', { name: 'Keep and star' }));
  expect(field).toHaveAccessibleDescription(/This is not JSON yet/);
  await page.user.type(field, '5}');
  await page.user.click(within(first).getByRole('button', { name: 'Keep and star' }));
  await waitFor(() => expect(page.asked).toHaveLength(1));
  expect(page.asked[0]?.body).toMatchObject({
    edited_output: null,
    edited_tool_calls: [{ name: 'find_clause', arguments: { number: 5 } }],
  });
});

test('V asks for an answer to the next prompt of the batch', async () => {
  const page = renderGenerate({ candidates: three });
  page.answer('post', '/runs/7/candidates/:cid/regenerate', () =>
    HttpResponse.json(candidateOf(4, { ...waiting, position: 0, variation: null }), {
      status: 201,
    }),
  );
  await card(1);
  await page.user.keyboard('v');
  await waitFor(() => expect(page.asked).toHaveLength(1));
  expect(page.asked[0]?.body).toEqual({ variation_index: 1 });
});

test('work that is asked for after the stream ended is followed again', async () => {
  const page = renderGenerate({ candidates: three });
  page.answer('post', '/runs/7/candidates/:cid/regenerate', () =>
    HttpResponse.json(candidateOf(4, { ...waiting, position: 0 }), { status: 201 }),
  );
  await card(1);
  await page.stream.end();
  await page.user.keyboard('r');
  await waitFor(() => expect(page.stream.opened).toBe(2));
});

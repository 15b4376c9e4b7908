import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { candidateOf, modelsOf, runOf, templateOf, timedOut, waiting, writing } from './fixtures';
import { renderGenerate } from './render-generate';

const card = (number: number) => screen.findByRole('article', { name: `Card ${number}` });
const noCard = (number: number) =>
  waitFor(() => expect(screen.queryByRole('article', { name: `Card ${number}` })).toBeNull());
const three = [candidateOf(1), candidateOf(2), candidateOf(3)];

describe('the seed', () => {
  test('a batch is asked for with the slots, the size and the model of the form', async () => {
    const page = renderGenerate();
    page.answer('post', '/runs', () => HttpResponse.json(runOf(), { status: 201 }));
    await page.user.type(await screen.findByRole('textbox', { name: 'clause' }), 'No pets.');
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
    const page = renderGenerate();
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
    expect(
      screen.getByText('Demo model: built into dsforge, it writes made-up text.'),
    ).toBeVisible();
    expect(screen.getByText(/No default model is set, so demo\/writer was picked/)).toBeVisible();
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
});

describe('the deck', () => {
  test('answers stream into their cards', async () => {
    const page = renderGenerate({ candidates: [candidateOf(1, writing), candidateOf(2, waiting)] });
    const first = await card(1);
    await page.stream.token(1, 'The deposit ');
    await page.stream.token(1, 'comes back.');
    await waitFor(() => expect(first).toHaveTextContent('The deposit comes back.'));
    expect(screen.getByText('0 of 2')).toBeVisible();
    await page.stream.candidate(candidateOf(1, { output: 'The deposit comes back in a month.' }));
    expect(first).toHaveTextContent('The deposit comes back in a month.');
    expect(screen.getByText('1 of 2')).toBeVisible();
  });

  test('a broken stream freezes the deck, says so, and goes on by itself', async () => {
    const page = renderGenerate({ candidates: [candidateOf(1, writing)] });
    const first = await card(1);
    await page.stream.token(1, 'The dep');
    await page.stream.cut();
    expect(await screen.findByText('Not connected, trying again')).toBeVisible();
    expect(first).toHaveTextContent('The dep');
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
});

describe('judging', () => {
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
    expect(page.asked.slice(2).map(({ path }) => path)).toEqual([
      '/runs/7/candidates/1',
      '/runs/7/candidates/4/stop',
    ]);
    expect(page.asked[2]?.body).toMatchObject({ verdict: 'none' });
  });

  test('an edit is kept with ⌘⏎, starred, and shown against the original', async () => {
    const page = renderGenerate({
      candidates: [candidateOf(1, { output: 'The deposit is lost.' })],
    });
    page.acceptJudgements();
    const first = await card(1);
    await page.user.keyboard('e');
    const editor = within(first).getByRole('textbox', { name: 'Answer' });
    expect(editor).toHaveFocus();
    await page.user.clear(editor);
    await page.user.type(editor, 'The deposit is safe.');
    await page.user.keyboard('{Control>}{Enter}{/Control}');
    expect(within(first).getByText('lost.')).toHaveProperty('tagName', 'DEL');
    expect(within(first).getByText('safe.')).toHaveProperty('tagName', 'INS');
    expect(first).toHaveFocus();
    await waitFor(() => expect(page.asked).toHaveLength(1));
    expect(page.asked[0]?.body).toEqual({
      edited_output: 'The deposit is safe.',
      edited_tool_calls: null,
      verdict: 'starred',
    });
    await page.user.keyboard('d');
    expect(within(first).queryByText('lost.')).toBeNull();
  });

  test('Escape leaves an edit, which is still there later', async () => {
    const page = renderGenerate({ candidates: three });
    const first = await card(1);
    await page.user.keyboard('e');
    await page.user.type(within(first).getByRole('textbox', { name: 'Answer' }), ' And more.');
    await page.user.keyboard('{Escape}');
    expect(within(first).getByText('Edit not kept yet')).toBeVisible();
    expect(page.asked).toEqual([]);
    await page.user.keyboard('e');
    expect(within(first).getByRole('textbox', { name: 'Answer' })).toHaveValue(
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
});

describe('a card that timed out', () => {
  test('offers another try and a longer wait, and leaves the others alone', async () => {
    const page = renderGenerate({ candidates: [candidateOf(1), candidateOf(2, timedOut)] });
    page.answer('post', '/runs/7/candidates/:cid/regenerate', () =>
      HttpResponse.json(candidateOf(4, { ...waiting, position: 1 }), { status: 201 }),
    );
    const second = await card(2);
    expect(second).toHaveTextContent('No answer within 30 seconds');
    expect(second).toHaveTextContent('The other cards are safe.');
    expect(within(second).getByRole('button', { name: 'Try again' })).toBeVisible();
    await page.user.click(within(second).getByRole('button', { name: 'Wait longer (120 s)' }));
    await waitFor(() => expect(second).not.toHaveTextContent('No answer within'));
    expect(page.asked.map(({ path, body }) => [path, body])).toEqual([
      ['/runs/7/candidates/2/regenerate', { wait_factor: 4 }],
    ]);
    expect(await card(1)).toHaveTextContent('Answer 1');
  });

  test('can be dismissed and brought back', async () => {
    const page = renderGenerate({ candidates: [candidateOf(1), candidateOf(2, timedOut)] });
    page.acceptJudgements();
    await card(2);
    await page.user.keyboard('2x');
    await noCard(2);
    expect(page.asked.map(({ body }) => body)).toEqual([{ verdict: 'rejected' }]);
    await page.user.keyboard('z');
    expect(await card(2)).toBeVisible();
  });
});

describe('the tray', () => {
  const starred = candidateOf(1, { verdict: 'starred', edited_output: 'Better' });

  test('adds the starred answers, clears their cards, and can take it back', async () => {
    const page = renderGenerate({ candidates: [starred, candidateOf(2)] });
    page.answer('get', '/runs/7/candidates', () => HttpResponse.json([]));
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
    expect(await screen.findByText('Added 1 example to contract-clauses')).toBeVisible();
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
    await page.user.click(screen.getByRole('button', { name: 'Undo' }));
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
    page.answer('get', '/runs/7/candidates', () => HttpResponse.json([]));
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
      path: '/d/2/generate?run=7',
    });
    page.answer('get', '/runs/7/candidates', () => HttpResponse.json([]));
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
});

import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { renderPage } from '../../test/render';
import { api, server } from '../../test/server';
import type { Candidate, Run } from './queries';
import { RunView } from './RunPage';
import { RunsPage } from './RunsPage';
import { formatDuration, percentOf, shapeOf } from './run-words';

const AT = '2026-03-14T09:26:53Z';

function runOf(change: Partial<Run> = {}): Run {
  return {
    id: 41,
    status: 'running',
    template_id: 1,
    template_version: 4,
    template_name: 'Explain a clause',
    dataset_id: null,
    model: 'gemma3:4b',
    models: ['gemma3:4b', 'llama3.2:3b'],
    para_model: null,
    seed: 7,
    slots: { clause: 'Rent.' },
    rows: 120,
    count: 1,
    samples: 1,
    options: {},
    is_tool_calling: false,
    tool_choice: 'auto',
    items: { total: 240, waiting: 88, writing: 2, done: 143, failed: 7, stopped: 0 },
    lanes: [
      {
        model: 'gemma3:4b',
        total: 120,
        done: 80,
        failed: 0,
        stopped: 0,
        tokens: 8000,
        tokens_per_second: 41,
      },
      {
        model: 'llama3.2:3b',
        total: 120,
        done: 63,
        failed: 7,
        stopped: 0,
        tokens: 6000,
        tokens_per_second: 36,
      },
    ],
    failures: [{ cause: 'timed_out', count: 7, message: 'The model did not begin to answer.' }],
    progress: { tokens: 14_000, worked_seconds: 182, tokens_per_second: 77, seconds_left: 50 },
    error: null,
    created_at: AT,
    finished_at: null,
    batch: null,
    ...change,
  };
}

const answer = (id: number, change: Partial<Candidate> = {}): Partial<Candidate> => ({
  id,
  run_id: 41,
  position: id - 1,
  row: id - 1,
  variation: `Explain clause ${id}.`,
  variation_index: 0,
  slots: { clause: `Clause ${id}.` },
  state: 'done',
  verdict: 'none',
  messages: [],
  output: `Answer ${id}`,
  tool_calls: [],
  lints: [],
  error: null,
  added_to: null,
  model: 'gemma3:4b',
  ...change,
});

let runs: Run[];
let answers: Partial<Candidate>[];
const orders: string[] = [];

beforeEach(() => {
  runs = [runOf()];
  answers = [];
  orders.length = 0;
  server.use(
    http.get(api('/runs'), () => HttpResponse.json({ items: runs, total: runs.length })),
    http.get(api('/runs/:id'), () => HttpResponse.json(runs[0])),
    http.get(api('/runs/:id/candidates'), () =>
      HttpResponse.json({ items: answers, total: answers.length }),
    ),
    http.put(api('/runs/:id/candidates/:cid'), async ({ params, request }) => {
      const { verdict } = (await request.json()) as { verdict: Candidate['verdict'] };
      orders.push(`${verdict} ${String(params.cid)}`);
      answers = answers.map((one) => (one.id === Number(params.cid) ? { ...one, verdict } : one));
      return HttpResponse.json(answers.find(({ id }) => id === Number(params.cid)));
    }),
    http.get(api('/datasets'), () =>
      HttpResponse.json({ items: [{ id: 5, name: 'contract-clauses' }], total: 1 }),
    ),
    http.post(api('/runs/:id/:order'), async ({ params, request }) => {
      const body = await request.text();
      orders.push(`${String(params.order)} ${body}`.trim());
      return HttpResponse.json(runs[0]);
    }),
  );
});

test('a run under way shows how it goes', async () => {
  renderPage(<RunsPage />);
  const card = await screen.findByRole('region', { name: 'Run 41' });
  expect(card).toHaveTextContent('62%');
  expect(card).toHaveTextContent('143 of 240');
  expect(card).toHaveTextContent('77 tok/s');
  expect(card).toHaveTextContent('≈ 50 s');
  expect(within(card).getByRole('list', { name: 'Models' })).toHaveTextContent('7 failed');
});

test('failures of one cause are asked again alone', async () => {
  const { user } = renderPage(<RunsPage />);
  await user.click(await screen.findByRole('button', { name: 'Retry 7' }));
  await waitFor(() => expect(orders).toEqual(['retry {"cause":"timed_out"}']));
});

test('a run is paused at once and cancelled after a question', async () => {
  const { user } = renderPage(<RunsPage />);
  await user.click(await screen.findByRole('button', { name: 'Pause' }));
  await waitFor(() => expect(orders).toEqual(['pause']));
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  const question = screen.getByRole('dialog', { name: 'Cancel run 41?' });
  expect(question).toHaveTextContent('143 answers stay.');
  await user.click(within(question).getByRole('button', { name: 'Cancel the run' }));
  await waitFor(() => expect(orders).toEqual(['pause', 'cancel']));
});

test('a run leaves as a batch file under the name that its model has elsewhere', async () => {
  runs = [runOf({ models: ['gemma3:4b'] })];
  const paths: string[] = [];
  server.use(
    http.post(api('/tickets'), async ({ request }) => {
      paths.push(((await request.json()) as { path: string }).path);
      return HttpResponse.json({ ticket: 't' });
    }),
  );
  const { user } = renderPage(<RunView id={41} />);
  await user.click(await screen.findByRole('button', { name: 'Take it out' }));
  const dialog = screen.getByRole('dialog', { name: 'Take the run out as a batch file' });
  expect(dialog).toHaveTextContent('The run pauses, so that nothing is asked twice.');
  await user.type(within(dialog).getByLabelText('Model'), 'Qwen/Qwen3-32B');
  await user.click(within(dialog).getByRole('button', { name: 'Download 97 questions' }));
  await waitFor(() => expect(paths).toEqual(['/runs/41/batch?model=Qwen%2FQwen3-32B']));
  await waitFor(() => expect(dialog).not.toBeInTheDocument());
  // The download is the browser's own; the page looks by itself whether the run has left.
  runs = [runOf({ status: 'paused', batch: { since: AT, questions: 97, without_prompt: 0 } })];
  expect(await screen.findByText('Out as a batch file')).toBeVisible();
});

test('results come back and every line without an answer says why', async () => {
  runs = [
    runOf({
      status: 'paused',
      batch: { since: AT, questions: 97, without_prompt: 4 },
    }),
  ];
  server.use(
    http.post(api('/runs/:id/batch'), () => {
      return HttpResponse.json({
        lines: 97,
        answered: 94,
        failed: 1,
        already: 0,
        unknown: 2,
        unreadable: 0,
        errors: [{ row: 7, detail: 'no question of this run has its custom_id' }],
        run: runs[0],
      });
    }),
  );
  const { user } = renderPage(<RunView id={41} />);
  const panel = await screen.findByRole('region', { name: 'Batch file' });
  expect(panel).toHaveTextContent(
    'dsforge asks nothing of this run until you bring the results in',
  );
  expect(panel).toHaveTextContent('4 items could not leave');
  await user.click(within(panel).getByRole('button', { name: 'Bring results in' }));
  const file = new File(['{"custom_id":"c"}\n'], 'results.jsonl');
  await user.upload(screen.getByLabelText('Result file'), file);
  const report = await screen.findByText('94 answers came from 97 lines.');
  expect(report).toBeVisible();
  const dialog = screen.getByRole('dialog');
  expect(dialog).toHaveTextContent('2 lines: no question of run 41');
  expect(dialog).toHaveTextContent('Line 7no question of this run has its custom_id');
});

test('results that cannot be taken in say why and leave the way open', async () => {
  runs = [runOf({ status: 'paused', batch: { since: AT, questions: 97, without_prompt: 0 } })];
  server.use(
    http.post(api('/runs/:id/batch'), () =>
      HttpResponse.json({ detail: 'the file is empty', field: 'file' }, { status: 400 }),
    ),
  );
  const { user } = renderPage(<RunView id={41} />);
  await user.click(await screen.findByRole('button', { name: 'Bring results in' }));
  await user.upload(screen.getByLabelText('Result file'), new File([''], 'results.jsonl'));
  expect(await screen.findByText('the file is empty', { exact: false })).toBeVisible();
  expect(screen.getByRole('button', { name: 'Choose the result file' })).toBeEnabled();
});

test('without runs the page says what one is', async () => {
  runs = [];
  renderPage(<RunsPage />);
  expect(await screen.findByText('No runs yet')).toBeVisible();
});

test('figures are said as people say them', () => {
  expect([3, 182, 7500, 0.2].map(formatDuration)).toEqual(['3 s', '3 min 2 s', '2 h 5 min', '1 s']);
  expect(shapeOf(runOf())).toBe('120 rows × 2 models');
  expect(percentOf(runOf({ items: { ...runOf().items, done: 239, failed: 0 } }))).toBe(99);
});

test('a run that is gone is said so', async () => {
  server.use(
    http.get(api('/runs/:id'), () =>
      HttpResponse.json({ detail: 'run 41 does not exist' }, { status: 404 }),
    ),
  );
  renderPage(<RunView id={41} />);
  expect(await screen.findByText('The run could not be read')).toBeVisible();
});

test('answers are judged with the keyboard alone', async () => {
  answers = [answer(1), answer(2), answer(3, { state: 'failed', error: null })];
  const { user } = renderPage(<RunView id={41} />);
  const list = await screen.findByRole('list', { name: 'Answers' });
  await user.keyboard('j');
  expect(within(list).getByRole('button', { name: /Answer 1/ })).toHaveFocus();
  await user.keyboard('a');
  await waitFor(() => expect(orders).toEqual(['starred 1']));
  await user.keyboard('jx');
  await waitFor(() => expect(orders).toEqual(['starred 1', 'rejected 2']));
  await user.keyboard('k');
  expect(within(list).getByRole('button', { name: /Answer 1/ })).toHaveFocus();
  await waitFor(() =>
    expect(within(list).getByRole('button', { name: 'Take the star back' })).toBeVisible(),
  );
  await user.keyboard('a');
  await waitFor(() => expect(orders.at(-1)).toBe('none 1'));
});

test('an answer unfolds, and those of one kind are shown alone', async () => {
  const asked: string[] = [];
  server.use(
    http.get(api('/runs/41/candidates'), ({ request }) => {
      asked.push(new URL(request.url).search);
      return HttpResponse.json({ items: [answer(1)], total: 1 });
    }),
  );
  const { user } = renderPage(<RunView id={41} />);
  const row = await screen.findByRole('button', { name: /Answer 1/ });
  await user.click(row);
  expect(row).toHaveAttribute('aria-expanded', 'true');
  await user.click(screen.getByRole('radio', { name: 'Failed' }));
  await waitFor(() => expect(asked.at(-1)).toContain('state=failed'));
});

test('starred answers go into the chosen dataset, and those it has stay out', async () => {
  answers = [answer(1, { verdict: 'starred' }), answer(2, { verdict: 'starred' })];
  runs = [runOf({ dataset_id: 5 })];
  let sent: unknown[] = [];
  server.use(
    http.post(api('/datasets/5/examples'), async ({ request }) => {
      sent = (await request.json()) as unknown[];
      return new HttpResponse(null, { status: 204, headers: { 'X-Already-There': '1' } });
    }),
  );
  const { user } = renderPage(<RunView id={41} />);
  await screen.findByRole('list', { name: 'Answers' });
  await waitFor(() =>
    expect(screen.getByRole('button', { name: /^Add starred/ })).not.toBeDisabled(),
  );
  await user.keyboard('{Shift>}{Enter}{/Shift}');
  await waitFor(() => expect(sent).toHaveLength(2));
  expect(sent[0]).toMatchObject({ run_id: 41, candidate_id: 1, output: 'Answer 1' });
});

test('one run is paused by its key, a list of runs is walked through', async () => {
  const one = renderPage(<RunView id={41} />);
  expect(await screen.findByRole('button', { name: /^Pause/ })).toHaveAttribute(
    'aria-keyshortcuts',
    'P',
  );
  await one.user.keyboard('p');
  await waitFor(() => expect(orders).toEqual(['pause']));
  one.unmount();

  runs = [runOf({ id: 41, status: 'done' }), runOf({ id: 40, status: 'done' })];
  const { user, router } = renderPage(<RunsPage />);
  await screen.findByText('Earlier');
  await user.keyboard('jj');
  expect(screen.getAllByRole('link', { name: /Explain a clause/ })[1]).toHaveFocus();
  await user.keyboard('n');
  await waitFor(() => expect(router.state.location.pathname).toBe('/runs/new'));
});

import { screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { renderPage } from '../../test/render';
import { api, server } from '../../test/server';
import { TrialAnswer } from './TrialAnswer';
import { useTrial } from './useTrial';

function Bench() {
  const { trial, start, stop } = useTrial();
  const slots = { clause: 'No pets.' };
  return (
    <>
      <button type="button" onClick={() => start({ templateId: 12, slots, model: 'gemma3:4b' })}>
        Try
      </button>
      {trial && <TrialAnswer trial={trial} onStop={() => void stop()} />}
    </>
  );
}

const message = (event: string, data: unknown) =>
  `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
const candidate = {
  id: 7,
  state: 'writing',
  output: '',
  reasoning: null,
  tool_calls: [],
  error: null,
};

function serveRun(...messages: string[]) {
  const asked: unknown[] = [];
  const run = { id: 5, status: 'running' };
  server.use(
    http.post(api('/runs'), async ({ request }) => {
      asked.push(await request.json());
      return HttpResponse.json(run, { status: 201 });
    }),
    http.get(api('/runs/5/events'), () => {
      const first = message('snapshot', { run, candidates: [candidate], partial: [] });
      const headers = { 'content-type': 'text/event-stream' };
      return new HttpResponse([first, ...messages, message('end', {})].join(''), { headers });
    }),
  );
  return asked;
}

test('a trial runs the template once and shows the answer with its tool calls', async () => {
  const call = { name: 'look_up_law', arguments: { paragraph: '§ 573' } };
  const asked = serveRun(
    message('token', { candidate_id: 7, text: 'You may not ', reasoning: 'Pets.' }),
    message('token', { candidate_id: 7, text: 'keep pets.', reasoning: '' }),
    message('candidate', {
      candidate: {
        ...candidate,
        state: 'done',
        output: 'You may not keep pets.',
        tool_calls: [call],
      },
    }),
  );
  const { user } = renderPage(<Bench />);
  await user.click(await screen.findByRole('button', { name: 'Try' }));
  expect(await screen.findByText('You may not keep pets.')).toBeInTheDocument();
  expect(screen.getByText('look_up_law')).toBeInTheDocument();
  expect(document.querySelector('pre')).toHaveTextContent('{ "paragraph": "§ 573" }');
  expect(asked).toEqual([
    { template_id: 12, slots: { clause: 'No pets.' }, count: 1, model: 'gemma3:4b' },
  ]);
});

test('a trial that fails says why and keeps what was written', async () => {
  const error = {
    kind: 'timed_out',
    message: 'gemma3:4b went silent for 30 seconds.',
    seconds: 30,
  };
  serveRun(
    message('token', { candidate_id: 7, text: 'You may', reasoning: '' }),
    message('candidate', { candidate: { ...candidate, state: 'failed', error } }),
  );
  const { user } = renderPage(<Bench />);
  await user.click(await screen.findByRole('button', { name: 'Try' }));
  expect(await screen.findByText('gemma3:4b went silent for 30 seconds.')).toBeInTheDocument();
  expect(screen.getByText('You may')).toBeInTheDocument();
});

test('a run that is refused says so', async () => {
  server.use(
    http.post(api('/runs'), () =>
      HttpResponse.json({ detail: 'There is no model gemma3:4b.' }, { status: 404 }),
    ),
  );
  const { user } = renderPage(<Bench />);
  await user.click(await screen.findByRole('button', { name: 'Try' }));
  expect(await screen.findByText('There is no model gemma3:4b.')).toBeInTheDocument();
});

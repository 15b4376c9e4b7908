import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Candidate } from './audition';
import { candidateOf, timedOut, waiting, writing } from './fixtures';
import { renderGenerate } from './render-generate';

/** What a person sees and can press, line by line. */
function outline(card: HTMLElement): string[] {
  const lines: string[] = [];
  const walk = (node: Node) => {
    if (node instanceof Text) {
      const text = node.data.trim();
      if (text !== '') lines.push(text);
    } else if (node instanceof HTMLButtonElement) {
      const name = node.getAttribute('aria-label') ?? node.textContent;
      lines.push(`[${name}]${node.disabled ? ' off' : ''}`);
    } else if (node instanceof Element && node.getAttribute('aria-hidden') !== 'true') {
      for (const child of node.childNodes) walk(child);
    }
  };
  walk(card);
  return lines;
}

const call = { name: 'find_clause', arguments: { number: 4 } };
const states: [string, Partial<Candidate>][] = [
  ['is waiting', { ...waiting, variation: null }],
  ['is being written', writing],
  ['is done', { reasoning: 'A tenant asks about the deposit.', tool_calls: [call] }],
  ['is starred', { verdict: 'starred' }],
  ['was edited', { verdict: 'starred', edited_output: 'Answer one' }],
  ['timed out', timedOut],
  [
    'misses its model',
    {
      ...timedOut,
      error: { kind: 'no_such_model', message: 'Ollama does not have it.', seconds: null },
    },
  ],
  ['was stopped', { state: 'stopped', output: 'The dep' }],
  [
    'was cut off and has wrong arguments',
    {
      finish_reason: 'length',
      tool_calls: [{ ...call, error: '/number: number must be a string' }],
      lints: [{ rule: 'invalid_arguments', message: 'number must be a string', path: '/number' }],
    },
  ],
];

test.each(states)('a card that %s says so', async (_state, change) => {
  renderGenerate({ candidates: [candidateOf(1, change)] });
  const card = await screen.findByRole('article', { name: 'Card 1' });
  if ('error' in change) await within(card).findByRole('button', { name: 'Try again' });
  if ('edited_output' in change)
    await waitFor(() => expect(card.querySelector('del')).not.toBeNull());
  const isOpenToJudge =
    !('error' in change) && !['waiting', 'writing'].includes(change.state ?? '');
  if (isOpenToJudge) await within(card).findByRole('button', { name: 'Reject with a reason' });
  expect(outline(card)).toMatchSnapshot();
});

test('an earlier answer can be looked at and comes with its own state', async () => {
  const older = candidateOf(1, { verdict: 'rejected', output: 'The old answer' });
  const newer = candidateOf(4, { position: 0, parent_id: 1, variation: 'Prompt 1' });
  const { user } = renderGenerate({ candidates: [older, newer] });
  const card = await screen.findByRole('article', { name: 'Card 1' });
  expect(card).toHaveTextContent('Answer 4');
  await user.click(within(card).getByRole('button', { name: 'Earlier answer' }));
  expect(card).toHaveTextContent('The old answer');
  expect(within(card).getByText('Rejected')).toBeVisible();
});

test('space shows one card alone and the arrows walk on', async () => {
  const { user } = renderGenerate({ candidates: [candidateOf(1), candidateOf(2)] });
  await screen.findByRole('article', { name: 'Card 2' });
  await user.keyboard(' ');
  expect(screen.getAllByRole('article')).toHaveLength(1);
  await user.keyboard('{ArrowRight}');
  expect(await screen.findByRole('article', { name: 'Card 2' })).toHaveFocus();
  expect(screen.getByText('Card 2 of 2')).toBeVisible();
  await user.keyboard(' ');
  expect(screen.getAllByRole('article')).toHaveLength(2);
});

import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { layOut, renderDatasetPage } from '../../test/dataset-page';
import { api, server } from '../../test/server';
import { ExamplesPage } from './ExamplesPage';
import { example, serveExamples } from './examples.fixture';

layOut(1100, 700);

const three = [
  example(3, { edited: true }),
  example(2, { tool_calls: [{ name: 'lookup_clause', arguments: { number: 2 } }] }),
  example(1),
];
const open = (search = '') => renderDatasetPage('examples', <ExamplesPage />, search);
const row = async (id: number) => {
  const box = await screen.findByRole('checkbox', { name: `Select example ${id}` });
  return box.closest<HTMLElement>('[role=row]') as HTMLElement;
};
const grid = () => screen.getByRole('grid', { name: 'Examples' });

describe('the table', () => {
  test('shows a column for each slot, the answer, its calls, and what was edited', async () => {
    serveExamples(three);
    open();
    await row(3);
    const heads = screen.getAllByRole('columnheader').slice(1);
    expect(heads.map((head) => head.textContent)).toEqual([
      'id',
      'clause',
      'tone',
      'output',
      'tools',
    ]);
    const cells = screen
      .getAllByRole('row')
      .slice(1)
      .map((one) =>
        within(one)
          .getAllByRole('gridcell')
          .map((cell) => cell.textContent),
      );
    expect(cells).toMatchInlineSnapshot(`
      [
        [
          "Select example 3",
          "3",
          "clause 3",
          "plain",
          "Clause 3 means you may leave after three months.Edited",
          "–",
        ],
        [
          "Select example 2",
          "2",
          "clause 2",
          "plain",
          "Clause 2 means you may leave after three months.",
          "1",
        ],
        [
          "Select example 1",
          "1",
          "clause 1",
          "plain",
          "Clause 1 means you may leave after three months.",
          "–",
        ],
      ]
    `);
  });

  test('fetches only the pages that are in sight, wherever one jumps to', async () => {
    const many = Array.from({ length: 1284 }, (_, index) => example(1284 - index));
    const { searches } = serveExamples(many);
    open();
    await row(1284);
    expect(grid()).toHaveAttribute('aria-rowcount', '1285');
    expect(screen.getAllByRole('row').length).toBeLessThan(60);
    expect(screen.getByText('1,284 examples')).toBeVisible();
    fireEvent.scroll(grid(), { target: { scrollTop: 1150 * 44 } });
    expect(await row(1284 - 1150)).toHaveTextContent('clause 134');
    expect(searches.map((query) => query.get('page'))).toEqual(['1', '12']);
  });

  test('a search is in the address, counts what it found, and can be cleared', async () => {
    serveExamples([example(2), example(1, { output: 'The deposit comes back.' })]);
    const { user, address } = open();
    await row(2);
    await user.keyboard('/');
    await user.keyboard('deposit{Enter}');
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('1 of 2'));
    expect(address()).toBe('/d/1/examples?q=deposit');
    expect(grid()).toHaveFocus();
    await user.clear(screen.getByLabelText('Search all fields'));
    await user.type(screen.getByLabelText('Search all fields'), 'lease{Enter}');
    expect(await screen.findByText('No example matches')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Clear the search' }));
    await row(2);
  });

  test('turns around for the oldest first', async () => {
    serveExamples(three);
    const { user, address } = open();
    await row(3);
    await user.click(screen.getByRole('radio', { name: 'Oldest first' }));
    await waitFor(() => expect(screen.getAllByRole('row')[1]).toHaveTextContent('Clause 1'));
    expect(address()).toBe('/d/1/examples?sort=id');
  });

  test('an empty dataset says where examples come from', async () => {
    serveExamples([]);
    open();
    expect(await screen.findByText('Nothing kept yet')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Generate' })).toHaveAttribute('href', '/d/1/generate');
  });

  test('an error says what happened and trying again brings the rows', async () => {
    serveExamples(three);
    server.use(
      http.get(
        api('/datasets/1/examples'),
        () => HttpResponse.json({ detail: 'The store is busy. Try again.' }, { status: 409 }),
        { once: true },
      ),
    );
    const { user } = open();
    expect(await screen.findByRole('alert')).toHaveTextContent('The store is busy. Try again.');
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await row(3);
  });
});

describe('the selection', () => {
  test('grows and shrinks from where shift began', async () => {
    serveExamples(three);
    const { user } = open();
    await row(3);
    await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
    expect(screen.getByRole('toolbar', { name: 'Selection' })).toHaveTextContent('3 selected');
    await user.keyboard('{Shift>}{ArrowUp}{/Shift}');
    expect(screen.getByRole('toolbar')).toHaveTextContent('2 selected');
    expect(await row(1)).toHaveAttribute('aria-selected', 'false');
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('toolbar')).toBeNull();
  });

  test('is deleted as one change, which the toast takes back', async () => {
    const state = serveExamples(three);
    const { user } = open();
    await row(3);
    await user.keyboard(' {ArrowDown} {Backspace}');
    expect(await screen.findByText('2 examples deleted')).toBeVisible();
    await waitFor(() => expect(screen.getAllByRole('row')).toHaveLength(2));
    expect(screen.queryByRole('toolbar')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await row(3);
    expect(state.undone).toEqual([{ change_id: 7 }]);
  });

  test('is answered anew by a model that is there, though none is set as the default', async () => {
    const state = serveExamples(three);
    const { user, address } = open();
    await row(3);
    await user.keyboard(' {ArrowDown} r');
    await waitFor(() => expect(address()).toBe('/d/1/generate?run=9'));
    expect(state.regenerated).toEqual([{ action: 'regenerate', ids: [3, 2], model: 'gemma3:4b' }]);
  });

  test('is never deleted by a key when it is empty', async () => {
    const state = serveExamples(three);
    const { user } = open();
    await row(3);
    await user.keyboard('{Backspace}{Delete}r');
    expect(state.examples).toHaveLength(3);
  });

  test('of all rows is exported as the whole dataset, of some by their ids', async () => {
    serveExamples(three);
    const { user } = open();
    await row(3);
    await user.click(screen.getByRole('checkbox', { name: 'Select all examples shown' }));
    const toolbar = await screen.findByRole('toolbar');
    expect(toolbar).toHaveTextContent('3 selected');
    const exporting = () => within(toolbar).getByRole('link', { name: 'Export' });
    expect(exporting()).toHaveAttribute('href', '/d/1/export');
    await user.click(screen.getByRole('checkbox', { name: 'Select example 2' }));
    expect(decodeURIComponent(exporting().getAttribute('href') ?? '')).toBe('/d/1/export?ids=3,1');
  });

  test('is answered anew in a run of its own', async () => {
    serveExamples(three);
    const { user, address } = open();
    await row(3);
    await user.keyboard(' r');
    await waitFor(() => expect(address()).toBe('/d/1/generate?run=9'));
  });
});

describe('editing in place', () => {
  test('saves the answer on the revision it was made on', async () => {
    const state = serveExamples(three);
    const { user } = open();
    await row(3);
    await user.keyboard('e');
    const field = screen.getByRole('textbox', { name: 'Answer of example 3' });
    await user.clear(field);
    await user.paste('You may leave in May.');
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(field).not.toBeInTheDocument());
    expect(state.saved).toEqual([
      { id: 3, ifMatch: '"1"', body: { output: 'You may leave in May.' } },
    ]);
    expect(await row(3)).toHaveTextContent('You may leave in May.');
    expect(grid()).toHaveFocus();
  });

  test('leaving keeps what was written, marked and as a draft', async () => {
    const state = serveExamples(three);
    const { user } = open();
    await row(3);
    await user.keyboard('e');
    await user.paste(' Or earlier.');
    await user.keyboard('{Escape}');
    expect(await row(3)).toHaveTextContent(/Or earlier\..*Unsaved/);
    await waitFor(() => expect(state.drafts).toHaveLength(1));
    expect(state.saved).toEqual([]);
  });

  test('shows both versions when somebody else saved first, and keeps the chosen one', async () => {
    const state = serveExamples(three);
    const { user } = open();
    await row(3);
    state.examples[0] = example(3, { rev: 2, output: 'Grace wrote this.' });
    await user.keyboard('e');
    await user.paste(' Or earlier.');
    await user.keyboard('{Control>}{Enter}{/Control}');
    const dialog = await screen.findByRole('dialog', { name: 'Example 3 was changed elsewhere' });
    expect(dialog).toHaveTextContent('Grace wrote this.');
    expect(dialog).toHaveTextContent('Or earlier.');
    await user.click(within(dialog).getByRole('button', { name: 'Keep mine' }));
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(state.saved.map(({ ifMatch }) => ifMatch)).toEqual(['"1"', '"2"']);
    expect(await row(3)).toHaveTextContent('Or earlier.');
  });

  test('taking theirs drops the edit', async () => {
    const state = serveExamples(three);
    const { user } = open();
    await row(3);
    state.examples[0] = example(3, { rev: 2, output: 'Grace wrote this.' });
    await user.keyboard('e');
    await user.paste(' Or earlier.');
    await user.keyboard('{Control>}{Enter}{/Control}');
    await user.click(await screen.findByRole('button', { name: 'Take theirs' }));
    await waitFor(async () => expect(await row(3)).toHaveTextContent('Grace wrote this.'));
    expect(screen.queryByText('Unsaved')).toBeNull();
    expect(state.saved).toHaveLength(1);
  });
});

describe('the filter', () => {
  test('narrows the table, stands in the address, and can be taken out', async () => {
    const state = serveExamples(three);
    const { user, address } = open();
    await row(3);
    await user.click(await screen.findByRole('button', { name: 'Filter' }));
    const menu = await screen.findByRole('dialog', { name: 'Filter' });
    await user.type(within(menu).getByLabelText('that is'), 'urgent{Enter}');
    await waitFor(() => expect(state.searches.at(-1)?.getAll('filter')).toEqual(['tag:urgent']));
    const filter = encodeURIComponent('["tag:urgent"]');
    expect(address()).toBe(`/d/1/examples?filter=${filter}`);
    await user.click(screen.getByRole('button', { name: 'Remove tag:urgent' }));
    await waitFor(() => expect(address()).toBe('/d/1/examples'));
  });

  test('that nothing meets says so and can be given up', async () => {
    serveExamples([]);
    const { user, address } = open(`?filter=${encodeURIComponent('["rating:5"]')}`);
    expect(await screen.findByText('No example of this dataset meets rating:5.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Show all examples' }));
    await waitFor(() => expect(address()).toBe('/d/1/examples'));
  });
});

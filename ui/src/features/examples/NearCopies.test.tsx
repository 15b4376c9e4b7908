import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { layOut, renderDatasetPage } from '../../test/dataset-page';
import { api, server } from '../../test/server';
import { ExamplesPage } from './ExamplesPage';
import { example, serveExamples } from './examples.fixture';

layOut(1100, 700);

const one = example(1, { output: 'You may leave in May.' });
const two = example(2, { output: 'You may leave in June.' });

/** Each removal and each undo is remembered; while both are there they are a group. */
function serveCopies() {
  const state = serveExamples([two, one]);
  server.use(
    http.get(api('/datasets/1/duplicates'), () => {
      const both = state.examples.length === 2;
      const group = {
        kind: 'near',
        similarity: 0.87,
        ids: [1, 2],
        examples: [
          { similarity: 1, example: one },
          { similarity: 0.87, example: two },
        ],
      };
      const count = both ? 1 : 0;
      return HttpResponse.json({ items: both ? [group] : [], total: count, extra: count });
    }),
  );
  return state;
}

const openCopies = async () => {
  const page = renderDatasetPage('examples', <ExamplesPage />, '');
  await screen.findByRole('checkbox', { name: 'Select example 2' });
  await page.user.click(screen.getByRole('button', { name: 'Near copies' }));
  return { ...page, view: await screen.findByRole('region', { name: 'Near copies' }) };
};

test('near copies stand side by side, and what differs is marked', async () => {
  serveCopies();
  const { view } = await openCopies();
  expect(await within(view).findByText('87 % alike')).toBeVisible();
  expect(view).toHaveTextContent('1 group. With one kept of each, 1 example would go.');
  expect(view.querySelector('ins')).toHaveTextContent('June');
  expect(view.querySelector('del')).toHaveTextContent('May');
});

test('one is removed and comes back with undo', async () => {
  const state = serveCopies();
  const { user, view } = await openCopies();
  await user.click(await within(view).findByRole('button', { name: 'Remove example 2' }));
  expect(await within(view).findByText('No near copies')).toBeVisible();
  expect(state.examples.map(({ id }) => id)).toEqual([1]);
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(state.undone).toHaveLength(1));
});

test('all but the oldest go at once', async () => {
  const state = serveCopies();
  const { user, view } = await openCopies();
  await user.click(await within(view).findByRole('button', { name: 'Keep only example 1' }));
  await waitFor(() => expect(state.examples.map(({ id }) => id)).toEqual([1]));
});

test('an example opens from its group', async () => {
  serveCopies();
  const { user, view, address } = await openCopies();
  await user.click(await within(view).findByRole('button', { name: 'Open example 2' }));
  expect(await screen.findByRole('complementary', { name: 'Example 2' })).toBeVisible();
  expect(address()).toBe('/d/1/examples?copies=true&row=2');
});

test('a failure says why and tries again', async () => {
  serveCopies();
  server.use(
    http.get(api('/datasets/1/duplicates'), () =>
      HttpResponse.json({ detail: 'The disk cannot be read.' }, { status: 500 }),
    ),
  );
  const { view } = await openCopies();
  expect(await within(view).findByText('The disk cannot be read.')).toBeVisible();
});

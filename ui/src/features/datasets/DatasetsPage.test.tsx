import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import type { Schema } from '../../api/schema';
import { renderPage } from '../../test/render';
import { api, server } from '../../test/server';
import { Toaster } from '../../ui/toast';
import { DatasetsPage } from './DatasetsPage';

type Dataset = Schema<'Dataset'>;
let datasets: Dataset[];

const dataset = (id: number, name: string, change: Partial<Dataset> = {}): Dataset => ({
  id,
  name,
  archived: false,
  created_at: '2026-03-01T12:00:00Z',
  updated_at: '2026-03-14T12:00:00Z',
  count: 31,
  ...change,
});

beforeEach(() => {
  datasets = [
    dataset(1, 'contract-clauses', { count: 1284 }),
    dataset(2, 'support-triage', { count: 0 }),
    dataset(3, 'tenancy-letters', { archived: true }),
  ];
  const change = (id: number, next: Partial<Dataset>) => {
    datasets = datasets.map((one) => (one.id === id ? { ...one, ...next } : one));
    return new HttpResponse(null, { status: 204 });
  };
  server.use(
    http.get(api('/datasets'), ({ request }) => {
      const archived = new URL(request.url).searchParams.get('archived') === 'true';
      const items = datasets.filter((one) => one.archived === archived);
      return HttpResponse.json({ items, total: items.length });
    }),
    http.put(api('/datasets/:id/archive'), async ({ params, request }) =>
      change(Number(params.id), (await request.json()) as Partial<Dataset>),
    ),
    http.put(api('/datasets/:id'), async ({ params, request }) =>
      change(Number(params.id), (await request.json()) as Partial<Dataset>),
    ),
    http.delete(api('/datasets/:id'), ({ params }) => {
      datasets = datasets.filter(({ id }) => id !== Number(params.id));
      return new HttpResponse(null, { status: 204 });
    }),
  );
});

const open = (path = '/datasets') =>
  renderPage(
    <>
      <DatasetsPage />
      <Toaster />
    </>,
    path,
  );

test('the datasets in use are listed with what they hold', async () => {
  const { container } = open();
  await screen.findByText('contract-clauses');
  expect(container).toMatchSnapshot();
  expect(screen.queryByText('tenancy-letters')).toBeNull();
});

test('archiving takes a dataset off the list and can be undone', async () => {
  const { user } = open();
  await user.click(await screen.findByRole('button', { name: 'More for contract-clauses' }));
  await user.click(screen.getByRole('menuitem', { name: 'Archive' }));
  const list = screen.getByRole('list', { name: 'Datasets in use' });
  await waitFor(() => expect(within(list).queryByText('contract-clauses')).toBeNull());
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(await within(list).findByText('contract-clauses')).toBeVisible();
});

test('a dataset is renamed', async () => {
  const { user } = open();
  await user.click(await screen.findByRole('button', { name: 'More for support-triage' }));
  await user.click(screen.getByRole('menuitem', { name: 'Rename' }));
  await user.clear(screen.getByLabelText('Name'));
  await user.keyboard('support-answers{Enter}');
  expect(await screen.findByText('support-answers')).toBeVisible();
});

test('a name that is taken is said in the dialog', async () => {
  server.use(
    http.put(api('/datasets/:id'), () =>
      HttpResponse.json({ detail: 'contract-clauses is taken.' }, { status: 409 }),
    ),
  );
  const { user } = open();
  await user.click(await screen.findByRole('button', { name: 'More for support-triage' }));
  await user.click(screen.getByRole('menuitem', { name: 'Rename' }));
  const name = screen.getByLabelText('Name');
  await user.clear(name);
  await user.keyboard('contract-clauses{Enter}');
  await waitFor(() => expect(name).toHaveAccessibleDescription('contract-clauses is taken.'));
});

test('an archived dataset comes back', async () => {
  const { user } = open();
  await user.click(await screen.findByRole('radio', { name: 'Archived' }));
  expect(await screen.findByText('tenancy-letters')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Unarchive' }));
  await user.click(await screen.findByRole('radio', { name: 'In use' }));
  expect(await screen.findByText('tenancy-letters')).toBeVisible();
});

test('only an archived dataset can be deleted, and the question names it', async () => {
  const { user } = open('/datasets?archived=true');
  await user.click(await screen.findByRole('button', { name: 'Delete tenancy-letters for good' }));
  expect(
    screen.getByRole('dialog', { name: 'Delete tenancy-letters for good?' }),
  ).toHaveTextContent('Its 31 examples go with it. This cannot be undone.');
  await user.click(screen.getByRole('button', { name: 'Delete tenancy-letters' }));
  expect(await screen.findByText('Nothing archived')).toBeVisible();
});

test('without any dataset the page offers to make the first', async () => {
  datasets = [];
  server.use(
    http.post(api('/datasets'), async ({ request }) => {
      const { name } = (await request.json()) as { name: string };
      return HttpResponse.json(dataset(9, name), { status: 201 });
    }),
  );
  const { user, router } = open();
  await screen.findByText('No dataset yet');
  await user.click(screen.getAllByRole('button', { name: 'New dataset' }).at(-1) as HTMLElement);
  await user.type(screen.getByLabelText('Name'), 'contract-clauses{Enter}');
  await waitFor(() => expect(router.state.location.pathname).toBe('/d/9/generate'));
});

test('a list that cannot be read can be asked for again', async () => {
  server.use(
    http.get(
      api('/datasets'),
      () => HttpResponse.json({ detail: 'The file is damaged.' }, { status: 500 }),
      { once: true },
    ),
  );
  const { user } = open();
  expect(await screen.findByRole('alert')).toHaveTextContent('The file is damaged.');
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('contract-clauses')).toBeVisible();
});

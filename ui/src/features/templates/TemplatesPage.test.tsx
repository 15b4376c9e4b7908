import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { toast as sonner } from 'sonner';
import { afterEach, expect, test, vi } from 'vitest';
import type { Schema } from '../../api/schema';
import { renderPage } from '../../test/render';
import { api, server } from '../../test/server';
import { ActionsSlot, PageSlotsProvider, TitleSlot } from '../../ui/Page';
import { Toaster } from '../../ui/toast';
import { starters } from './starters';
import { TemplatesPage } from './TemplatesPage';
import { aTemplate, lookUpLaw } from './testing';

const search = vi.hoisted(() => ({ archived: undefined as boolean | undefined }));
vi.mock('@tanstack/react-router', async (original) => ({
  ...(await original<typeof import('@tanstack/react-router')>()),
  useSearch: () => search,
}));

// Toasts outlive the page that showed them.
afterEach(() => void sonner.dismiss());
afterEach(() => {
  search.archived = undefined;
});

const page = () =>
  renderPage(
    <PageSlotsProvider>
      <TitleSlot />
      <ActionsSlot />
      <TemplatesPage />
      <Toaster />
    </PageSlotsProvider>,
    '/templates',
  );

/** Serves a list that archiving and creating change, and writes down what was sent. */
function serveList(...templates: Schema<'Template'>[]) {
  const sent: unknown[] = [];
  let list = templates;
  server.use(
    http.get(api('/templates'), ({ request }) => {
      const archived = new URL(request.url).searchParams.get('archived') === 'true';
      return HttpResponse.json(list.filter((template) => template.archived === archived));
    }),
    http.get(api('/drafts'), () =>
      HttpResponse.json([
        { key: 'template:12', updated_at: '2026-03-14T09:26:53Z' },
        { key: 'seed', updated_at: '2026-03-14T09:26:53Z' },
      ]),
    ),
    http.put(api('/templates/:id/archive'), async ({ request, params }) => {
      const { archived } = (await request.json()) as { archived: boolean };
      sent.push({ id: Number(params.id), archived });
      list = list.map((one) => (one.id === Number(params.id) ? { ...one, archived } : one));
      return new HttpResponse(null, { status: 204 });
    }),
    http.post(api('/templates'), async ({ request }) => {
      const input = (await request.json()) as Schema<'TemplateInput'>;
      sent.push(input);
      return HttpResponse.json(aTemplate({ id: 31, name: input.name }), { status: 201 });
    }),
  );
  return sent;
}

const clause = aTemplate();
const ticket = aTemplate({
  id: 13,
  name: 'Answer about an order',
  slots: ['message'],
  tool_definitions: [lookUpLaw],
});

test('templates are listed with their slots, tools, version and what is not saved', async () => {
  serveList(clause, ticket);
  page();
  await screen.findByText('not saved yet');
  expect(screen.getAllByRole('listitem').map((row) => row.textContent)).toEqual([
    'Explain this clause to a tenantnot saved yetclausetonev414 Mar 2026',
    'Answer about an ordermessage1 toolv414 Mar 2026',
  ]);
  expect(screen.getByRole('list')).toMatchSnapshot();
});

test('a template is found by words of its name and slots, and with / the field is reached', async () => {
  serveList(clause, ticket);
  const { user } = page();
  await screen.findByText(clause.name);
  await user.keyboard('/');
  await user.keyboard('tenant tone');
  expect(screen.getAllByRole('listitem')).toHaveLength(1);
  await user.keyboard(' deposit');
  expect(screen.getByText(/None of 2 templates has “tenant tone deposit”/)).toBeInTheDocument();
});

test('archiving takes a template off the list and can be undone', async () => {
  const sent = serveList(clause, ticket);
  const { user } = page();
  await user.click(await screen.findByRole('button', { name: `More for ${clause.name}` }));
  await user.click(await screen.findByRole('menuitem', { name: 'Archive' }));
  await waitFor(() => expect(screen.queryByText(clause.name)).toBeNull());
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(await screen.findByText(clause.name)).toBeInTheDocument();
  expect(sent).toEqual([
    { id: 12, archived: true },
    { id: 12, archived: false },
  ]);
});

test('the archive lists what was put away and gives it back', async () => {
  search.archived = true;
  const sent = serveList(clause, { ...ticket, archived: true });
  const { user } = page();
  await user.click(await screen.findByRole('button', { name: `More for ${ticket.name}` }));
  await user.click(await screen.findByRole('menuitem', { name: 'Take out of the archive' }));
  expect(await screen.findByText('Nothing is archived')).toBeInTheDocument();
  expect(sent).toEqual([{ id: 13, archived: false }]);
});

test('renaming sends the stored template back under its new name', async () => {
  serveList(clause);
  let saved: unknown;
  server.use(
    http.get(api('/templates/12'), () => HttpResponse.json(clause)),
    http.put(api('/templates/12'), async ({ request }) => {
      saved = await request.json();
      return new HttpResponse(null, { status: 204 });
    }),
  );
  const { user } = page();
  await user.click(await screen.findByRole('button', { name: `More for ${clause.name}` }));
  await user.click(await screen.findByRole('menuitem', { name: 'Rename' }));
  const name = await screen.findByRole('textbox', { name: 'Name' });
  await user.clear(name);
  await user.type(name, ' Explain a lease ');
  await user.click(screen.getByRole('button', { name: 'Rename' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(saved).toMatchObject({ name: 'Explain a lease', user_prompt: clause.user_prompt });
});

test('a new template asks for a name, is stored at once and opens', async () => {
  const sent = serveList(clause);
  const { user, router } = page();
  await user.click(await screen.findByRole('button', { name: 'New template' }));
  await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'Explain a lease');
  await user.click(screen.getByRole('button', { name: 'Create' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/templates/31'));
  expect(sent).toEqual([
    { name: 'Explain a lease', user_prompt: expect.stringContaining('{topic}') },
  ]);
});

test('a name that the server refuses is explained at the field', async () => {
  serveList(clause);
  server.use(
    http.post(api('/templates'), () =>
      HttpResponse.json({ detail: 'The name is too long.' }, { status: 400 }),
    ),
  );
  const { user } = page();
  await user.click(await screen.findByRole('button', { name: 'New template' }));
  await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'Explain a lease');
  await user.click(screen.getByRole('button', { name: 'Create' }));
  expect(await screen.findByText('The name is too long.')).toBeInTheDocument();
});

test('without templates the page explains what they are and offers the samples', async () => {
  const sent = serveList();
  const { user, router } = page();
  expect(await screen.findByText('No template yet')).toBeInTheDocument();
  await user.click(await screen.findByRole('button', { name: /Answer about an order/ }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/templates/31'));
  expect(sent).toEqual([starters[1]?.template]);
});

test('a list that does not load can be asked for again', async () => {
  serveList(clause);
  server.use(
    http.get(
      api('/templates'),
      () => HttpResponse.json({ detail: 'The disk is full.' }, { status: 507 }),
      {
        once: true,
      },
    ),
  );
  const { user } = page();
  expect(await screen.findByText('The disk is full.')).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText(clause.name)).toBeInTheDocument();
});

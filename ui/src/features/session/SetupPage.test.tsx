import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Schema } from '../../api/schema';
import { readToken } from '../../api/token';
import { renderPage } from '../../test/render';
import { api, server } from '../../test/server';
import { SetupPage } from './SetupPage';

const setup: Schema<'Setup'> = { needed: true, username: 'ada', demo: false };
const done: Schema<'SetupDone'> = {
  recovery_code: 'CHJP-CSV8-D5N6-PV3D-DSQQ-0WBJ-EDT7-AXKQ-C4',
  token: 'first',
  expires_at: '2026-03-14T09:56:53Z',
  ttl_s: 1800,
};

beforeEach(() => {
  server.use(
    http.get(api('/setup'), () => HttpResponse.json(setup)),
    http.get(api('/health'), () => HttpResponse.json({ status: 'ok', version: '0.1.0' })),
  );
});

async function choosePassword(password: string) {
  const page = renderPage(<SetupPage />, '/setup');
  await screen.findByDisplayValue('ada');
  const field = screen.getByLabelText('Password');
  if (password !== '') await page.user.type(field, password);
  await page.user.click(screen.getByRole('button', { name: 'Continue' }));
  return { ...page, field };
}

test('the first start asks for a password and has the name already', async () => {
  renderPage(<SetupPage />, '/setup');
  await screen.findByDisplayValue('ada');
  await screen.findByText('v0.1.0');
  expect(screen.getByRole('main')).toMatchSnapshot();
});

test('a short password is explained and the caret is put back', async () => {
  const { field } = await choosePassword('kettle');
  expect(field).toHaveFocus();
  expect(field).toBeInvalid();
  expect(field).toHaveAccessibleDescription(/6 characters so far, and it takes at least 8/);
});

test('the account is made, the code shown, and the start opens the first dataset', async () => {
  const sent: unknown[] = [];
  server.use(
    http.post(api('/setup'), async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(done, { status: 201 });
    }),
    http.put(api('/user/preferences'), async ({ request }) => {
      sent.push(await request.json());
      return new HttpResponse(null, { status: 204 });
    }),
    http.get(api('/datasets'), () => HttpResponse.json({ items: [{ id: 7 }], total: 1 })),
  );
  const { user, router } = await choosePassword('kettle harbour ninety moss');
  expect(await screen.findByText('AXKQ')).toBeVisible();
  expect(screen.getByRole('heading', { name: 'Keep this recovery code' })).toHaveFocus();
  expect(readToken()).toBe('first');

  const start = screen.getByRole('button', { name: 'Start with a sample template' });
  expect(start).toBeDisabled();
  await user.click(screen.getByLabelText('I have stored it where I will find it again'));
  await user.click(start);
  await waitFor(() => expect(router.state.location.pathname).toBe('/d/7/generate'));
  expect(sent).toEqual([
    { username: 'ada', name: 'ada', password: 'kettle harbour ninety moss' },
    { recovery_confirmed: true },
  ]);
});

test('the code can be copied, and a browser that refuses says so', async () => {
  server.use(http.post(api('/setup'), () => HttpResponse.json(done, { status: 201 })));
  const { user } = await choosePassword('kettle harbour ninety moss');
  await screen.findByText('AXKQ');
  await user.click(screen.getByRole('button', { name: 'Copy' }));
  expect(await screen.findByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await navigator.clipboard.readText()).toBe(done.recovery_code);

  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValueOnce(new Error('denied'));
  await user.click(screen.getByRole('button', { name: 'Copied' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('refuses to copy');
});

test('when there is a user already it leads to the door', async () => {
  server.use(
    http.post(api('/setup'), () =>
      HttpResponse.json({ detail: 'There is a user already.' }, { status: 409 }),
    ),
  );
  const { router } = await choosePassword('kettle harbour ninety moss');
  await waitFor(() => expect(router.state.location.pathname).toBe('/unlock'));
});

test('a username that the server refuses is said under its field', async () => {
  server.use(
    http.post(api('/setup'), () =>
      HttpResponse.json(
        { detail: 'A username has no spaces.', field: 'username' },
        { status: 400 },
      ),
    ),
  );
  await choosePassword('kettle harbour ninety moss');
  await waitFor(() =>
    expect(screen.getByLabelText('Username')).toHaveAccessibleDescription(
      'A username has no spaces.',
    ),
  );
});

test('without the program the form stays and can be sent again', async () => {
  server.use(http.post(api('/setup'), () => HttpResponse.error()));
  const { user, field } = await choosePassword('kettle harbour ninety moss');
  expect(await screen.findByRole('alert')).toHaveTextContent('dsforge isn’t running');
  expect(field).toHaveValue('kettle harbour ninety moss');
  server.use(http.post(api('/setup'), () => HttpResponse.json(done, { status: 201 })));
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('AXKQ')).toBeVisible();
});

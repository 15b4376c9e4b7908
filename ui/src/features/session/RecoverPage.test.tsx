import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { locked } from '../../api/lock';
import { readToken } from '../../api/token';
import { renderPage } from '../../test/render';
import { api, server } from '../../test/server';
import { RecoverPage } from './RecoverPage';

const CODE = 'CHJP-CSV8-D5N6-PV3D-DSQQ-0WBJ-EDT7-AXKQ-C4';
const token = { token: 'fresh', expires_at: '2026-03-14T09:56:53Z', ttl_s: 1800 };

beforeEach(() => {
  server.use(
    http.get(api('/setup'), () =>
      HttpResponse.json({ needed: false, username: 'ada', demo: false }),
    ),
    http.get(api('/health'), () => HttpResponse.json({ status: 'ok', version: '0.1.0' })),
  );
});

async function open() {
  const page = renderPage(<RecoverPage />, '/recover');
  await screen.findByDisplayValue('ada');
  return { ...page, code: screen.getByLabelText('Recovery code') };
}

test('the page asks for the code and a new password', async () => {
  await open();
  await screen.findByText('v0.1.0');
  expect(screen.getByRole('main')).toMatchSnapshot();
});

test('a code typed in lower case with spaces sets the password and opens the page', async () => {
  const sent: unknown[] = [];
  server.use(
    http.post(api('/recover'), async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(token);
    }),
  );
  const { user, code, router } = await open();
  await user.type(code, CODE.toLowerCase().replaceAll('-', ' '));
  await user.type(screen.getByLabelText('New password'), 'kettle harbour ninety{Enter}');
  await waitFor(() => expect(router.state.location.pathname).toBe('/'));
  expect(readToken()).toBe('fresh');
  expect(sent).toEqual([
    { username: 'ada', recovery_code: CODE, new_password: 'kettle harbour ninety' },
  ]);
});

test('a mistyped code is marked before it is sent', async () => {
  const { user, code } = await open();
  await user.type(code, CODE.replace('CHJP', 'CHJQ'));
  await waitFor(() => expect(code).toHaveAccessibleDescription(/do not fit the others/));
});

test('half a code is not sent, and the caret goes back to it', async () => {
  const { user, code } = await open();
  await user.type(code, 'CHJP-CSV8');
  await user.type(screen.getByLabelText('New password'), 'kettle harbour ninety{Enter}');
  await waitFor(() => expect(code).toHaveFocus());
  expect(code).toHaveAccessibleDescription(/eight groups of four/);
});

test('a code of somebody else is refused under the field and raises no lock', async () => {
  server.use(
    http.post(api('/recover'), () =>
      HttpResponse.json({ detail: 'Wrong.', tries_left: 4 }, { status: 401 }),
    ),
  );
  const { user, code } = await open();
  await user.type(code, CODE);
  await user.type(screen.getByLabelText('New password'), 'kettle harbour ninety{Enter}');
  await waitFor(() => expect(code).toHaveAccessibleDescription(/code don’t match. 4 tries left/));
  expect(locked.get()).toBe(false);
});

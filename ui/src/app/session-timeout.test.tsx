import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { locked } from '../api/lock';
import { writeToken } from '../api/token';
import { AccountSettings } from '../features/settings/AccountSettings';
import { PasswordForm } from '../features/settings/PasswordForm';
import { useSignal } from '../lib/useSignal';
import { renderPage } from '../test/render';
import { api, server } from '../test/server';
import { LockOverlay } from './LockOverlay';

function PageUnderLock() {
  const isLocked = useSignal(locked);
  return (
    <>
      <AccountSettings />
      <PasswordForm username="ada" />
      {isLocked && <LockOverlay />}
    </>
  );
}

/** The session "stale" is over; only what comes with "fresh" is taken. */
function expectFreshToken(saved: unknown[]) {
  const preferences = { username: 'ada', name: 'Ada', recovery_confirmed: true, ui: {} };
  server.use(
    http.get(api('/user/preferences'), () => HttpResponse.json(preferences)),
    http.put(api('/user/preferences'), async ({ request }) => {
      if (request.headers.get('Authorization') !== 'Bearer fresh') {
        return HttpResponse.json({ detail: 'Your session ended.' }, { status: 401 });
      }
      saved.push(await request.json());
      return new HttpResponse(null, { status: 204 });
    }),
    http.post(api('/login'), () =>
      HttpResponse.json({ token: 'fresh', expires_at: '2026-03-14T09:56:53Z', ttl_s: 1800 }),
    ),
  );
}

test('a session that ends while saving locks the page, and unlocking saves what was typed', async () => {
  const saved: unknown[] = [];
  expectFreshToken(saved);
  writeToken('stale');
  const { user } = renderPage(<PageUnderLock />);
  const name = await screen.findByLabelText('Name');
  await user.clear(name);
  await user.type(name, 'Ada Lovelace');
  await user.type(screen.getByLabelText('New password'), 'kettle harbour');
  await user.click(screen.getByRole('button', { name: 'Save name' }));

  await screen.findByRole('dialog', { name: 'Locked' });
  expect(name).toHaveValue('Ada Lovelace');
  await user.type(screen.getByLabelText('Password of ada'), 'correct horse{Enter}');

  await waitFor(() => expect(saved).toEqual([{ name: 'Ada Lovelace' }]));
  expect(screen.queryByRole('dialog', { name: 'Locked' })).toBeNull();
  expect(name).toHaveValue('Ada Lovelace');
  expect(screen.getByLabelText('New password')).toHaveValue('kettle harbour');
});

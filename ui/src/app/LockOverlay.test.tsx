import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { locked, waitForUnlock } from '../api/lock';
import { keys } from '../api/queries';
import { api, server } from '../test/server';
import { LockOverlay } from './LockOverlay';

function renderLocked() {
  const cache = new QueryClient();
  cache.setQueryData(keys.preferences, { username: 'ada' });
  render(
    <QueryClientProvider client={cache}>
      <LockOverlay />
    </QueryClientProvider>,
  );
}

test('the password unlocks and lets the waiting call go on', async () => {
  server.use(
    http.post(api('/login'), () =>
      HttpResponse.json({ token: 'fresh', expires_at: '2026-03-14T09:56:53Z', ttl_s: 1800 }),
    ),
  );
  const waiting = waitForUnlock();
  renderLocked();
  expect(screen.getByLabelText('Password of ada')).toHaveFocus();
  await userEvent.keyboard('correct horse');
  await userEvent.click(screen.getByRole('button', { name: 'Unlock' }));
  await waiting;
  expect(locked.get()).toBe(false);
});

test('a wrong password is said under the field and Escape does not get past', async () => {
  server.use(
    http.post(api('/login'), () =>
      HttpResponse.json({ detail: 'Wrong.', tries_left: 4 }, { status: 401 }),
    ),
  );
  renderLocked();
  const field = screen.getByLabelText('Password of ada');
  await userEvent.type(field, 'wrong{Enter}');
  await waitFor(() =>
    expect(field).toHaveAccessibleDescription(
      'That is not the password of ada. 4 tries left this minute.',
    ),
  );
  await userEvent.keyboard('{Escape}');
  expect(screen.getByRole('dialog', { name: 'Locked' })).toBeVisible();
});

test('after too many tries the button counts down, and the password can be shown', async () => {
  server.use(
    http.post(api('/login'), () =>
      HttpResponse.json({ detail: 'Too many.', retry_after_s: 42 }, { status: 429 }),
    ),
  );
  renderLocked();
  const field = screen.getByLabelText('Password of ada');
  await userEvent.type(field, 'wrong{Enter}');
  expect(await screen.findByText(/in 42 s/)).toBeVisible();
  expect(screen.getByRole('button', { name: 'Unlock' })).toBeDisabled();
  await userEvent.click(screen.getByRole('button', { name: 'Show password' }));
  expect(field).toHaveAttribute('type', 'text');
});

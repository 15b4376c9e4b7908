import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readToken } from '../../api/token';
import { renderPage } from '../../test/render';
import { api, server } from '../../test/server';
import { UnlockPage } from './UnlockPage';

const token = { token: 'fresh', expires_at: '2026-03-14T09:56:53Z', ttl_s: 1800 };

function answerSetup(needed: boolean) {
  server.use(
    http.get(api('/setup'), () => HttpResponse.json({ needed, username: 'ada', demo: false })),
  );
}

function answerLogin(...answers: { status: number; body: object }[]) {
  server.use(
    http.post(api('/login'), () => {
      const answer = answers.shift();
      return HttpResponse.json(answer?.body ?? token, { status: answer?.status ?? 200 });
    }),
  );
}

beforeEach(() => {
  answerSetup(false);
  server.use(http.get(api('/health'), () => HttpResponse.json({ status: 'ok', version: '0.1.0' })));
});
afterEach(() => vi.useRealTimers());

async function open(path = '/unlock') {
  const page = renderPage(<UnlockPage />, path);
  await screen.findByDisplayValue('ada');
  return { ...page, field: screen.getByLabelText('Password') };
}

test('the door shows who, where and which version, and starts in the password', async () => {
  const { field } = await open();
  await screen.findByText('v0.1.0');
  expect(field).toHaveFocus();
  expect(screen.getByRole('main')).toMatchSnapshot();
});

test('the way to the recovery code is shown, and what happens without it', async () => {
  await open();
  expect(screen.getByRole('link', { name: 'Use the recovery code' })).toHaveAttribute(
    'href',
    '/recover',
  );
  expect(screen.getByText(/Without password and code nobody can open your data/)).toBeVisible();
});

test('the password opens the page that one wanted to go to', async () => {
  answerLogin();
  const { user, field, router } = await open('/unlock?next=%2Fd%2F3%2Fexamples%3Fq%3Ddeposit');
  await user.type(field, 'correct horse{Enter}');
  await waitFor(() => expect(router.state.location.href).toBe('/d/3/examples?q=deposit'));
  expect(readToken()).toBe('fresh');
});

test('a wrong password is said under it with the tries that are left', async () => {
  answerLogin({ status: 401, body: { detail: 'Wrong.', tries_left: 3 } });
  const { user, field } = await open();
  await user.type(field, 'wrong{Enter}');
  await waitFor(() =>
    expect(field).toHaveAccessibleDescription(
      'That username and password don’t match. 3 tries left this minute.',
    ),
  );
  expect(field).toHaveFocus();
});

test('after too many tries the button waits and comes back by itself', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  answerLogin({ status: 429, body: { detail: 'Too many.', retry_after_s: 42 } });
  const { field } = await open();
  fireEvent.change(field, { target: { value: 'wrong' } });
  fireEvent.click(screen.getByRole('button', { name: 'Unlock' }));
  expect(await screen.findByText(/in 42 s/)).toBeVisible();
  expect(screen.getByRole('button', { name: 'Unlock' })).toBeDisabled();
  await act(() => vi.advanceTimersByTimeAsync(42_000));
  expect(screen.getByRole('button', { name: 'Unlock' })).toBeEnabled();
  expect(screen.queryByText(/Too many tries/)).toBeNull();
});

test('when the program is gone one can try again without typing anew', async () => {
  server.use(http.post(api('/login'), () => HttpResponse.error()));
  const { user, field, router } = await open();
  await user.type(field, 'correct horse{Enter}');
  expect(await screen.findByRole('alert')).toHaveTextContent('dsforge isn’t running');
  answerLogin();
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/'));
});

test('Caps Lock is noticed', async () => {
  const { field } = await open();
  fireEvent.keyDown(field, { key: 'A', modifierCapsLock: true });
  expect(screen.getByText('Caps Lock is on')).toBeVisible();
});

test('the password can be shown', async () => {
  const { user, field } = await open();
  await user.click(screen.getByRole('button', { name: 'Show password' }));
  expect(field).toHaveAttribute('type', 'text');
});

test('without a user it leads to the first start', async () => {
  answerSetup(true);
  const { router } = renderPage(<UnlockPage />, '/unlock');
  await waitFor(() => expect(router.state.location.pathname).toBe('/setup'));
});

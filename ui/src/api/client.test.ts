import { HttpResponse, http } from 'msw';
import { describe, expect, test, vi } from 'vitest';
import { api, server } from '../test/server';
import { client } from './client';
import { connected } from './connection';
import { OfflineError, unwrap } from './errors';
import { forgetSession, locked, unlock } from './lock';
import { login } from './session';
import { readToken, writeToken } from './token';

const dataset = {
  id: 3,
  name: 'contract-clauses',
  archived: false,
  created_at: '2026-03-14T09:26:53Z',
  updated_at: '2026-03-14T09:26:53Z',
  count: 0,
};

/** Takes a new dataset only with the token "fresh". */
function datasetsWantFreshToken(bodies: unknown[]) {
  server.use(
    http.post(api('/datasets'), async ({ request }) => {
      bodies.push(await request.json());
      if (request.headers.get('Authorization') === 'Bearer fresh') {
        return HttpResponse.json(dataset, { status: 201 });
      }
      return HttpResponse.json({ detail: 'Your session ended.' }, { status: 401 });
    }),
  );
}

const createDataset = () =>
  unwrap(client.POST('/datasets', { body: { name: 'contract-clauses' } }));

describe('a call without a session', () => {
  test('waits behind the lock and goes on with the new token, nothing lost', async () => {
    const bodies: unknown[] = [];
    datasetsWantFreshToken(bodies);
    writeToken('stale');
    const call = createDataset();
    await vi.waitFor(() => expect(locked.get()).toBe(true));
    unlock('fresh');
    expect(await call).toEqual(dataset);
    expect(bodies).toEqual([{ name: 'contract-clauses' }, { name: 'contract-clauses' }]);
    expect(locked.get()).toBe(false);
  });

  test('is given up when the person signs out instead', async () => {
    datasetsWantFreshToken([]);
    writeToken('stale');
    const call = createDataset();
    await vi.waitFor(() => expect(locked.get()).toBe(true));
    forgetSession();
    await expect(call).rejects.toThrow('You signed out.');
  });
});

test('a wrong password is an answer, not a lock', async () => {
  server.use(
    http.post(api('/login'), () =>
      HttpResponse.json({ detail: 'That is not the password.', tries_left: 4 }, { status: 401 }),
    ),
  );
  const attempt = login('ada', 'wrong');
  await expect(attempt).rejects.toMatchObject({ status: 401, extra: { tries_left: 4 } });
  expect(locked.get()).toBe(false);
});

test('signing in sends name and password as UTF-8 and keeps the token', async () => {
  let sent: string | null = null;
  server.use(
    http.post(api('/login'), ({ request }) => {
      sent = request.headers.get('Authorization');
      return HttpResponse.json({
        token: 'fresh',
        expires_at: '2026-03-14T09:56:53Z',
        ttl_s: 1800,
      });
    }),
  );
  await login('ada', 'schlüssel');
  expect(sent).toBe(`Basic ${Buffer.from('ada:schlüssel').toString('base64')}`);
  expect(readToken()).toBe('fresh');
});

test('no answer at all says that dsforge is not running', async () => {
  server.use(http.get(api('/models'), () => HttpResponse.error()));
  await expect(unwrap(client.GET('/models'))).rejects.toBeInstanceOf(OfflineError);
  expect(connected.get()).toBe(false);
});

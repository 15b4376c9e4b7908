import { screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import type { Schema } from '../../api/schema';
import { renderPage } from '../../test/render';
import { api, server } from '../../test/server';
import { AboutSettings } from './AboutSettings';

let checks: boolean;
let state: Partial<Schema<'UpdateState'>>;

beforeEach(() => {
  checks = false;
  state = {};
  server.use(
    http.get(api('/health'), () => HttpResponse.json({ status: 'ok', version: '0.1.0' })),
    http.get(api('/user/preferences'), () =>
      HttpResponse.json({ username: 'ada', name: 'Ada', check_updates: checks, ui: {} }),
    ),
    http.put(api('/user/preferences'), async ({ request }) => {
      ({ check_updates: checks } = (await request.json()) as { check_updates: boolean });
      return new HttpResponse(null, { status: 204 });
    }),
    http.get(api('/updates'), () =>
      HttpResponse.json({ current: '0.1.0', available: null, checks, can_update: true, ...state }),
    ),
  );
});

test('nothing is said of new versions until the person wants to know', async () => {
  state = { available: '0.2.0' };
  const { user } = renderPage(<AboutSettings />);
  const wish = await screen.findByRole('switch', { name: 'Look for new versions' });
  expect(wish).not.toBeChecked();
  expect(screen.queryByText(/is there\. Run/)).not.toBeInTheDocument();
  await user.click(wish);
  expect(await screen.findByText(/dsforge 0\.2\.0 is there\. Run/)).toBeInTheDocument();
});

test('the newest version says so', async () => {
  checks = true;
  renderPage(<AboutSettings />);
  expect(await screen.findByText('This is the newest version.')).toBeInTheDocument();
});

test('a failed look says why, and a build without a key that it cannot tell', async () => {
  server.use(
    http.get(api('/updates'), () =>
      HttpResponse.json({ detail: 'the releases of dsforge cannot be had' }, { status: 502 }),
    ),
  );
  const { unmount } = renderPage(<AboutSettings />);
  expect(await screen.findByText('The releases cannot be looked up')).toBeInTheDocument();
  unmount();
  server.resetHandlers(
    http.get(api('/health'), () => HttpResponse.json({ status: 'ok', version: '0.1.0' })),
    http.get(api('/user/preferences'), () => HttpResponse.json({ check_updates: false, ui: {} })),
    http.get(api('/updates'), () =>
      HttpResponse.json({ current: '0.1.0', available: null, checks: false, can_update: false }),
    ),
  );
  renderPage(<AboutSettings />);
  expect(await screen.findByText(/cannot tell/)).toBeInTheDocument();
  expect(screen.queryByRole('switch')).not.toBeInTheDocument();
});

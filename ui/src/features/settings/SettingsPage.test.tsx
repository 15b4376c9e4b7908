import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import type { Schema } from '../../api/schema';
import { renderPage } from '../../test/render';
import { api, server } from '../../test/server';
import { Toaster } from '../../ui/toast';
import { SettingsPage } from './SettingsPage';

const ollama: Schema<'Server'> = {
  name: 'ollama',
  kind: 'ollama',
  address: 'http://127.0.0.1:11434',
  local: true,
  state: 'ok',
  message: null,
  version: '0.12.3',
};
const demo: Schema<'Server'> = {
  name: 'demo',
  kind: 'demo',
  address: null,
  local: true,
  state: 'ok',
  message: null,
  version: null,
};
const provider: Schema<'Provider'> = {
  id: 0,
  name: 'ollama',
  kind: 'ollama',
  address: 'http://127.0.0.1:11434',
  has_key: false,
  enabled: true,
  position: 0,
  width: null,
  built_in: true,
  local: true,
  hint: null,
};
const model = (name: string, change: Partial<Schema<'ModelDetails'>> = {}) => ({
  name,
  server: 'ollama',
  demo: false,
  local: true,
  capabilities: ['completion'],
  context_length: 8192,
  size: 3_300_000_000,
  parameter_size: '4.3B',
  loaded: false,
  loading: false,
  digest: null,
  ...change,
});
const models = [
  model('gemma3:4b'),
  model('qwen3-coder:480b-cloud', { local: false }),
  model('demo/writer', { demo: true, server: 'demo' }),
];

let preferences: Schema<'Preferences'>;
let saved: unknown[];

beforeEach(() => {
  preferences = {
    username: 'ada',
    name: 'Ada',
    default_gen_model: 'gemma3:4b',
    default_para_model: null,
    recovery_confirmed: true,
    check_updates: false,
    refuse_near_copies: false,
    ui: {},
  };
  saved = [];
  server.use(
    http.get(api('/health'), () => HttpResponse.json({ status: 'ok', version: '0.1.0' })),
    http.get(api('/updates'), () =>
      HttpResponse.json({ current: '0.1.0', available: null, checks: false, can_update: true }),
    ),
    http.get(api('/models/details'), () => HttpResponse.json({ servers: [ollama, demo], models })),
    http.get(api('/user/preferences'), () => HttpResponse.json(preferences)),
    http.put(api('/user/preferences'), async ({ request }) => {
      const change = (await request.json()) as Schema<'PreferencesInput'>;
      saved.push(change);
      preferences = { ...preferences, ...change } as Schema<'Preferences'>;
      return new HttpResponse(null, { status: 204 });
    }),
    http.get(api('/providers'), () => HttpResponse.json([provider])),
  );
});

const open = (tab: string) =>
  renderPage(
    <>
      <SettingsPage />
      <Toaster />
    </>,
    `/settings?tab=${tab}`,
  );

test('the models in use and the servers are shown', async () => {
  const { container } = open('models');
  await screen.findByText('Connected');
  await screen.findByLabelText('Generation');
  expect(container).toMatchSnapshot();
});

test('choosing a cloud model as a default is saved and says that data leaves', async () => {
  const { user } = open('models');
  (await screen.findByLabelText('Paraphrase')).focus();
  await user.keyboard('{Enter}');
  const cloud = await screen.findByRole('option', { name: /qwen3-coder:480b-cloud/ });
  expect(cloud).toHaveTextContent('cloud');
  expect(screen.getByRole('option', { name: /demo\/writer/ })).toHaveTextContent('demo');
  await user.click(cloud);
  expect(await screen.findByText(/leave this computer/)).toBeVisible();
  expect(saved).toEqual([{ default_para_model: 'qwen3-coder:480b-cloud' }]);
});

test('a default that its server no longer has is named', async () => {
  preferences.default_gen_model = 'llama3.2:3b';
  open('models');
  expect(await screen.findByText('llama3.2:3b is not there right now.')).toBeVisible();
});

test('single-letter keys can be turned off', async () => {
  const { user } = open('appearance');
  await user.click(await screen.findByLabelText('Single-letter keys'));
  await waitFor(() => expect(saved).toEqual([{ ui: { single_keys: false } }]));
});

test('the theme changes at once', async () => {
  const { user } = open('appearance');
  await user.click(await screen.findByRole('radio', { name: 'Dark' }));
  expect(document.documentElement.dataset.theme).toBe('dark');
  await user.click(screen.getByRole('radio', { name: 'Light' }));
  expect(document.documentElement.dataset.theme).toBe('light');
});

test('quitting asks first and then says that the tab can be closed', async () => {
  server.use(http.post(api('/quit'), () => new HttpResponse(null, { status: 204 })));
  const { user } = open('about');
  expect(await screen.findByText('0.1.0')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Quit dsforge' }));
  const question = screen.getByRole('dialog', { name: 'Quit dsforge?' });
  await user.click(within(question).getByRole('button', { name: 'Quit dsforge' }));
  expect(await screen.findByText('You can close this tab.')).toBeVisible();
});

test('somebody who never confirmed the recovery code is reminded until they do', async () => {
  preferences.recovery_confirmed = false;
  const { user } = open('appearance');
  await user.click(await screen.findByRole('button', { name: 'I have stored it' }));
  await waitFor(() => expect(screen.queryByText(/recovery code is stored/)).toBeNull());
  expect(saved).toEqual([{ recovery_confirmed: true }]);
});

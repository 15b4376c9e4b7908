import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, test } from 'vitest';
import { pulls } from '../../api/pulls';
import type { Schema } from '../../api/schema';
import { renderPage } from '../../test/render';
import { api, server } from '../../test/server';
import { Toaster } from '../../ui/toast';
import { ModelServers } from './ModelServers';

const ollama: Schema<'Provider'> = {
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
const hosted: Schema<'Provider'> = {
  ...ollama,
  id: 7,
  name: 'hosted',
  kind: 'openai',
  address: 'https://models.example/v1',
  has_key: true,
  position: 1,
  built_in: false,
  local: false,
  hint: 'Prompts and answers go to models.example.',
};

let providers: Schema<'Provider'>[];
let states: Record<string, Pick<Schema<'Server'>, 'state' | 'message'>>;
let models: Schema<'ModelDetails'>[];
let sent: { method: string; path: string; body: unknown }[];

const note = async ({ request }: { request: Request }) => {
  const text = await request.text();
  const { pathname } = new URL(request.url);
  sent.push({ method: request.method, path: pathname, body: text && JSON.parse(text) });
};

beforeEach(() => {
  providers = [ollama, hosted];
  states = {};
  sent = [];
  models = [
    {
      name: 'ollama/qwen3:8b',
      server: 'ollama',
      demo: false,
      local: true,
      capabilities: ['completion', 'tools', 'thinking'],
      context_length: 131_072,
      size: 5_200_000_000,
      parameter_size: '8.2B',
      loaded: true,
      loading: false,
      digest: null,
    },
  ];
  pulls.set([]);
  server.use(
    http.get(api('/providers'), () => HttpResponse.json(providers)),
    http.get(api('/models/details'), () =>
      HttpResponse.json({
        servers: providers.map(({ name, kind, address, local }) => ({
          name,
          kind,
          address,
          local,
          version: null,
          ...(states[name] ?? { state: 'ok', message: null }),
        })),
        models,
      }),
    ),
    http.post(api('/providers'), async (asked) => {
      await note(asked);
      return HttpResponse.json({ ...hosted, id: 8 }, { status: 201 });
    }),
    http.put(api('/providers/:id'), async (asked) => {
      await note(asked);
      return new HttpResponse(null, { status: 204 });
    }),
    http.delete(api('/providers/:id'), async (asked) => {
      await note(asked);
      return new HttpResponse(null, { status: 204 });
    }),
  );
});

async function open() {
  const view = renderPage(
    <main id="main">
      <ModelServers />
      <Toaster />
    </main>,
  );
  await screen.findByText('https://models.example/v1');
  return view;
}

async function choose(user: Awaited<ReturnType<typeof open>>['user'], item: string) {
  await user.click(screen.getByRole('button', { name: 'What can be done with hosted' }));
  await user.click(await screen.findByRole('menuitem', { name: item }));
}

describe('a model server', () => {
  test('is shown with its state, its marks and what its models can do', async () => {
    const { container } = await open();
    expect(await screen.findAllByText('Connected')).toHaveLength(2);
    expect(screen.getByText('Prompts leave your network')).toBeVisible();
    expect(screen.getByText(/a key is stored/)).toBeVisible();
    expect(screen.getByText(/128k context · in memory/)).toBeInTheDocument();
    expect(container).toMatchSnapshot();
  });

  test.each([
    ['unreachable', 'Not reachable', 'Start it with ollama serve.'],
    ['no_models', 'No models', 'Get one with ollama pull gemma3:4b.'],
    ['too_old', 'Too old', 'Install the current version.'],
    ['loading', 'Loading', 'It is still loading its model.'],
    ['unauthorized', 'Key refused', 'Give it another key.'],
    ['unusable', 'No model server', 'Something else answers there.'],
  ] as const)('that is %s says what to do next', async (state, word, message) => {
    states.hosted = { state, message };
    await open();
    expect(await screen.findByText(word)).toBeVisible();
    expect(screen.getByText(message)).toBeVisible();
  });

  test('is tried on demand', async () => {
    server.use(
      http.post(api('/providers/7/test'), () =>
        HttpResponse.json({
          state: 'unauthorized',
          message: 'hosted refuses the key. Give it another one.',
          version: null,
          models: [],
          seconds: 0.2,
        }),
      ),
    );
    const { user } = await open();
    await user.click(screen.getByRole('button', { name: 'Test hosted' }));
    expect(await screen.findByText('hosted refuses the key. Give it another one.')).toBeVisible();
  });

  test('is added with a key', async () => {
    const { user } = await open();
    await user.click(screen.getByRole('button', { name: 'Add a server' }));
    const dialog = screen.getByRole('dialog');
    await user.click(within(dialog).getByRole('radio', { name: 'OpenAI-compatible' }));
    await user.type(within(dialog).getByLabelText('Name'), 'lab');
    await user.type(within(dialog).getByLabelText('Address'), 'http://127.0.0.1:8080');
    await user.type(within(dialog).getByLabelText('API key'), 'sk-lab');
    await user.click(within(dialog).getByRole('button', { name: 'Add the server' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(sent).toEqual([
      {
        method: 'POST',
        path: '/api/providers',
        body: {
          name: 'lab',
          kind: 'openai',
          address: 'http://127.0.0.1:8080',
          enabled: true,
          api_key: 'sk-lab',
        },
      },
    ]);
  });

  test('keeps its key unless that is replaced, and does not take it to another address', async () => {
    const { user } = await open();
    await choose(user, 'Edit');
    const dialog = await screen.findByRole('dialog', { name: 'Change hosted' });
    expect(within(dialog).getByText('A key is stored.')).toBeVisible();
    const address = within(dialog).getByLabelText('Address');
    await user.type(address, '/proxy');
    expect(within(dialog).getByLabelText('API key')).toHaveAccessibleDescription(
      /not sent to another one/,
    );
    await user.type(address, '{Backspace>6/}');
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).not.toHaveProperty('api_key');
  });

  test('with a name that is taken stays as it was and says so under the name', async () => {
    server.use(
      http.put(api('/providers/7'), () =>
        HttpResponse.json({ detail: 'There is a lab already.', field: 'name' }, { status: 400 }),
      ),
    );
    const { user } = await open();
    await choose(user, 'Edit');
    const dialog = await screen.findByRole('dialog', { name: 'Change hosted' });
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(within(dialog).getByLabelText('Name')).toHaveAccessibleDescription(
        /There is a lab already/,
      ),
    );
  });

  test('is removed after a question', async () => {
    const { user } = await open();
    await choose(user, 'Remove');
    const question = await screen.findByRole('dialog', { name: 'Remove hosted?' });
    expect(question).toHaveTextContent('its key is deleted');
    await user.click(within(question).getByRole('button', { name: 'Remove the server' }));
    await waitFor(() => expect(sent[0]).toMatchObject({ method: 'DELETE' }));
  });

  test('of the settings is not changed here', async () => {
    await open();
    expect(screen.getByText(/set by OLLAMA_HOST/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'What can be done with ollama' })).toBeNull();
  });

  test('that cannot be listed can be asked for again', async () => {
    server.use(
      http.get(api('/providers'), () =>
        HttpResponse.json({ detail: 'The list broke.' }, { status: 400 }),
      ),
    );
    renderPage(<ModelServers />);
    expect(await screen.findByRole('alert')).toHaveTextContent('The list broke.');
    expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
  });
});

describe('getting a model', () => {
  function serve(...events: [string, object][]) {
    const text = events.map(([kind, data]) => `event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`);
    const encoder = new TextEncoder();
    let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start: (opened) => {
        controller = opened;
        opened.enqueue(encoder.encode(text.join('')));
      },
    });
    server.use(
      http.post(api('/models/pull'), async (asked) => {
        await note(asked);
        return new HttpResponse(body, { headers: { 'Content-Type': 'text/event-stream' } });
      }),
    );
    return () => controller?.close();
  }

  async function get() {
    const view = await open();
    await view.user.click(screen.getByRole('button', { name: 'Get a model for ollama' }));
    await view.user.type(screen.getByLabelText('Model'), 'gemma3:4b{Enter}');
    return view;
  }

  test('shows how far it is and can be called off', async () => {
    serve(['progress', { status: 'pulling', total: 3_300_000_000, completed: 1_200_000_000 }]);
    const { user } = await get();
    expect(await screen.findByText(/1.2 GB of 3.3 GB/)).toBeVisible();
    expect(sent[0]?.body).toEqual({ model: 'gemma3:4b', server: 'ollama' });
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(await screen.findByRole('button', { name: 'Get a model for ollama' })).toBeVisible();
  });

  test('says when the model is there', async () => {
    serve(['end', { finished: true, detail: null }])();
    await get();
    expect(await screen.findByText('gemma3:4b is there.')).toBeVisible();
  });

  test('says why it did not work and offers to try again', async () => {
    serve(['end', { finished: false, detail: 'No such model in the library.' }])();
    await get();
    expect(await screen.findByRole('alert')).toHaveTextContent('No such model in the library.');
    expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
  });
});

import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, test, vi } from 'vitest';
import { layOut, renderDatasetPage } from '../../test/dataset-page';
import { modelsOf } from '../../test/models';
import { api, server } from '../../test/server';
import { ExamplesPage } from './ExamplesPage';
import { example, serveExamples } from './examples.fixture';

layOut(1100, 700);

const called = example(2, {
  tool_calls: [
    { name: 'lookup_clause', arguments: { number: 2 } },
    { name: 'lookup_law', arguments: {}, raw: '{"law":', error: 'It ends too early.' },
  ],
  alternatives: [
    { kind: 'original', output: 'You may leave at once.', tool_calls: [], reason: null },
    { kind: 'rejected', output: 'No idea.', tool_calls: [], reason: 'too short' },
  ],
  output: 'You may leave in May.',
});
const open = (search: string) => renderDatasetPage('examples', <ExamplesPage />, search);
const pane = (id: number) => screen.findByRole('complementary', { name: `Example ${id}` });

describe('the pane', () => {
  test('opens from the table, goes to the next example, and closes', async () => {
    serveExamples([example(3), called, example(1)]);
    const { user, address } = open('');
    await user.click(await screen.findByText('Clause 3 means you may leave after three months.'));
    const first = await pane(3);
    expect(within(first).getByRole('button', { name: 'Previous example' })).toBeDisabled();
    await user.click(within(first).getByRole('button', { name: 'Next example' }));
    await pane(2);
    expect(address()).toBe('/d/1/examples?row=2');
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('complementary')).toBeNull();
    expect(address()).toBe('/d/1/examples');
  });

  test('shows the conversation, and calls with whether they fit', async () => {
    serveExamples([called]);
    open('?row=2');
    const assistant = await screen.findByRole('region', { name: 'Assistant' });
    expect(assistant.textContent).toMatchInlineSnapshot(
      `"AssistantYou may leave in May.Calls lookup_clausematches schema{ "number": 2 }Calls lookup_lawdoes not parseIt ends too early.{"law":"`,
    );
    expect(screen.getByRole('region', { name: 'System' })).toHaveTextContent('plain words');
  });

  test('of several turns the first question and the last answer can be changed', async () => {
    const messages = [
      { role: 'user' as const, content: 'What of defects?' },
      { role: 'assistant' as const, content: 'Tell the landlord.' },
      { role: 'user' as const, content: 'By letter?' },
      { role: 'assistant' as const, content: 'Yes.' },
    ];
    serveExamples([example(1, { messages, variation_prompt: 'What of defects?', output: 'Yes.' })]);
    open('?row=1');
    const side = await pane(1);
    const said = await within(side).findAllByRole('region', { name: /^(User|Assistant)$/ });
    expect(said.map(({ textContent }) => textContent)).toEqual([
      expect.stringContaining('What of defects?'),
      expect.stringContaining('Tell the landlord.'),
      expect.stringContaining('By letter?'),
      expect.stringContaining('Yes.'),
    ]);
  });

  test('a conversation goes on as a card in Generate', async () => {
    serveExamples([example(1)]);
    let body: unknown;
    server.use(
      http.post(api('/datasets/1/examples/1/continue'), async ({ request }) => {
        body = await request.json();
        return HttpResponse.json({ id: 9 }, { status: 201 });
      }),
    );
    const { user, address } = open('?row=1');
    await user.click(await within(await pane(1)).findByRole('button', { name: 'Continue' }));
    await waitFor(() => expect(address()).toBe('/d/1/generate?run=9'));
    expect(body).toEqual({ model: 'gemma3:4b' });
  });

  test('an edit is counted, shown against what is saved, and saved by its key', async () => {
    const state = serveExamples([example(1)]);
    const { user } = open('?row=1');
    const side = await pane(1);
    await user.click(await within(side).findByRole('button', { name: 'Edit the answer' }));
    await user.paste(' Ask Ada.');
    await user.click(within(side).getByRole('tab', { name: 'Chat' }));
    expect(side).toHaveTextContent('1 unsaved edit');
    expect(side.querySelector('ins')).toHaveTextContent('Ask Ada.');
    await user.click(within(side).getByRole('button', { name: '4 stars' }));
    expect(side).toHaveTextContent('2 unsaved edits');
    await user.keyboard('{Control>}s{/Control}');
    expect(await screen.findByText('Example 1 saved')).toBeVisible();
    expect(state.saved[0]?.body).toEqual({
      output: 'Clause 1 means you may leave after three months. Ask Ada.',
      rating: 4,
    });
    expect(side).not.toHaveTextContent('unsaved');
  });

  test('tags and a note are edits too, and can be discarded', async () => {
    const state = serveExamples([example(1, { tags: ['lease'] })]);
    const { user } = open('?row=1');
    const side = await pane(1);
    await user.type(await within(side).findByRole('textbox', { name: 'Tags' }), 'notice,');
    await user.click(within(side).getByLabelText('Note'));
    await user.paste('Check with Grace');
    expect(within(side).getByRole('list', { name: 'Tags' })).toHaveTextContent('leasenotice');
    expect(side).toHaveTextContent('2 unsaved edits');
    await user.click(within(side).getByRole('button', { name: 'Discard' }));
    expect(within(side).getByRole('list', { name: 'Tags' })).toHaveTextContent(/^lease$/);
    expect(within(side).getByLabelText('Note')).toHaveValue('');
    expect(state.saved).toEqual([]);
  });

  test('compares the answer with those it won over', async () => {
    serveExamples([called]);
    open('?row=2&tab=diff');
    const side = await pane(2);
    await waitFor(() => expect(side.querySelector('del')).toHaveTextContent('at once'));
    expect(side.querySelector('ins')).toHaveTextContent('in May');
  });

  test('shows the line of a format, or why there is none', async () => {
    serveExamples([called]);
    server.use(
      http.get(api('/export_templates'), () =>
        HttpResponse.json([{ id: 'mlx_chat', name: 'MLX Chat', category: 'SFT', template: '' }]),
      ),
      http.get(api('/datasets/1/export/preview'), ({ request }) => {
        const query = new URL(request.url).searchParams;
        expect(query.get('ids')).toBe('2');
        return HttpResponse.json({
          lines: [{ example_id: 2, text: '{"messages":[]}' }],
          total: 1,
          file_name: 'contract-clauses.mlx_chat.20260314.jsonl',
        });
      }),
    );
    open('?row=2&tab=exported');
    const side = await pane(2);
    await waitFor(() => expect(side.querySelector('code')).toHaveTextContent('{"messages":[]}'));
  });

  test('shows it as the model will see it once a chat template is added from its file', async () => {
    serveExamples([example(2)]);
    const kept: object[] = [];
    server.use(
      http.get(api('/chat_templates'), () => HttpResponse.json(kept)),
      http.post(api('/chat_templates/read'), async ({ request }) => {
        expect(await request.text()).toBe('{"chat_template":"…"}');
        return HttpResponse.json({ template: '{{ x }}', bos_token: '', eos_token: '<|im_end|>' });
      }),
      http.post(api('/chat_templates'), async ({ request }) => {
        kept.push({ id: 1, created_at: '', ...((await request.json()) as object) });
        return HttpResponse.json(kept[0], { status: 201 });
      }),
      http.post(api('/chat_templates/1/render'), async ({ request }) => {
        expect(await request.json()).toEqual({ dataset_id: 1, example_id: 2 });
        return HttpResponse.json({
          text: 'Who pays?<|im_end|>The tenant.<|im_end|>',
          loss_mask: { method: 'prefix', spans: [{ start: 19, end: 40 }] },
        });
      }),
    );
    const { user } = open('?row=2&tab=model');
    const side = await pane(2);
    await user.click(await within(side).findByRole('button', { name: 'Add a chat template' }));
    const dialog = await screen.findByRole('dialog', { name: 'Add a chat template' });
    const file = new File(['{"chat_template":"…"}'], 'tokenizer_config.json');
    await user.upload(within(dialog).getByLabelText('File of the model'), file);
    await waitFor(() => expect(within(dialog).getByLabelText('Template')).toHaveValue('{{ x }}'));
    await user.type(within(dialog).getByLabelText('Name'), 'Qwen2.5 7B');
    await user.click(within(dialog).getByRole('button', { name: 'Add' }));
    await waitFor(() => expect(side.querySelector('pre')).toHaveTextContent('Who pays?'));
    const learned = [...side.querySelectorAll('pre mark')].map((part) => part.textContent);
    expect(learned).toEqual(['The tenant.', '<|im_end|>']);
  });

  test('takes a chat template from a model server, or says why there is none', async () => {
    serveExamples([example(2)]);
    server.use(
      http.get(api('/models/details'), () =>
        HttpResponse.json(modelsOf({}, { name: 'llama3.2:3b' })),
      ),
      http.get(api('/chat_templates'), () => HttpResponse.json([])),
      http.post(api('/chat_templates/from_server'), async ({ request }) => {
        const { model } = (await request.json()) as { model: string };
        return model === 'gemma3:4b'
          ? HttpResponse.json({ detail: 'Ollama has it in its own language.' }, { status: 400 })
          : HttpResponse.json({ template: '{{ x }}', bos_token: '<s>', eos_token: '</s>' });
      }),
    );
    const { user } = open('?row=2&tab=model');
    const side = await pane(2);
    await user.click(await within(side).findByRole('button', { name: 'Add a chat template' }));
    const dialog = await screen.findByRole('dialog', { name: 'Add a chat template' });
    const choose = async (model: string) => {
      await user.click(await within(dialog).findByLabelText('Take it from a model server'));
      await user.click(await screen.findByRole('option', { name: model }));
    };
    await choose('gemma3:4b');
    expect(await within(dialog).findByRole('alert')).toHaveTextContent('in its own language');
    await choose('llama3.2:3b');
    await waitFor(() => expect(within(dialog).getByLabelText('Template')).toHaveValue('{{ x }}'));
    expect(within(dialog).getByLabelText('Name')).toHaveValue('llama3.2:3b');
    expect(within(dialog).getByLabelText('Start token')).toHaveValue('<s>');
  });

  test('deletes its example and closes', async () => {
    const state = serveExamples([example(2), example(1)]);
    const { user } = open('?row=2');
    const side = await pane(2);
    await user.click(within(side).getByRole('button', { name: 'Delete this example' }));
    expect(await screen.findByText('1 example deleted')).toBeVisible();
    await waitFor(() => expect(side).not.toBeInTheDocument());
    expect(state.examples.map(({ id }) => id)).toEqual([1]);
  });

  test('an example that is gone is said, and the table stays', async () => {
    serveExamples([example(1)]);
    server.use(
      http.get(api('/datasets/1/examples/99'), () =>
        HttpResponse.json({ detail: 'There is no example 99.' }, { status: 404 }),
      ),
    );
    open('?row=99');
    expect(await screen.findByRole('alert')).toHaveTextContent('There is no example 99.');
    expect(screen.getByRole('grid')).toBeVisible();
  });

  test('covers a phone, keeps the focus, and gives the page back', async () => {
    vi.spyOn(window, 'matchMedia').mockImplementation((media) =>
      Object.assign(new EventTarget(), {
        matches: media.includes('max-width'),
        media,
        onchange: null,
        addListener: () => {},
        removeListener: () => {},
      }),
    );
    serveExamples([example(1)]);
    const { user } = open('?row=1');
    const sheet = await screen.findByRole('dialog', { name: 'Example 1' });
    await waitFor(() => expect(sheet).toHaveFocus());
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

test('an edit that was left behind is there again', async () => {
  serveExamples([example(1)]);
  server.use(
    http.get(api('/drafts'), () => HttpResponse.json([{ key: 'examples-1' }])),
    http.get(api('/drafts/examples-1'), () =>
      HttpResponse.json({
        key: 'examples-1',
        value: { 1: { rev: 1, change: { output: 'Written before the window closed.' } } },
        updated_at: '2026-03-14T09:26:53Z',
      }),
    ),
  );
  open('?row=1');
  expect(await screen.findByText('1 unsaved edit')).toBeVisible();
  expect(screen.getByRole('row', { name: /Written before the window closed/ })).toBeVisible();
});

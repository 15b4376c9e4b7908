import { configure, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { toast as sonner } from 'sonner';
import { afterEach, expect, test, vi } from 'vitest';
import { findEditor, write } from '../../test/editor';
import { renderPage } from '../../test/render';
import { api, server } from '../../test/server';
import { ActionsSlot, PageSlotsProvider, TitleSlot } from '../../ui/Page';
import { Toaster } from '../../ui/toast';
import { TemplateBuilder } from './TemplateBuilder';
import { TemplatePage } from './TemplatePage';
import { toDraft } from './template-draft';
import { aTemplate, lookUpLaw, serveTemplate } from './testing';

vi.mock('@tanstack/react-router', async (original) => ({
  ...(await original<typeof import('@tanstack/react-router')>()),
  useParams: () => ({ id: 12 }),
}));

// Toasts outlive the page that showed them.
afterEach(() => void sonner.dismiss());
// A whole builder in jsdom takes its time where several builds share two cores.
configure({ asyncUtilTimeout: 4000 });
vi.setConfig({ testTimeout: 20_000 });

const page = () =>
  renderPage(
    <PageSlotsProvider>
      <TitleSlot />
      <ActionsSlot />
      <TemplatePage />
      <Toaster />
    </PageSlotsProvider>,
  );

const withTool = () => aTemplate({ is_tool_calling_template: true, tool_definitions: [lookUpLaw] });

test('a template opens with its prompts, slots and a preview of the first sample', async () => {
  serveTemplate(aTemplate());
  page();
  await findEditor('User prompt');
  const preview = await screen.findByRole('region', { name: 'Prompt with samples filled in' });
  expect(preview).toHaveTextContent('Explain No pets. in a calm and brief tone.');
  await screen.findByRole('button', { name: /Try it once with gemma3:4b/ });
  expect(screen.getByRole('region', { name: 'Slots' })).toMatchSnapshot();
  expect(preview).toMatchSnapshot();
});

test('a slot appears in the manager as soon as it is written, and an unused one only warns', async () => {
  serveTemplate(aTemplate());
  page();
  write(await findEditor('User prompt'), 'Explain {clause} in {language}.');
  const slots = within(screen.getByRole('region', { name: 'Slots' }));
  expect(await slots.findByLabelText('Description of language')).toBeInTheDocument();
  expect(slots.getByText('2 used · 1 not')).toBeInTheDocument();
  expect(slots.getByRole('rowheader', { name: 'tone' }).closest('tr')).toHaveTextContent(
    'Not in either prompt.',
  );
});

test('saving stores the whole template once and keeps no draft of it', async () => {
  const asked = serveTemplate(aTemplate());
  const { user } = page();
  write(await findEditor('User prompt'), 'calm', '{tone}');
  await user.type(screen.getByLabelText('Default of clause'), 'No pets.');
  expect(screen.getAllByText('not saved yet').length).toBeGreaterThan(0);
  await user.keyboard('{Control>}s{/Control}');
  expect(await screen.findByText('Saved as v5.')).toBeInTheDocument();
  expect(asked.saved).toHaveLength(1);
  expect(asked.saved[0]).toMatchObject({
    user_prompt: 'Explain {clause} in a calm tone.',
    slots: ['clause', 'tone'],
    slot_details: { clause: { default: 'No pets.', description: 'Word for word' } },
  });
  await waitFor(() => expect(asked.drafts.at(-1)).toBeNull());
  expect(screen.queryByText('not saved yet')).toBeNull();
});

test('saving what is saved already stores nothing and says so', async () => {
  const asked = serveTemplate(aTemplate());
  const { user } = page();
  await findEditor('User prompt');
  await user.keyboard('{Control>}s{/Control}');
  expect(await screen.findByText('Nothing to save: this is v4.')).toBeInTheDocument();
  expect(asked.saved).toEqual([]);
});

test('with an error in a tool, saving stores nothing and takes the caret to its line', async () => {
  const asked = serveTemplate(withTool());
  const { user } = page();
  const tool = await findEditor('Definition of look_up_law');
  write(tool, '"strng"', '"string"');
  const chip = await screen.findByRole('button', { name: /^1 error, line/ });
  expect(chip).toHaveTextContent('1 error, line 8');
  expect(screen.getByText(/not sent until line 8 is right/)).toBeInTheDocument();
  await user.keyboard('{Control>}s{/Control}');
  await waitFor(() => expect(tool.hasFocus).toBe(true));
  const { head } = tool.state.selection.main;
  expect(tool.state.doc.sliceString(head, head + 7)).toBe('"strng"');
  expect(asked.saved).toEqual([]);
});

test('the fix button under the line mends the error', async () => {
  serveTemplate(withTool());
  const { user } = page();
  const tool = await findEditor('Definition of look_up_law');
  write(tool, '"strng"', '"string"');
  await user.click(await screen.findByRole('button', { name: 'Change to “string”' }));
  expect(tool.state.doc.toString()).toContain('"paragraph": { "type": "string" }');
  await waitFor(() => expect(screen.queryByText(/1 error/)).toBeNull());
});

test('JSON that does not parse is said at once, without asking the server', async () => {
  serveTemplate(withTool());
  page();
  const tool = await findEditor('Definition of look_up_law');
  write(tool, '"function"', '"function",');
  expect(await screen.findByText('A comma is missing before this.')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Add the comma' })).toBeInTheDocument();
});

test('the refusal of a save leads to the field that it names', async () => {
  serveTemplate(aTemplate());
  server.use(
    http.put(api('/templates/12'), () =>
      HttpResponse.json(
        { detail: 'The prompt is longer than 4 MiB.', field: 'user_prompt' },
        { status: 400 },
      ),
    ),
  );
  const { user } = page();
  const prompt = await findEditor('User prompt');
  write(prompt, 'Explain {clause}.');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('The prompt is longer than 4 MiB.')).toBeInTheDocument();
  await waitFor(() => expect(prompt.hasFocus).toBe(true));
});

test('what was not saved is back on return, and can be discarded and taken back', async () => {
  const draft = { ...toDraft(aTemplate()), user_prompt: 'Explain {clause} in one sentence.' };
  serveTemplate(aTemplate(), { version: 3, draft });
  const { user } = page();
  const prompt = await findEditor('User prompt');
  expect(prompt.state.doc.toString()).toBe('Explain {clause} in one sentence.');
  expect(screen.getByText(/Your unsaved changes to v3 are back. v4 was saved since/)).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Discard them' }));
  expect(prompt.state.doc.toString()).toBe('Explain {clause} in a {tone} tone.');
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(prompt.state.doc.toString()).toBe('Explain {clause} in one sentence.');
});

test('a text from the history replaces the system prompt, and undo brings the text back', async () => {
  serveTemplate(aTemplate());
  const { user } = page();
  await findEditor('User prompt');
  await user.click(await screen.findByRole('button', { name: /History.*2/ }));
  await user.click(await screen.findByRole('button', { name: /You are a lawyer/ }));
  const system = await findEditor('System prompt');
  expect(system.state.doc.toString()).toBe('You are a lawyer.');
  await waitFor(() => expect(system.hasFocus).toBe(true));
  await user.keyboard('{Control>}z{/Control}');
  expect(system.state.doc.toString()).toBe('You advise tenants.');
});

test('saving the system prompt leaves other changes unsaved', async () => {
  const asked = serveTemplate(aTemplate());
  const { user } = page();
  write(await findEditor('User prompt'), 'Explain {clause}.');
  await user.click(screen.getByRole('button', { name: /^System prompt/ }));
  write(await findEditor('System prompt'), 'You advise landlords.');
  await user.click(screen.getByRole('button', { name: 'Save system prompt' }));
  expect(await screen.findByText('Saved as v5.')).toBeInTheDocument();
  expect(asked.saved[0]).toMatchObject({
    system_prompt: 'You advise landlords.',
    user_prompt: 'Explain {clause} in a {tone} tone.',
  });
  expect(screen.getAllByText('not saved yet').length).toBeGreaterThan(0);
});

test('an old version is put into the editor and stored only by a save', async () => {
  const asked = serveTemplate(aTemplate());
  const { user } = page();
  const prompt = await findEditor('User prompt');
  await user.click(screen.getAllByRole('button', { name: 'Versions, v4 is in use' })[0] as Element);
  expect(await screen.findByText('Changed: system prompt')).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Use version 3' }));
  expect(prompt.state.doc.toString()).toBe('Explain {clause}.');
  expect(await screen.findByText('v3 is in the editor. Save makes it v5.')).toBeInTheDocument();
  expect(asked.saved).toEqual([]);
});

test('renaming a slot writes the new name in both prompts', async () => {
  serveTemplate(aTemplate({ system_prompt: 'Be {tone}.' }));
  const { user } = page();
  const prompt = await findEditor('User prompt');
  await user.click(screen.getByRole('button', { name: 'More for tone' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Edit and rename' }));
  const name = await screen.findByRole('textbox', { name: 'Name' });
  await user.clear(name);
  await user.type(name, 'clause');
  expect(screen.getByText('There is a slot called clause already.')).toBeInTheDocument();
  await user.clear(name);
  await user.type(name, 'mood');
  await user.click(screen.getByRole('button', { name: 'Done' }));
  expect(prompt.state.doc.toString()).toBe('Explain {clause} in a {mood} tone.');
  expect(screen.getByRole('button', { name: /^System prompt/ })).toHaveTextContent('Be {mood}.');
});

test('a tool can be written as a form, which leaves the rest of its schema alone', async () => {
  const tool = structuredClone(lookUpLaw);
  tool.function.parameters = {
    type: 'object',
    properties: { paragraph: { type: 'string', pattern: '^§' } },
  };
  const asked = serveTemplate(
    aTemplate({ is_tool_calling_template: true, tool_definitions: [tool] }),
  );
  const { user } = page();
  await findEditor('User prompt');
  await user.click(screen.getByRole('radio', { name: 'Form' }));
  await user.click(await screen.findByRole('checkbox', { name: 'Required' }));
  await user.type(screen.getByLabelText('Description of paragraph'), 'Such as § 573');
  await user.keyboard('{Control>}s{/Control}');
  await screen.findByText('Saved as v5.');
  expect(asked.saved[0]?.tool_definitions?.[0]?.function.parameters).toEqual({
    type: 'object',
    properties: { paragraph: { type: 'string', pattern: '^§', description: 'Such as § 573' } },
    required: ['paragraph'],
  });
});

test('switching tools on brings a first tool; a second one gets a free name', async () => {
  serveTemplate(aTemplate());
  const { user } = page();
  await findEditor('User prompt');
  await user.click(screen.getByRole('switch', { name: 'The model may call tools' }));
  await findEditor('Definition of look_up as');
  await user.click(screen.getByRole('button', { name: 'Add a tool' }));
  await findEditor('Definition of look_up_2');
  await user.click(screen.getByRole('button', { name: 'Remove look_up_2' }));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(screen.getByRole('button', { name: 'look_up_2', pressed: true })).toBeInTheDocument();
});

test('the arrow keys walk through the samples', async () => {
  serveTemplate(aTemplate());
  const { user } = page();
  await findEditor('User prompt');
  screen.getByRole('button', { name: 'Next sample' }).focus();
  await user.keyboard('{ArrowRight}');
  expect(screen.getByText('sample 2 of 2')).toBeInTheDocument();
  expect(screen.getByRole('region', { name: /samples filled in/ })).toHaveTextContent(
    'Rent is due.',
  );
  await user.keyboard('{ArrowRight}');
  expect(screen.getByText('sample 1 of 2')).toBeInTheDocument();
});

test('a template that is not there is said to be missing', async () => {
  serveTemplate(aTemplate());
  server.use(
    http.get(api('/templates/12'), () =>
      HttpResponse.json({ detail: 'There is no template 12.' }, { status: 404 }),
    ),
  );
  page();
  expect(await screen.findByText('There is no such template')).toBeInTheDocument();
  expect(screen.getByText('There is no template 12.')).toBeInTheDocument();
});

test('an archived template says so and can be taken out again', async () => {
  serveTemplate(aTemplate({ archived: true }));
  let body: unknown;
  server.use(
    http.put(api('/templates/12/archive'), async ({ request }) => {
      body = await request.json();
      return new HttpResponse(null, { status: 204 });
    }),
  );
  const { user } = renderPage(
    <TemplateBuilder template={aTemplate({ archived: true })} kept={null} />,
  );
  await user.click(await screen.findByRole('button', { name: 'Take out of the archive' }));
  await waitFor(() => expect(body).toEqual({ archived: false }));
});

/** A call that does not fit is repaired, gets its result, and the conversation becomes one example. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkAccess, openWindow, picture } from './browser.mjs';
import { signUp } from './caller.mjs';
import { answered, card, signIn } from './person.mjs';
import { startDsforge, startOllama } from './programs.mjs';

const TEMPLATE = {
  name: 'Find the deadline',
  user_prompt: 'When does the tenant have to act? {clause}',
  slots: ['clause'],
  slot_details: {
    clause: { default: 'The deposit is due on the first. fault:wrong-call', samples: [] },
  },
  is_tool_calling_template: true,
  tool_definitions: [
    {
      type: 'function',
      function: {
        name: 'find_deadline',
        parameters: {
          type: 'object',
          properties: { clause: { type: 'string' } },
          required: ['clause'],
          additionalProperties: false,
        },
      },
    },
  ],
};

test('a wrong call is repaired, gets its result and becomes one example with the answer after it', async () => {
  const ollama = await startOllama();
  const dsforge = await startDsforge({ env: { OLLAMA_HOST: ollama.url } });
  const window = await openWindow();
  const { page } = window;
  try {
    const api = await signUp(dsforge.url);
    await api('PUT', '/user/preferences', {
      default_gen_model: 'llama3.2:3b',
      recovery_confirmed: true,
    });
    const { id: template } = await api('POST', '/templates', TEMPLATE);
    const { id: dataset } = await api('POST', '/datasets', { name: 'deadlines' });
    await page.goto(`${dsforge.url}/d/${dataset}/generate?t=${template}`);
    await signIn(page);
    await page.getByRole('combobox', { name: 'Calls' }).waitFor();
    await page.keyboard.press('Control+Enter');
    await answered(page, 3);

    const first = card(page, 1);
    await first.getByText('/clause').waitFor();
    await checkAccess(page, 'A call that does not fit');
    await picture(page, 'conversation-wrong-call');
    await first.getByRole('button', { name: 'Repair' }).click();
    await first.getByText('matches schema').waitFor();

    await first.getByRole('button', { name: 'Give the result' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Result of find_deadline').fill('{"deadline": "2026-04-01"}');
    await checkAccess(page, 'The result of a call');
    await picture(page, 'conversation-result');
    await dialog.getByRole('button', { name: /^Continue/ }).click();
    await first.getByText('Result of find_deadline').waitFor();
    await answered(page, 3);
    await picture(page, 'conversation-answer');

    await page.keyboard.press('1');
    await page.keyboard.press('a');
    await first.getByText('Starred').first().waitFor();
    await page.keyboard.press('Shift+Enter');
    await page
      .getByText(/Added 1 example/)
      .first()
      .waitFor();
    const { items } = await api('GET', `/datasets/${dataset}/examples`);
    assert.deepEqual(
      items[0].messages.map(({ role }) => role),
      ['user', 'assistant', 'tool', 'assistant'],
    );
    assert.equal(items[0].messages[1].tool_calls[0].name, 'find_deadline');
    assert.equal(typeof items[0].messages[1].tool_calls[0].arguments.clause, 'string');
  } catch (error) {
    await picture(page, 'conversation-failed');
    await window.leave();
    throw error;
  } finally {
    await dsforge.stop();
    await ollama.stop();
    await dsforge.remove();
  }
  await window.close();
});

/** What is in a dataset is looked through: near copies go, a conversation grows on. And runs, by their keys. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkAccess, checkWidth, openWindow, picture } from './browser.mjs';
import { signUp } from './caller.mjs';
import { answered, card, signIn } from './person.mjs';
import { NO_OLLAMA, startDsforge } from './programs.mjs';

const SIZES = [
  { name: 'wide-light', width: 1440, height: 900, theme: 'light' },
  { name: 'wide-dark', width: 1440, height: 900, theme: 'dark' },
  { name: 'phone-light', width: 390, height: 844, theme: 'light' },
  { name: 'phone-dark', width: 390, height: 844, theme: 'dark' },
];

const LETTER =
  'Dear landlord, the heating in the bedroom has been cold since Monday morning, and I ask you to have it mended within seven days. Please tell me beforehand when somebody will come.';

const example = (question, output) => ({
  system_prompt: 'You write letters for tenants.',
  variation_prompt: question,
  slots: {},
  output,
});

async function withDataset(look) {
  const dsforge = await startDsforge({ env: { OLLAMA_HOST: NO_OLLAMA } });
  const window = await openWindow();
  const { page } = window;
  try {
    const api = await signUp(dsforge.url);
    await api('PUT', '/user/preferences', {
      default_gen_model: 'demo/writer',
      recovery_confirmed: true,
    });
    const { id } = await api('POST', '/datasets', { name: 'letters' });
    await api('POST', `/datasets/${id}/examples`, [
      example('Write about the heating.', LETTER),
      example('Write about the cold bedroom.', LETTER.replace('Monday', 'Tuesday')),
      example('Write about the deposit.', 'Dear landlord, please send the deposit back by Friday.'),
    ]);
    await look({ page, api, url: dsforge.url, dataset: id });
  } catch (error) {
    await picture(page, 'curating-failed');
    await window.leave();
    throw error;
  } finally {
    await dsforge.stop();
    await dsforge.remove();
  }
  await window.close();
}

async function inEverySize(page, name) {
  for (const { name: size, width, height, theme } of SIZES) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: theme });
    await page.waitForLoadState('networkidle');
    await picture(page, `${name}-${size}`);
    await checkWidth(page, `${name} (${size})`);
    await checkAccess(page, `${name} (${size})`);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
}

test('near copies stand side by side, one goes, and comes back', () =>
  withDataset(async ({ page, api, url, dataset }) => {
    await page.goto(`${url}/d/${dataset}/examples`);
    await signIn(page);
    await page.getByRole('button', { name: 'Near copies' }).click();
    const view = page.getByRole('region', { name: 'Near copies' });
    await view.getByText('Tuesday').waitFor();
    await inEverySize(page, 'near-copies');
    await view.getByRole('button', { name: 'Remove example 2' }).click();
    await view.getByText('No near copies').waitFor();
    await picture(page, 'near-copies-none');
    assert.equal((await api('GET', `/datasets/${dataset}/examples`)).total, 2);
    await page.getByRole('button', { name: 'Undo' }).click();
    await view.getByText('Tuesday').waitFor();
    assert.equal((await api('GET', `/datasets/${dataset}/examples`)).total, 3);
  }));

test('an example grows on as a card and takes its own place', () =>
  withDataset(async ({ page, api, url, dataset }) => {
    await page.goto(`${url}/d/${dataset}/examples?row=3`);
    await signIn(page);
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    const first = card(page, 1);
    await first.getByText('please send the deposit back').waitFor();
    await picture(page, 'continue-card');
    await checkAccess(page, 'An example as a card');
    await first.getByRole('button', { name: 'More for this answer' }).click();
    await page.getByRole('menuitem', { name: 'Continue the conversation' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('The user says').fill('Make it shorter.');
    await dialog.getByRole('button', { name: /^Continue/ }).click();
    await first.getByText('2 earlier turns').waitFor();
    await answered(page, 1);
    await first.getByRole('button', { name: /^Star/ }).click();
    await page.getByRole('button', { name: 'Add as new' }).waitFor();
    await picture(page, 'continue-choice');
    await checkAccess(page, 'The choice between replacing and adding');
    await page.getByRole('button', { name: /^Replace 1 example/ }).click();
    await page
      .getByText(/Replaced 1 example/)
      .first()
      .waitFor();
    const { messages } = await api('GET', `/datasets/${dataset}/examples/3`);
    assert.deepEqual(
      messages.map(({ role }) => role),
      ['system', 'user', 'assistant', 'user', 'assistant'],
    );
  }));

test('a run is made, walked through and judged by its keys', () =>
  withDataset(async ({ page, api, url }) => {
    await page.goto(`${url}/runs/new`);
    await signIn(page);
    await page.getByRole('heading', { name: 'New run' }).first().waitFor();
    await page.getByRole('button', { name: /^Start 1 answer/ }).waitFor();
    await inEverySize(page, 'new-run');
    await page.keyboard.press('Control+Enter');
    await page
      .getByRole('heading', { name: /^Run \d+/ })
      .first()
      .waitFor();
    await page.getByText('1 of 1').first().waitFor();
    await page.getByRole('list', { name: 'Answers' }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('a');
    await page.getByRole('button', { name: 'Take the star back' }).waitFor();
    await inEverySize(page, 'run');
    const { items } = await api('GET', '/runs');
    const starred = await api('GET', `/runs/${items[0].id}/candidates?verdict=starred`);
    assert.equal(starred.total, 1);
    await page.goto(`${url}/runs`);
    await page.getByText('Earlier').waitFor();
    await inEverySize(page, 'runs');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('list', { name: 'Answers' }).waitFor();
  }));

// Takes the pictures of the README: the real program (DSFORGE_BIN) with its demo models, in a folder
// of its own, filled through the API and looked at in a browser.
import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openWindow } from '../e2e/browser.mjs';
import { NO_OLLAMA, startDsforge } from '../e2e/programs.mjs';
import { examples, mended, templates } from './support-triage.mjs';

const PICTURES = new URL('../../docs/pictures/', import.meta.url);
const MOST_BYTES = 260_000;
const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 375, height: 812 };
const ADA = { username: 'ada', name: 'Ada', password: 'kettle harbour ninety moss' };
/** What the last sentence of an answer becomes when it is mended by hand. */
const MENDED = ' The second payment is on its way back.';

const dsforge = await startDsforge({ args: ['--demo'], env: { OLLAMA_HOST: NO_OLLAMA } });
const { token } = await call('POST', '/setup', ADA);
try {
  await mkdir(PICTURES, { recursive: true });
  await takeAll(await fill());
} finally {
  await dsforge.stop();
  await dsforge.remove();
}

/** Fills the dataset; gives the number of the template to show. */
async function fill() {
  await call('PUT', '/user/preferences', { recovery_confirmed: true });
  await generateWith('demo/writer');
  // What the first start made becomes the dataset, and makes room for the templates.
  await call('PUT', '/datasets/1', { name: 'support-triage' });
  await call('PUT', '/templates/1/archive', { archived: true });
  const [first, ...others] = templates;
  for (const template of others.toReversed()) await call('POST', '/templates', template);
  const { id } = await call('POST', '/templates', first);
  await call('POST', '/datasets/1/examples', examples);
  await call('PUT', `/datasets/1/examples/${examples.length}`, { output: mended });
  return id;
}

function generateWith(model) {
  return call('PUT', '/user/preferences', { default_gen_model: model });
}

async function call(method, path, body) {
  // Nobody else edits what is made here.
  const headers = { 'Content-Type': 'application/json', 'If-Match': '*' };
  // The first call is the one that brings the token.
  if (path !== '/setup') headers.Authorization = `Bearer ${token}`;
  const response = await fetch(`${dsforge.url}/api${path}`, {
    method,
    headers,
    body: JSON.stringify(body),
  });
  const text = await response.text();
  assert.ok(response.ok, `${method} ${path} answered ${response.status}: ${text}`);
  return text === '' ? null : JSON.parse(text);
}

async function takeAll(template) {
  const window = await openWindow(WIDE);
  const { page } = window;
  const open = async (path, sign) => {
    await page.goto(dsforge.url + path);
    await page.getByText(sign).first().waitFor();
    await page.waitForLoadState('networkidle');
  };
  await signIn(page, `/d/1/generate?t=${template}`);
  await audition(page);
  await beingWritten(page);
  await take(page, 'audition');

  await open(`/templates/${template}`, 'Tools offered');
  await take(page, 'templates');
  await open(`/d/1/examples?row=${examples.length}`, 'Saved');
  for (const id of [11, 10, 9]) {
    await page
      .getByRole('row', { name: new RegExp(`\\b${id}\\b`) })
      .getByRole('checkbox')
      .check();
  }
  await take(page, 'examples');
  await open('/d/1/export?fmt=openai_tools', /Download \d+ rows/);
  await take(page, 'export');

  await page.setViewportSize(PHONE);
  await open('/d/1/generate', 'Starred');
  await page.getByRole('article', { name: 'Card 2' }).focus();
  await take(page, 'phone');

  await page.setViewportSize(WIDE);
  await page.emulateMedia({ colorScheme: 'dark' });
  await generateWith('demo/tools');
  await open('/d/1/generate', 'Starred');
  await audition(page, { again: true });
  await take(page, 'dark');
  await window.close();
}

async function signIn(page, path) {
  await page.goto(dsforge.url + path);
  await page.getByLabel('Username').fill(ADA.username);
  await page.getByLabel('Password', { exact: true }).fill(ADA.password);
  await page.getByRole('button', { name: 'Unlock' }).click();
}

/** A batch of three: one starred, one mended by hand. */
async function audition(page, { again } = { again: false }) {
  await page.getByRole('button', { name: /^Generate 3/ }).click();
  if (again) await page.getByRole('button', { name: 'Generate anyway' }).click();
  for (const number of [1, 2, 3]) await star(page, number).waitFor();
  await card(page, 1).focus();
  await page.keyboard.press('a');
  await page.keyboard.press('e');
  const answer = card(page, 2).getByRole('textbox', { name: 'Answer' });
  const written = await answer.inputValue();
  await answer.fill(written.replace(/ [^.]+\.$/, MENDED));
  await page.keyboard.press('Control+Enter');
  await card(page, 2).getByText('Starred').first().waitFor();
  await card(page, 3).focus();
}

/** The third answer anew, until some words of it are there. */
async function beingWritten(page) {
  await page.keyboard.press('r');
  await page.waitForFunction(() => {
    const text = document.querySelector('[data-position="2"]')?.textContent ?? '';
    return /Writing/.test(text) && /Demo answer:( \S+){6}/.test(text);
  });
}

function card(page, number) {
  return page.getByRole('article', { name: `Card ${number}` });
}

/** The button that stars a card, once there is something to star. */
function star(page, number) {
  return card(page, number).locator('button:enabled', { hasText: /^Star/ }).first();
}

async function take(page, name) {
  const path = fileURLToPath(new URL(`${name}.png`, PICTURES));
  await page.screenshot({ path });
  const { length } = await readFile(path);
  assert.ok(length <= MOST_BYTES, `${name}.png has ${length} bytes, more than ${MOST_BYTES}`);
  process.stdout.write(`${name}.png ${Math.round(length / 1000)} kB\n`);
}

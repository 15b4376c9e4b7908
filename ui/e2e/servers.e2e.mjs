/** Model servers as people meet them: not there, without models, too old, loading. Each says what to do next. */
import { test } from 'node:test';
import { checkAccess, checkWidth, openWindow, picture } from './browser.mjs';
import { answered, setUp, signIn } from './person.mjs';
import { NO_OLLAMA, startDsforge, startOllama } from './programs.mjs';

const WINDOWS = [
  { name: 'wide-light', width: 1440, height: 900, theme: 'light' },
  { name: 'wide-dark', width: 1440, height: 900, theme: 'dark' },
  { name: 'phone-light', width: 375, height: 812, theme: 'light' },
  { name: 'phone-dark', width: 375, height: 812, theme: 'dark' },
];

/** dsforge and a window on it, with an Ollama as `switches` say, or none. */
async function withOllama(switches, look, size = {}) {
  const ollama = switches && (await startOllama(switches));
  const dsforge = await startDsforge({ env: { OLLAMA_HOST: ollama ? ollama.url : NO_OLLAMA } });
  const window = await openWindow(size);
  try {
    await setUp(window.page, dsforge.url);
    await look(window.page, dsforge.url);
  } catch (error) {
    await picture(window.page, 'servers-failed');
    await window.leave();
    throw error;
  } finally {
    await dsforge.stop();
    await dsforge.remove();
    if (ollama) await ollama.stop();
  }
  await window.close();
}

/** The same state in every window, in Generate and in the settings. */
async function lookAround(page, url, name, words) {
  for (const { name: size, width, height, theme } of WINDOWS) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: theme });
    for (const [place, path] of [
      ['generate', '/d/1/generate'],
      ['settings', '/settings?tab=models'],
    ]) {
      await page.goto(url + path);
      await page.getByText(words).first().waitFor();
      await page.waitForLoadState('networkidle');
      await picture(page, `servers-${name}-${place}-${size}`);
      await checkWidth(page, `${place} (${name}, ${size})`);
      await checkAccess(page, `${place} (${name}, ${size})`);
    }
  }
}

test('an Ollama that is not there is said to be not there, with the command that starts it', () =>
  withOllama(null, async (page, url) => {
    await lookAround(page, url, 'unreachable', /Start it with/);
    await page.getByText('ollama serve').first().waitFor();
  }));

test('an Ollama that is too old is told by its version, with where the newest one is', () =>
  withOllama(['--version', '0.4.7'], (page, url) =>
    lookAround(page, url, 'too-old', /This Ollama is version 0\.4\.7/),
  ));

test('an Ollama without models gets its first one from the page, and answers with it', () =>
  withOllama(['--empty', '--word-ms', '60'], async (page, url) => {
    await lookAround(page, url, 'no-models', /Ollama has no model yet/);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${url}/d/1/generate`);
    const get = page.getByRole('button', { name: /^Get gemma3:4b now/ });
    await get.click();
    await page.getByRole('progressbar', { name: 'Getting gemma3:4b' }).waitFor();
    await page.getByText(/MB of 3\.3 GB|GB of 3\.3 GB/).waitFor();
    await checkAccess(page, 'Getting a model');
    await picture(page, 'servers-pull-progress');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await get.waitFor();
    // What has arrived by then is there: it goes on from that.
    await get.click();
    await page.getByText(/MB of 3\.3 GB|GB of 3\.3 GB/).waitFor();
    await page.getByText('Ollama has no model yet').waitFor({ state: 'hidden' });
    await page
      .getByRole('combobox', { name: 'Model', exact: true })
      .getByText('gemma3:4b')
      .waitFor();
    await page.getByRole('button', { name: /^Generate/ }).click();
    await answered(page, 3);
    await picture(page, 'servers-pulled');
  }));

test('a pull that fails says why, and a model that is there says so', () =>
  withOllama(['--word-ms', '20'], async (page, url) => {
    await page.goto(`${url}/settings?tab=models`);
    for (const [model, words] of [
      ['clause-writer:1b', /Ollama’s library has none of this name|Ollama's library has none/],
      ['gemma3:disk-full', /disk is full/],
      ['gemma3:cut-off', /connection broke off/],
    ]) {
      await page.getByRole('button', { name: 'Get a model for ollama' }).click();
      await page.getByRole('textbox', { name: 'Model', exact: true }).fill(model);
      await page.keyboard.press('Enter');
      await page.getByText(words).waitFor();
      await checkAccess(page, `A pull of ${model}`);
      await picture(page, `servers-pull-${model.replaceAll(/\W/g, '-')}`);
      await page.getByRole('button', { name: 'Close', exact: true }).click();
    }
    await page.getByRole('button', { name: 'Get a model for ollama' }).click();
    await page.getByRole('textbox', { name: 'Model', exact: true }).fill('mistral:7b');
    await page.keyboard.press('Enter');
    await page.getByText('mistral:7b is there.').waitFor();
    await page.getByText('4 models', { exact: true }).first().waitFor();
  }));

test('a model that is read into memory says so on its card and in the settings', async () => {
  const ollama = await startOllama(['--load-ms', '6000']);
  const dsforge = await startDsforge({ env: { OLLAMA_HOST: ollama.url } });
  const window = await openWindow();
  const { page } = window;
  try {
    await setUp(page, dsforge.url);
    await page.getByRole('button', { name: /^Generate/ }).click();
    await page.getByText('Loading gemma3:4b').first().waitFor();
    await checkAccess(page, 'A model that loads');
    await picture(page, 'servers-loading-card');
    const settings = await page.context().newPage();
    await settings.goto(`${dsforge.url}/settings?tab=models`);
    await signIn(settings);
    await settings.getByText('· loading gemma3:4b').click();
    await settings.getByText('loading into memory').waitFor();
    await checkAccess(settings, 'A model that loads, in the settings');
    await picture(settings, 'servers-loading-settings');
    await settings.getByText(/· in memory/).waitFor();
    await answered(page, 3);
  } catch (error) {
    await picture(page, 'servers-loading-failed');
    await window.leave();
    throw error;
  } finally {
    await dsforge.stop();
    await dsforge.remove();
    await ollama.stop();
  }
  await window.close();
});

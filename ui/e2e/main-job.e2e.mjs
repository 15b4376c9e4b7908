/** The main job from the first start to the file, with the keyboard alone: with a model server, and with the demo. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkAccess, openWindow, picture } from './browser.mjs';
import { answered, card, download, generate, left, rewrite, setUp } from './person.mjs';
import { NO_OLLAMA, startDsforge, startOllama } from './programs.mjs';

async function mainJob(page, url, name) {
  await setUp(page, url);
  await checkAccess(page, 'Generate before the first batch');
  await generate(page);
  await picture(page, `${name}-generated`);
  await checkAccess(page, 'Generate with cards');

  // Star the first, put another in the place of the second, write the third anew.
  await page.keyboard.press('1');
  await page.keyboard.press('a');
  await card(page, 1).getByText('Starred').first().waitFor();
  await page.keyboard.press('2');
  const rejected = await card(page, 2).textContent();
  await page.keyboard.press('x');
  await page.waitForFunction(
    (before) => document.querySelector('article[aria-label="Card 2"]')?.textContent !== before,
    rejected,
  );
  await answered(page, 3);
  await page.keyboard.press('3');
  await rewrite(page, 3, 'You pay two rents as a deposit, and get them back.');
  await page.keyboard.press('Control+Enter');
  await card(page, 3).getByText('Edited').first().waitFor();
  await picture(page, `${name}-judged`);

  await page.keyboard.press('Shift+Enter');
  await page
    .getByText(/Added 2 examples/)
    .first()
    .waitFor();
  await left(page, 1);

  await page.keyboard.press('g');
  await page.keyboard.press('e');
  await page.getByRole('heading', { name: 'Examples' }).waitFor();
  await page.getByText('You pay two rents as a deposit').first().waitFor();
  await picture(page, `${name}-examples`);
  await checkAccess(page, 'Examples');

  await page.keyboard.press('g');
  await page.keyboard.press('x');
  await page.getByRole('heading', { name: 'Export' }).waitFor();
  await page
    .getByText(/Download 2 rows/)
    .first()
    .waitFor();
  await picture(page, `${name}-export`);
  await checkAccess(page, 'Export');
  const { name: file, rows } = await download(page);
  assert.match(file, /\.jsonl$/);
  assert.equal(rows.length, 2);
  const text = JSON.stringify(rows);
  assert.match(text, /You pay two rents as a deposit, and get them back\./);
  assert.match(text, /The deposit amounts to two rents\./);
}

describe('the main job, from the first start to the file, with the keyboard alone', () => {
  test('with a model server', async () => {
    const ollama = await startOllama();
    const dsforge = await startDsforge({ env: { OLLAMA_HOST: ollama.url } });
    const window = await openWindow();
    try {
      await mainJob(window.page, dsforge.url, 'ollama');
    } catch (error) {
      await picture(window.page, 'ollama-failed');
      await window.leave();
      throw error;
    } finally {
      await dsforge.stop();
      await ollama.stop();
      await dsforge.remove();
    }
    await window.close();
  });

  test('with the demo models, when no server answers', async () => {
    const dsforge = await startDsforge({ env: { OLLAMA_HOST: NO_OLLAMA } });
    const window = await openWindow({ theme: 'dark' });
    try {
      await mainJob(window.page, dsforge.url, 'demo');
    } catch (error) {
      await picture(window.page, 'demo-failed');
      await window.leave();
      throw error;
    } finally {
      await dsforge.stop();
      await dsforge.remove();
    }
    await window.close();
  });
});

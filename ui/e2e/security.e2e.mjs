/** A new recovery code and key from the settings: the old code is void, the new one opens everything. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkAccess, openWindow, picture, tabTo } from './browser.mjs';
import { PASSWORD, setUp } from './person.mjs';
import { NO_OLLAMA, startDsforge } from './programs.mjs';

/** The code that is on the page, as it is typed. */
async function readCode(page) {
  const cells = await page
    .getByRole('group', { name: /Recovery code/ })
    .locator('.font-mono')
    .allTextContents();
  return cells.join('-');
}

async function replaceCode(page) {
  await (await tabTo(page, 'button', 'Replace code and key')).press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('a wrong password');
  await page.keyboard.press('Enter');
  await page.getByText('That is not your password').waitFor();
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Keep this recovery code' }).waitFor();
  await checkAccess(page, 'the new code');
}

/** Only the sheet is printed, not the page around it. */
async function checkPrint(page, code) {
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.getByRole('dialog').isVisible(), false);
  assert.ok(await page.getByText(code, { exact: true }).isVisible());
  await page.emulateMedia({ media: 'screen' });
}

test('a new recovery code opens everything, and a backup can be downloaded', async () => {
  const dsforge = await startDsforge({ env: { OLLAMA_HOST: NO_OLLAMA } });
  const window = await openWindow();
  const { page } = window;
  try {
    await setUp(page, dsforge.url);
    await page.goto(`${dsforge.url}/settings?tab=security`);
    await replaceCode(page);
    const code = await readCode(page);
    await checkPrint(page, code);
    await (await tabTo(page, 'checkbox', /stored it/)).press('Space');
    await (await tabTo(page, 'button', 'Done')).press('Enter');
    await page.getByText('Everything has the new key').waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      (await tabTo(page, 'button', 'Download a backup')).press('Enter'),
    ]);
    assert.match(file.suggestedFilename(), /^dsforge-backup-.*\.db$/);
    assert.equal(await file.failure(), null);

    await page.keyboard.press('Control+Shift+L');
    await page.getByRole('button', { name: 'Unlock' }).waitFor();
    await page.goto(`${dsforge.url}/recover`);
    await (await tabTo(page, 'textbox', 'Username')).fill('me');
    await (await tabTo(page, 'textbox', 'Recovery code')).fill(code);
    await (await tabTo(page, 'textbox', 'New password')).fill('nine quiet harbour kettles');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Generate & audition' }).waitFor();
  } catch (error) {
    await picture(page, 'security-failed');
    await window.leave();
    throw error;
  } finally {
    await dsforge.stop();
    await dsforge.remove();
  }
  await window.close();
});

/** The session's end, a crash, and coming back: nothing that was typed or kept is lost. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkAccess, openWindow, picture, tabTo } from './browser.mjs';
import { card, generate, left, PASSWORD, rewrite, setUp, signIn } from './person.mjs';
import { NO_OLLAMA, startDsforge } from './programs.mjs';

test('a session that ends locks the page over the untouched work, and unlocking goes on', async () => {
  const dsforge = await startDsforge({ env: { OLLAMA_HOST: NO_OLLAMA, SESSION_TIMEOUT: '20s' } });
  const window = await openWindow();
  const { page } = window;
  try {
    await setUp(page, dsforge.url);
    await generate(page);
    await page.keyboard.press('1');
    await rewrite(page, 1, 'Half an answer, not kept yet');
    const lock = page.getByRole('dialog', { name: /Locked/ });
    await lock.waitFor({ timeout: 40_000 });
    await picture(page, 'session-locked');
    await checkAccess(page, 'the lock');
    await tabTo(page, 'textbox', 'Password');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await lock.waitFor({ state: 'detached' });
    assert.equal(
      await card(page, 1).getByRole('textbox').first().inputValue(),
      'Half an answer, not kept yet',
    );
    await card(page, 1).getByRole('textbox').first().focus();
    await page.keyboard.press('Control+Enter');
    await card(page, 1).getByText('Starred').first().waitFor();
  } catch (error) {
    await picture(page, 'session-failed');
    await window.leave();
    throw error;
  } finally {
    await dsforge.stop();
    await dsforge.remove();
  }
  await window.close();
});

test('what was added is there after a kill -9, and so is the deck with its unstarred cards', async () => {
  const first = await startDsforge({ env: { OLLAMA_HOST: NO_OLLAMA } });
  const window = await openWindow();
  const { page } = window;
  let second;
  try {
    await setUp(page, first.url);
    await generate(page);
    await page.keyboard.press('1');
    await page.keyboard.press('a');
    await page.keyboard.press('Shift+Enter');
    await page
      .getByText(/Added 1 example/)
      .first()
      .waitFor();
    await first.stop('SIGKILL');
    second = await first.startAgain();
    await page.reload();
    const lock = page.getByRole('dialog', { name: /Locked/ });
    await lock.waitFor();
    await tabTo(page, 'textbox', 'Username');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('me');
    await tabTo(page, 'textbox', 'Password');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await lock.waitFor({ state: 'detached' });
    await card(page, 2).waitFor();
    await card(page, 3).waitFor();
    await left(page, 2);
    await page.getByRole('link', { name: /Examples 1/ }).waitFor();
  } catch (error) {
    await picture(page, 'killed-failed');
    await window.leave();
    throw error;
  } finally {
    await second?.stop();
    await first.remove();
  }
  await window.close();
});

test('the sixth wrong password in a minute has to wait, and the right one gets in after signing out', async () => {
  const dsforge = await startDsforge({ env: { OLLAMA_HOST: NO_OLLAMA } });
  const window = await openWindow();
  const { page } = window;
  try {
    await setUp(page, dsforge.url);
    await page.keyboard.press('Control+Shift+L');
    await signIn(page);
    await page.getByRole('heading', { name: 'Generate & audition' }).waitFor();
    await page.keyboard.press('Control+Shift+L');
    await page.getByRole('button', { name: 'Unlock' }).waitFor();
    for (let attempt = 1; attempt <= 6; attempt += 1) {
      await tabTo(page, 'textbox', 'Username');
      await page.keyboard.press('Control+A');
      await page.keyboard.type('me');
      await tabTo(page, 'textbox', 'Password');
      await page.keyboard.press('Control+A');
      await page.keyboard.type('a wrong password');
      const [answer] = await Promise.all([
        page.waitForResponse((response) => response.url().endsWith('/api/login')),
        page.keyboard.press('Enter'),
      ]);
      assert.equal(answer.status(), attempt < 6 ? 401 : 429);
    }
    await page
      .getByText(/Too many/i)
      .first()
      .waitFor();
    await picture(page, 'login-waits');
    await checkAccess(page, 'the login that waits');
  } catch (error) {
    await picture(page, 'login-failed');
    await window.leave();
    throw error;
  } finally {
    await dsforge.stop();
    await dsforge.remove();
  }
  await window.close();
});

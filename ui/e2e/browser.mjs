/** Chromium as a person's window: nothing may leave this machine, and nothing may go wrong unseen. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const SWITCHES = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** What the console may say: the browser itself reports answers that the page expects and handles. */
const EXPECTED =
  /Failed to load resource: the server responded with a status of (401|403|404|409|412|429)|net::ERR_CONNECTION_REFUSED/;

/** Opens a window of the given size and theme. `close` fails when anything was asked of another host or complained. */
export async function openWindow({ width = 1440, height = 900, theme = 'light' } = {}) {
  const executablePath = process.env.CHROMIUM_BIN ?? PATHS.find((path) => existsSync(path));
  if (!executablePath)
    throw new Error(
      'Chromium is not here. Install it (Debian: apt-get install chromium) or set CHROMIUM_BIN',
    );
  const profile = await mkdtemp(join(tmpdir(), 'dsforge-window-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: SWITCHES,
    viewport: { width, height },
    colorScheme: theme,
    acceptDownloads: true,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(20_000);
  const page = context.pages()[0] ?? (await context.newPage());
  const strangers = [];
  const complaints = [];
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') strangers.push(request.url());
  });
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !EXPECTED.test(message.text()))
      complaints.push(message.text());
  });
  /** Closes the window, whatever happened in it. */
  const leave = async () => {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  };
  return {
    page,
    leave,
    async close() {
      await leave();
      assert.deepEqual(strangers, [], 'the page asked other hosts');
      assert.deepEqual(complaints, [], 'the page complained');
    },
  };
}

/** Fails when axe finds anything on the page as it is now. */
export async function checkAccess(page, where) {
  await page.evaluate(await readFile(AXE, 'utf8'));
  // Colours that are still on their way to another theme are no colours that anybody reads.
  await page.evaluate(() => {
    const ending = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity);
    return Promise.allSettled(ending.map((animation) => animation.finished));
  });
  const found = await page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations } = await window.axe.run(document, { runOnly: tags });
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
    );
  });
  assert.deepEqual(found, [], `axe found something on ${where}`);
}

/** Fails when the page is wider than the window. */
export async function checkWidth(page, where) {
  const { content, room } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    room: document.documentElement.clientWidth,
  }));
  assert.ok(content <= room, `${where} is ${content} px wide in a window of ${room}`);
}

/** Keeps a picture when DSFORGE_SHOTS names a folder. */
export async function picture(page, name) {
  const folder = process.env.DSFORGE_SHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** Presses Tab until the focus is on an element of this role and name. */
export async function tabTo(page, role, name) {
  const wanted = page.getByRole(role, { name }).first();
  for (let step = 0; step < 80; step += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement).catch(() => false))
      return wanted;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach the ${role} ${name}`);
}

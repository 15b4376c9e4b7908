/** What a person does in the page, with the keyboard alone. Each step ends when the page shows that it is done. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { tabTo } from './browser.mjs';

export const PASSWORD = 'a rent of seven sparrows';

/** Opens the program for the first time: a password, the recovery code, and on to Generate. */
export async function setUp(page, url) {
  await page.goto(url);
  await page.getByRole('heading', { name: 'Choose a password' }).waitFor();
  await tabTo(page, 'textbox', 'Password');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Keep this recovery code' }).waitFor();
  await tabTo(page, 'checkbox', /stored it/);
  await page.keyboard.press('Space');
  await tabTo(page, 'button', /Start/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Generate & audition' }).waitFor();
}

/** Signs in on the page that asks for it. */
export async function signIn(page) {
  await page.getByRole('button', { name: 'Unlock' }).waitFor();
  await tabTo(page, 'textbox', 'Username');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('me');
  await tabTo(page, 'textbox', 'Password');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
}

/** Generates a batch of the sample template and waits until every card has its answer. */
export async function generate(page, cards = 3) {
  await tabTo(page, 'textbox', 'clause');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('The deposit amounts to two rents.');
  await page.keyboard.press('Control+Enter');
  await answered(page, cards);
}

/** Waits until there are this many cards and each has its answer. */
export async function answered(page, cards) {
  await page
    .getByText(`${cards} of ${cards}`, { exact: true })
    .first()
    .waitFor({ timeout: 60_000 });
  await page.waitForFunction(
    (wanted) => {
      const all = [...document.querySelectorAll('article[aria-label^="Card "]')];
      return (
        all.length === wanted && all.every((card) => !/(Waiting|Writing)/.test(card.textContent))
      );
    },
    cards,
    { timeout: 60_000 },
  );
}

/** Waits until so many cards are left. */
export async function left(page, cards) {
  await page.waitForFunction(
    (wanted) => document.querySelectorAll('article[aria-label^="Card "]').length === wanted,
    cards,
  );
}

/** Opens the editor of the card in hand and replaces its text. */
export async function rewrite(page, number, text) {
  await page.keyboard.press('e');
  await card(page, number).getByRole('textbox').first().waitFor();
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

/** A card, by its number from 1. */
export function card(page, number) {
  return page.getByRole('article', { name: `Card ${number}` });
}

/** Downloads the export that the page shows, and gives its lines as JSON. */
export async function download(page) {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.keyboard.press('Control+Enter'),
  ]);
  const text = await readFile(await file.path(), 'utf8');
  assert.ok(text.endsWith('\n'), 'the file ends with a line break');
  return {
    name: file.suggestedFilename(),
    rows: text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  };
}

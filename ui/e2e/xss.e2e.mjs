/** Texts that would act where they are taken for markup, wherever a model or a person can put one: they are shown. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openWindow, picture } from './browser.mjs';
import { startModelServer } from './model-server.mjs';
import { payloads } from './payloads.mjs';
import { setUp } from './person.mjs';
import { startDsforge } from './programs.mjs';

/** Asks the API in the name of whoever is signed in; with a list of bodies, one request for each. */
function ask(page, method, path, ...bodies) {
  return page.evaluate(
    async ([method, path, bodies]) => {
      const headers = {
        Authorization: `Bearer ${sessionStorage.getItem('dsforge.token')}`,
        'Content-Type': 'application/json',
      };
      const answers = [];
      for (const body of bodies.length > 0 ? bodies : [undefined]) {
        const answer = await fetch(`/api${path}`, { method, headers, body: JSON.stringify(body) });
        const text = await answer.text();
        if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
        answers.push(text && JSON.parse(text));
      }
      return bodies.length > 1 ? answers : answers[0];
    },
    [method, path, bodies],
  );
}

/** Waits until every text stands in a part of the page, letter by letter, in a text or in a field. */
async function shown(part, texts, where) {
  const missing = () =>
    part.evaluate((root, wanted) => {
      const fields = [...root.querySelectorAll('input, textarea')].map((field) => field.value);
      const all = [root.textContent, ...fields].join('\n');
      return wanted.filter((text) => !all.includes(text));
    }, texts);
  for (let look = 0; look < 50 && (await missing()).length > 0; look += 1) {
    await part.page().waitForTimeout(100);
  }
  assert.deepEqual(await missing(), [], `not shown as text in ${where}`);
}

/** Unfolds lines that are too long to be shown at once. */
async function unfold(part) {
  await part.getByRole('button', { name: /more$/ }).first().waitFor();
  for (const button of await part.getByRole('button', { name: /more$/ }).all()) {
    await button.click();
  }
}

/** As a text stands in JSON. */
const inJson = (text) => JSON.stringify(text).slice(1, -1);

/** A template, a dataset and a run of each text, and examples that are full of them. */
async function fill(page, texts) {
  const all = texts.join('\n');
  const prompts = { system_prompt: all, user_prompt: `${all}\n{clause}` };
  const [{ id: template }] = await ask(
    page,
    'POST',
    '/templates',
    ...texts.map((name) => ({
      ...prompts,
      name,
      slot_details: { clause: { description: name, default: name, samples: [name] } },
    })),
  );
  await ask(page, 'POST', '/datasets', ...texts.map((name) => ({ name })));
  const run = { template_id: template, slots: { clause: all }, count: texts.length, dataset_id: 1 };
  const { id } = await ask(page, 'POST', '/runs', { ...run, model: 'gemma3:4b' });
  const example = (text) => ({
    system_prompt: text,
    variation_prompt: text,
    slots: { clause: text },
    output: text,
    tool_calls: [{ name: 'look_up_clause', arguments: { clause: text } }],
    tags: [text],
    note: text,
    alternatives: [{ kind: 'rejected', output: text, reason: text }],
  });
  const whole = { ...example(all), tags: texts };
  await ask(page, 'POST', '/datasets/1/examples', [whole, ...texts.map(example)]);
  return { run: id, template };
}

test('sixty texts that would act as markup are shown as what they are, on every screen', async () => {
  let texts = [];
  const models = await startModelServer(() => texts);
  texts = payloads(`${models.url}/trap`);
  assert.equal(new Set(texts).size, 60);
  const dsforge = await startDsforge({ env: { OLLAMA_HOST: models.url } });
  const window = await openWindow();
  const { page } = window;
  const dialogs = [];
  const away = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    return dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(dsforge.url) || /trap/.test(request.url()))
      away.push(request.url());
  });
  const open = async (path, heading) => {
    await page.goto(dsforge.url + path);
    await page.getByRole('heading', { name: heading }).first().waitFor();
  };
  try {
    await setUp(page, dsforge.url);
    const { run, template } = await fill(page, texts);
    const json = texts.map(inJson);

    const main = page.locator('#main');
    await open(`/d/1/generate?run=${run}`, 'Generate & audition');
    await shown(main, texts, 'the cards');

    await open('/d/1/examples?sort=id', 'Examples');
    await shown(main, texts.slice(0, 10), 'the table');
    const tab = page.getByRole('tabpanel');
    for (const [name, wanted] of [
      ['chat', texts],
      ['diff', texts],
      ['json', json],
      ['exported', json],
    ]) {
      await open(`/d/1/examples?row=1&tab=${name}`, 'Example 1');
      if (name === 'exported') await unfold(tab);
      await shown(tab, wanted, `the ${name} of an example`);
    }

    await open('/d/1/export?fmt=openai-chat', 'Export');
    await unfold(main);
    await shown(main, json, 'the preview of a file');

    await open('/templates', 'Templates');
    await shown(main, texts, 'the templates');
    await open(`/templates/${template}`, texts[0]);
    await shown(main, texts.slice(0, 10), 'a template');

    await open('/datasets', 'All datasets');
    await shown(main, texts, 'the datasets');

    await page.keyboard.press('Control+K');
    await shown(page.getByRole('listbox', { name: 'Commands' }), texts, 'the command palette');
    await page.keyboard.press('Escape');

    await open('/settings?tab=account', 'Settings');
    const name = page.getByRole('textbox', { name: 'Name' });
    for (const text of texts) {
      await name.fill(text);
      await Promise.all([
        page.waitForResponse((answer) => answer.request().method() === 'PUT'),
        name.press('Enter'),
      ]);
      await page.locator('#main button[type=submit]:not([aria-busy])').waitFor();
      await page.waitForFunction(
        (wanted) => document.querySelector('aside').textContent.includes(wanted),
        text,
        { timeout: 5000 },
      );
    }

    assert.equal(
      await page.evaluate(() => document.querySelectorAll('iframe, embed, object, base').length),
      0,
    );
    assert.deepEqual(dialogs, []);
    assert.deepEqual(away, []);
    assert.deepEqual(models.asked, []);
  } catch (error) {
    await picture(page, 'xss-failed');
    await window.leave();
    throw error;
  } finally {
    await dsforge.stop();
    await models.stop();
    await dsforge.remove();
  }
  await window.close();
});

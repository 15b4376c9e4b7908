/** Every screen, wide and narrow, light and dark: axe finds nothing, and nothing is cut off. */
import { describe, test } from 'node:test';
import { checkAccess, checkWidth, openWindow, picture } from './browser.mjs';
import { generate, setUp } from './person.mjs';
import { NO_OLLAMA, startDsforge } from './programs.mjs';

const WINDOWS = [
  { name: 'wide-light', width: 1440, height: 900, theme: 'light' },
  { name: 'wide-dark', width: 1440, height: 900, theme: 'dark' },
  { name: 'phone-light', width: 375, height: 812, theme: 'light' },
  { name: 'phone-dark', width: 375, height: 812, theme: 'dark' },
];

const SCREENS = [
  { path: '/d/1/generate', heading: 'Generate & audition' },
  { path: '/d/1/examples', heading: 'Examples' },
  { path: '/d/1/examples?row=1', heading: /^Example 1$/ },
  { path: '/d/1/examples?copies=true', heading: 'Near copies' },
  { path: '/runs', heading: 'Runs' },
  { path: '/runs/1', heading: 'Run 1' },
  { path: '/runs/new', heading: 'New run' },
  { path: '/d/1/export', heading: 'Export' },
  { path: '/templates', heading: 'Templates' },
  { path: '/templates/1', heading: 'Explain a clause to a tenant' },
  { path: '/datasets', heading: 'All datasets' },
  { path: '/settings', heading: 'Settings' },
  { path: '/settings?tab=appearance', heading: 'Settings' },
  { path: '/settings?tab=account', heading: 'Settings' },
  { path: '/settings?tab=security', heading: 'Settings' },
  { path: '/settings?tab=about', heading: 'Settings' },
  { path: '/recover', heading: /recovery code/i },
  { path: '/nowhere', heading: /no page/ },
];

describe('every screen is whole and accessible', () => {
  for (const { name, width, height, theme } of WINDOWS) {
    test(name, async () => {
      const dsforge = await startDsforge({ env: { OLLAMA_HOST: NO_OLLAMA } });
      const window = await openWindow({ width, height, theme });
      const { page } = window;
      try {
        await setUp(page, dsforge.url);
        await generate(page);
        await page.keyboard.press('1');
        await page.keyboard.press('a');
        await page.keyboard.press('Shift+Enter');
        await page
          .getByText(/Added 1 example/)
          .first()
          .waitFor();
        for (const { path, heading } of SCREENS) {
          await page.goto(dsforge.url + path);
          await page.getByRole('heading', { name: heading }).first().waitFor();
          await page.waitForLoadState('networkidle');
          await picture(page, `${name}${path.replaceAll(/\W+/g, '-')}`);
          await checkWidth(page, `${path} (${name})`);
          await checkAccess(page, `${path} (${name})`);
        }
      } catch (error) {
        await picture(page, `${name}-failed`);
        await window.leave();
        throw error;
      } finally {
        await dsforge.stop();
        await dsforge.remove();
      }
      await window.close();
    });
  }
});

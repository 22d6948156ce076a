/**
 * Takes the pictures of docs/lab.md from a running lab, of the scenarios that are shipped:
 * node scripts/lab-pictures.mjs <url> <folder>
 */
import { chromium } from 'playwright-core';

const [, , url, folder] = process.argv;
const maternal = 'maternal-health/antenatal-reminders-in-two-languages.yaml';
const sizes = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
};

/** Each picture: the story, the moment, and what is pressed before it is taken; `once`: desktop and light only. */
/** @typedef {import('playwright-core').Page} Page */

/** @type {Readonly<Record<string, { story: string, to: string, view: string, once?: boolean, open?: (page: Page) => Promise<void> }>>} */
const pictures = {
  phones: { story: maternal, to: '2026-03-17 12:00', view: 'phones' },
  demo: { story: maternal, to: '2026-03-17 12:00', view: 'demo', once: true },
  why: {
    story: maternal,
    to: '2026-03-17 12:00',
    view: 'phones',
    once: true,
    open: (page) => page.locator('.bubble').first().click(),
  },
  people: { story: maternal, to: '2026-03-17 12:00', view: 'people' },
  form: {
    story: maternal,
    to: '2026-03-17 12:00',
    view: 'people',
    once: true,
    open: (page) => page.getByRole('button', { name: 'Edit' }).first().click(),
  },
  gateways: { story: maternal, to: '2026-03-17 12:00', view: 'gateways' },
  alerts: { story: maternal, to: '2026-03-06 12:00', view: 'alerts' },
  mail: { story: 'content/email-alerts.yaml', to: '2026-03-02 10:15', view: 'mail' },
  timeline: {
    story: 'time-zones/daily-dose-across-a-clock-change.yaml',
    to: '2026-03-09 12:00',
    view: 'timeline',
  },
};

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu'],
});
for (const [size, viewport] of Object.entries(sizes)) {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    for (const [name, { story, to, view, open, once }] of Object.entries(pictures)) {
      if (once && !(size === 'desktop' && colorScheme === 'light')) continue;
      const context = await browser.newContext({ viewport, colorScheme });
      const page = await context.newPage();
      await page.goto(`${url}#/${await session(page, story, to)}/${view}`);
      await page.waitForSelector('.view, .demo');
      if (['phones', 'demo'].includes(view)) await page.locator('.bubble, .demo-bubble').first().waitFor();
      await open?.(page);
      await page.waitForLoadState('load');
      await page.waitForTimeout(600);
      await page.screenshot({ path: `${folder}/lab-${name}-${size}-${colorScheme}.png` });
      await context.close();
    }
  }
}
await browser.close();

/**
 * A session of its own for each picture: what one does is not seen in another.
 * @param {Page} page
 * @param {string} scenario
 * @param {string} to
 */
async function session(page, scenario, to) {
  const { id } = await posted(page, 'api/sessions', { scenario });
  await posted(page, `api/sessions/${id}/clock`, { do: 'jump', to });
  return id;
}

/**
 * @param {Page} page
 * @param {string} path
 * @param {object} data
 */
async function posted(page, path, data) {
  const answer = await page.request.post(`${url}${path}`, { data });
  if (!answer.ok()) throw new Error(await answer.text());
  return answer.json();
}

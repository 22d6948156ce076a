/**
 * Takes the pictures of docs/report.md from a report and a comparison: of the export of `bench/roster-export.mjs` with 300
 * women, and of the same with the visits at 16:00.
 * node scripts/report-pictures.mjs <report.html> <diff.html> <folder>
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [, , report = '', diff = '', folder = '.'] = process.argv;
/** @typedef {import('playwright-core').Page} Page */

/** @type {readonly { name: string, file: string, hash: string, width: number, scheme: 'light' | 'dark', open?: (page: Page) => Promise<void> }[]} */
const pictures = [
  { name: 'overview', file: report, hash: '#/overview', width: 1366, scheme: 'light' },
  {
    name: 'message',
    file: report,
    hash: '#/messages?status=sent',
    width: 1366,
    scheme: 'light',
    open: async (page) => {
      await page.locator('tbody tr, [role=row] a, .row').nth(3).click();
    },
  },
  { name: 'timeline', file: report, hash: '#/timeline', width: 1366, scheme: 'dark' },
  { name: 'people', file: report, hash: '#/people', width: 360, scheme: 'dark' },
  { name: 'people', file: report, hash: '#/people', width: 2560, scheme: 'light' },
  { name: 'diff', file: diff, hash: '', width: 1366, scheme: 'light' },
];

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu'],
});
for (const { name, file, hash, width, scheme, open } of pictures) {
  const context = await browser.newContext({ viewport: { width, height: 860 }, colorScheme: scheme });
  const page = await context.newPage();
  await page.goto(`${pathToFileURL(resolve(file)).href}${hash}`);
  await page.waitForTimeout(800);
  await open?.(page);
  await page.waitForTimeout(500);
  await page.screenshot({ path: `${folder}/report-${name}-${width}-${scheme}.png` });
  await context.close();
}
await browser.close();

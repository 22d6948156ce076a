/** Takes the pictures of docs/lab.md from a running lab: node scripts/lab-pictures.mjs <url> <folder> */
import { chromium } from 'playwright-core';

const [, , url, folder] = process.argv;
const views = ['phones', 'mail', 'people', 'gateways', 'timeline'];
const sizes = [
  ['desktop', { width: 1440, height: 900 }],
  ['phone', { width: 390, height: 844 }],
];

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu'],
});
for (const [size, viewport] of sizes) {
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ viewport, colorScheme });
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForSelector('.view');
    const session = new URL(page.url()).hash.split('/')[1];
    for (const view of views) {
      await page.goto(`${url}#/${session}/${view}`);
      await page.waitForTimeout(250);
      await page.screenshot({ path: `${folder}/lab-${view}-${size}-${colorScheme}.png` });
    }
    await context.close();
  }
}
await browser.close();

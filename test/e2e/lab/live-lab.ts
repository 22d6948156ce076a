/** A real lab on a free port, and a page on it, with the words of a person at it. */
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { type Lab, type LabOptions, serveLab } from '../../../src/lab/server/serve-lab.ts';
import { startBrowser } from './browser.ts';

const PATIENCE_MS = 30_000;

export interface LiveLab {
  readonly lab: Lab;
  readonly browser: Browser;
  close(): Promise<void>;
}

export async function openLab(text: string, options: Partial<LabOptions> = {}): Promise<LiveLab> {
  const scenario = { path: 'scenarios/two-way/story.yaml', text };
  const [browser, lab] = await Promise.all([startBrowser(), serveLab({ port: 0, scenario, ...options })]);
  return {
    lab,
    browser,
    async close() {
      await browser.close();
      await lab.close();
    },
  };
}

/** A page on the lab's only session, in a context of its own. */
export async function openPage(
  { browser, lab }: LiveLab,
  options: BrowserContextOptions = {},
  url = lab.url,
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(url);
  await page.waitForSelector('.view');
  return page;
}

export async function view(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name }).click();
  await page.waitForSelector(`.view-${name.toLowerCase()}`);
  await page.locator('.view > .loading').waitFor({ state: 'detached' });
}

/** `2026-03-07T09:00`, in the project's zone. */
export async function jump(page: Page, field: string): Promise<void> {
  await page.getByLabel(/^Jump to/).fill(field);
  await page.getByRole('button', { name: 'Jump' }).click();
}

export const press = (page: Page | Locator, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();

/** The clock as the page shows it: `09:00:00`. */
export const clockOf = (page: Page): Locator => page.locator('.clock-time');

export const phoneOf = (page: Page, who: string): Locator =>
  page.getByRole('article', { name: `Phone of ${who}` });

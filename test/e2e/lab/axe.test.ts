/** Axe looks at what opens over the views: the start, the side panel, every dialog; and at small screens. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { views } from '../../../src/lab/web/state/route.ts';
import { type Stub, startStub } from '../../lab-web/stub-server.ts';
import { hasBrowser, startBrowser } from './browser.ts';
import { violationsOn } from './violations.ts';

type Steps = (page: Page) => Promise<void>;

const places: Readonly<Record<string, readonly [string, Steps]>> = {
  'the start': ['#/start', async (page) => page.getByText('Begin with a scenario').waitFor()],
  'why a message was sent': [
    '#/s1/phones',
    async (page) => {
      await page.locator('.bubble').first().click();
      await page.locator('.trail').waitFor();
      await page.locator('.wire pre').first().waitFor();
      await page.getByText('All that the journal says of it').click();
    },
  ],
  saving: [
    '#/s1/phones',
    async (page) => {
      await page.getByRole('button', { name: 'Save as scenario' }).click();
      await page.getByLabel('Scenario', { exact: true }).waitFor();
    },
  ],
  'the import form, with a problem': [
    '#/s1/people',
    async (page) => {
      await page.getByRole('button', { name: 'Import cases' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Look at it' }).click();
      await page.getByRole('alert').waitFor();
    },
  ],
  'the case form': [
    '#/s1/people',
    async (page) => {
      await page.getByRole('button', { name: 'Edit' }).first().click();
      await page.getByText('did you mean Asia/Kolkata').waitFor();
    },
  ],
  'the headers of a mail': [
    '#/s1/mail',
    async (page) => page.getByRole('button', { name: 'Headers' }).click(),
  ],
  'the source of a mail': ['#/s1/mail', async (page) => page.getByRole('button', { name: 'Source' }).click()],
  'the timeline as a list': ['#/s1/timeline', async (page) => page.getByText('The same as a list').click()],
};

describe.skipIf(!hasBrowser)('axe finds nothing to mend', () => {
  let browser: Browser;
  let stub: Stub;
  beforeAll(async () => {
    [browser, stub] = await Promise.all([startBrowser(), startStub()]);
  });
  afterAll(async () => {
    await browser?.close();
    await stub?.close();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test.each(Object.keys(places))(`in %s, ${colorScheme}`, async (name) => {
      const [hash, steps] = places[name] ?? ['', async () => undefined];
      const page = await open(hash, { colorScheme });
      await steps(page);
      expect(await violationsOn(page)).toEqual([]);
      await page.context().close();
    });
  }

  test.each(views)('in %s on a small screen', async (view) => {
    const page = await open(`#/s1/${view}`, { viewport: { width: 360, height: 740 } });
    if (view === 'mail') await page.getByRole('button', { name: 'Text' }).click();
    expect(await violationsOn(page)).toEqual([]);
    await page.context().close();
  });

  test('in the side panel on a small screen', async () => {
    const page = await open('#/s1/phones', { viewport: { width: 360, height: 740 } });
    await page.locator('.bubble').first().click();
    await page.locator('.trail').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.context().close();
  });

  async function open(hash: string, options: Parameters<Browser['newContext']>[0]): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(`${stub.url}${hash}`);
    await page.waitForSelector('.view, .start');
    return page;
  }
});

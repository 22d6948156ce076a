/** The lab without a mouse: everything can be reached, is seen to be reached, and lets go again. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Stub, startStub } from '../../lab-web/stub-server.ts';
import { hasBrowser, startBrowser } from './browser.ts';

const STOPS_MAX = 60;

describe.skipIf(!hasBrowser)('by keyboard', () => {
  let browser: Browser;
  let stub: Stub;
  let page: Page;
  beforeAll(async () => {
    [browser, stub] = await Promise.all([startBrowser(), startStub()]);
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(15_000);
    await page.goto(`${stub.url}#/s1/phones`);
    await page.locator('.bubble').first().waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await stub?.close();
  });

  test('each stop has a ring, and clock, views, phones and replies are among them', async () => {
    const names: string[] = [];
    for (let stop = 0; stop < STOPS_MAX; stop += 1) {
      await page.keyboard.press('Tab');
      const { name, ring } = (await page.evaluate(`(() => {
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
        const name = document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent;
        return { name, ring: document.activeElement === document.body || (outlineStyle !== 'none' && outlineWidth !== '0px') };
      })()`)) as { name: string; ring: boolean };
      expect(ring, name).toBe(true);
      names.push(name);
    }
    for (const wanted of ['Next message', 'Mail', 'Search phones', 'Reply from Asha', 'STOP']) {
      expect(names, wanted).toContain(wanted);
    }
  });

  test('a panel closes on Esc, which gives the keyboard back, and when another view is opened', async () => {
    const panel = page.getByRole('complementary', { name: 'Message and why' });
    await page.locator('.bubble').first().click();
    await panel.waitFor();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.className')).toBe('bubble');
    await page.locator('.bubble').first().click();
    await panel.waitFor();
    const views = page.getByRole('navigation', { name: 'Views' });
    await views.getByRole('link', { name: 'People' }).click();
    await panel.waitFor({ state: 'detached' });
    await views.getByRole('link', { name: 'Phones' }).click();
    await page.locator('.bubble').first().waitFor();
  });

  test('a message is opened by Enter, and its panel is closed by its button', async () => {
    await page.locator('.bubble').first().focus();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('complementary', { name: 'Message and why' });
    await panel.waitFor();
    await panel.getByRole('button', { name: 'Close' }).focus();
    await page.keyboard.press('Enter');
    await panel.waitFor({ state: 'detached' });
  });

  test('a dialog holds the keyboard, closes on Escape, and gives it back', async () => {
    const opener = page.getByRole('button', { name: 'Save as scenario' });
    await opener.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByLabel('Scenario', { exact: true }).waitFor();
    expect(await page.evaluate("document.activeElement.closest('dialog') !== null")).toBe(true);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Save as scenario');
  });

  test('the timeline is moved and zoomed', async () => {
    await page.goto(`${stub.url}#/s1/timeline`);
    const canvas = page.locator('canvas');
    await canvas.focus();
    const before = await canvas.screenshot();
    await page.keyboard.press('+');
    await page.keyboard.press('ArrowRight');
    await expect.poll(async () => before.equals(await canvas.screenshot())).toBe(false);
    await page.keyboard.press('0');
    await expect.poll(async () => before.equals(await canvas.screenshot())).toBe(true);
  });
});

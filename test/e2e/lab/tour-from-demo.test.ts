/** The tour is begun, and taken up again, from the demo too: it goes on at the phones. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { twoWayClinic } from '../../lab/two-way-clinic.ts';
import { hasBrowser } from './browser.ts';
import { type LiveLab, openLab, openPage, press } from './live-lab.ts';

describe.skipIf(!hasBrowser)('the tour from the demo', () => {
  let live: LiveLab;
  let page: Page;
  beforeAll(async () => {
    live = await openLab(twoWayClinic);
    page = await openPage(live);
  });
  afterAll(() => live?.close());

  test('begins at the phones of its own story, and goes on there when it was left', async () => {
    const tour = page.getByRole('region', { name: 'Tour of five minutes' });
    await page.getByRole('link', { name: 'Demo' }).click();
    await page.locator('.demo').waitFor();
    await press(page, 'Tour');
    await tour.waitFor();
    expect(new URL(page.url()).hash).toMatch(/\/phones$/);
    await press(page, 'Leave the tour');
    await page.getByRole('link', { name: 'Demo' }).click();
    await page.locator('.demo').waitFor();
    await press(page, 'Go on with the tour');
    await tour.waitFor();
    expect(new URL(page.url()).hash).toMatch(/\/phones$/);
  });
});

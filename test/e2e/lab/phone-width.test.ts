/** On a phone of 375 × 667: the clock in one line, the first message and the reply in sight, and phones side by side. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { twoWayClinic } from '../../lab/two-way-clinic.ts';
import { hasBrowser } from './browser.ts';
import { type LiveLab, openLab, openPage, phoneOf, press } from './live-lab.ts';
import { swipe } from './swipe.ts';
import { violationsOn } from './violations.ts';

const size = { width: 375, height: 667 };

describe.skipIf(!hasBrowser)('on a phone', () => {
  let live: LiveLab;
  let page: Page;
  beforeAll(async () => {
    live = await openLab(twoWayClinic);
    page = await openPage(live, { viewport: size, hasTouch: true });
  });
  afterAll(() => live?.close());

  const inSight = async (what: Locator): Promise<boolean> => {
    const box = await what.boundingBox();
    return (
      box !== null &&
      box.x >= 0 &&
      box.y >= 0 &&
      box.x + box.width <= size.width &&
      box.y + box.height <= size.height
    );
  };

  test('the first message and the reply are in sight without scrolling', async () => {
    await press(page, 'Next message');
    const phone = phoneOf(page, 'Ruth');
    await phone.locator('.bubble').first().waitFor();
    await phone.evaluate((element) => element.scrollIntoView({ inline: 'center' }));
    expect(await inSight(phone.locator('.bubble').first())).toBe(true);
    expect(await inSight(phone.getByRole('textbox'))).toBe(true);
    expect(await page.locator('html').evaluate((element) => element.scrollHeight)).toBeLessThanOrEqual(
      size.height,
    );
  });

  test('the clock stands in one line, and unfolds', async () => {
    const clock = await page.locator('.clock').boundingBox();
    expect(clock?.height).toBeLessThan(40);
    expect(await page.getByLabel(/^Jump to/).isVisible()).toBe(false);
    await press(page, 'All of the clock');
    await page.getByLabel(/^Jump to/).waitFor();
    await press(page, 'All of the clock');
  });

  test('phones stand side by side and are swiped', async () => {
    const deck = page.locator('.phone-deck');
    const room = await deck.evaluate((element) => element.scrollWidth / element.clientWidth);
    expect(room).toBeGreaterThan(1.5);
    await deck.evaluate((element) => element.scrollTo({ left: 0 }));
    await swipe(page, '.phone-deck', -250);
    await expect.poll(() => deck.evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(200);
    await swipe(page, '.phone-deck', 250);
    await expect.poll(() => deck.evaluate(({ scrollLeft }) => scrollLeft)).toBeLessThan(20);
    expect(await violationsOn(page)).toEqual([]);
  });
});

/** Every view with people who are hard for a page, on a phone, a laptop and a large screen, light and dark. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { views } from '../../../src/lab/web/state/route.ts';
import { longNames } from '../../lab/long-names.ts';
import { hasBrowser } from './browser.ts';
import { jump, type LiveLab, openLab, openPage, view } from './live-lab.ts';
import { violationsOn } from './violations.ts';

const sizes = [
  [375, 667],
  [1366, 768],
  [2560, 1440],
] as const;
const looks = sizes.flatMap((size) =>
  (['light', 'dark'] as const).map((scheme) => [...size, scheme] as const),
);

/** Each walk opens nine views, each looked at by axe. */
const WALK_MS = 300_000;

describe.skipIf(!hasBrowser)('with long names, Hindi, Amharic and Arabic', () => {
  let live: LiveLab;
  beforeAll(async () => {
    live = await openLab(longNames);
    const page = await openPage(live);
    await jump(page, '2026-03-03T20:00');
    await phoneWith(page, 'asha').getByText('not sent: PHONE_NUMBER_OPTED_OUT').waitFor();
    await page.context().close();
  });
  afterAll(() => live?.close());

  test.each(looks)(
    'nothing stands beyond its window, and axe finds nothing to mend, %i × %i, %s',
    async (width, height, colorScheme) => {
      const page = await openPage(live, { viewport: { width, height }, colorScheme });
      for (const name of views) {
        await openView(page, name);
        expect(await page.evaluate('document.documentElement.scrollWidth'), name).toBeLessThanOrEqual(width);
        expect(await beyondView(page), name).toEqual([]);
        expect(await violationsOn(page), name).toEqual([]);
      }
      await page.goto(page.url().replace(/\/[a-z]+$/, '/demo'));
      await page.locator('.demo-bubble').first().waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth'), 'demo').toBeLessThanOrEqual(width);
      expect(await violationsOn(page), 'demo').toEqual([]);
      await page.context().close();
    },
    WALK_MS,
  );

  test('an id stands behind its name, whichever way the name is written', async () => {
    const page = await openPage(live);
    await expectIdBehind(phoneWith(page, 'fatima').getByRole('heading'));
    await view(page, 'People');
    await expectIdBehind(page.locator('.people-row', { hasText: 'fatima' }).locator('strong'));
    await view(page, 'Plan');
    await expectIdBehind(page.getByRole('cell', { name: '(fatima)' }).first());
    await page.context().close();
  });

  test('whose phone is shared has one chip, with the name and what holds of them', async () => {
    const page = await openPage(live);
    const shared = phoneWith(page, 'twin');
    await shared.getByRole('button', { name: 'Everything about Neema (twin): sw, one-way' }).click();
    await page
      .getByRole('complementary', { name: 'Everything about a contact' })
      .getByText('Neema')
      .first()
      .waitFor();
    await page.context().close();
  });

  test('who opted out is told so without the number a second time, and who has no number is not one-way', async () => {
    const page = await openPage(live, { viewport: { width: 2560, height: 1440 } });
    const told = phoneWith(page, 'asha').getByRole('list', { name: 'What keeps messages from them' });
    await expect.poll(() => told.innerText()).toMatch(/^PHONE_NUMBER_OPTED_OUT the number has opted out/);
    const none = page.getByRole('article', { name: 'No phone: Excel Row' });
    await none.getByText('default language').waitFor();
    expect(await none.getByText('one-way').count()).toBe(0);
    await view(page, 'People');
    const row = page.locator('.people-row', { hasText: 'Excel Row' });
    await row.getByText('NO_PHONE_NUMBER').waitFor();
    expect(await row.getByText('one-way').count()).toBe(0);
    await page.context().close();
  });

  test('on a phone all rows of people are in line, and say who opted out and who is not registered', async () => {
    const page = await openPage(live, { viewport: { width: 375, height: 667 } });
    await openView(page, 'people');
    await page.locator('.people-row', { hasText: '(asha)' }).getByText('opted out').first().waitFor();
    const places = new Set<number>();
    for (const key of ['wolf', 'asha', 'late']) {
      await page.getByLabel('Search people').fill(`(${key})`);
      const row = page.locator('.people-row:not(.people-head)');
      await expect.poll(() => row.count()).toBe(1);
      places.add((await row.locator('> :nth-child(2)').boundingBox())!.x);
      if (key === 'late') await row.getByText('not registered').waitFor();
    }
    expect(places.size).toBe(1);
    await page.context().close();
  });

  test('what comes next stands beside the clock’s way, also when nothing does', async () => {
    const page = await openPage(live, { viewport: { width: 1440, height: 900 } });
    const slider = page.getByLabel('The clock, over the whole run');
    const isBeside = async (next: Locator): Promise<boolean> => {
      const [one, other] = await Promise.all([next.boundingBox(), slider.boundingBox()]);
      const middle = one!.y + one!.height / 2;
      return one!.x > other!.x + other!.width && middle > other!.y && middle < other!.y + other!.height;
    };
    expect(await isBeside(page.getByText(/^Next: visit_reminder/))).toBe(true);
    await jump(page, '2026-03-12T09:00');
    const done = page.getByText('Nothing more is due.');
    await done.waitFor();
    expect(await isBeside(done)).toBe(true);
    await page.context().close();
  });
});

async function openView(page: Page, name: string): Promise<void> {
  await page.goto(page.url().replace(/\/[a-z]+$/, `/${name}`));
  await page.waitForSelector(`.view-${name}`);
  await page.locator('.view .loading').waitFor({ state: 'detached' });
  if (name === 'phones') await page.locator('.bubble').first().waitFor();
}

const phoneWith = (page: Page, key: string): Locator =>
  page.getByRole('article', { name: new RegExp(`^Phone of .*\\(${key}\\)`) });

/** Parts of the view that stand further right than it reaches, where nothing lets one scroll to them. */
const beyondView = (page: Page): Promise<string[]> =>
  page.evaluate(`(() => {
    const view = document.querySelector('.view');
    const right = view.getBoundingClientRect().right + 1;
    const isScrolled = (one) => {
      for (let box = one.parentElement; box && box !== view; box = box.parentElement)
        if (/auto|scroll|hidden/.test(getComputedStyle(box).overflowX)) return true;
      return false;
    };
    return [...view.querySelectorAll('*')]
      .filter((one) => one.getBoundingClientRect().right > right && !isScrolled(one))
      .map((one) => one.outerHTML.slice(0, 120));
  })()`);

async function expectIdBehind(label: Locator): Promise<void> {
  const [name, id] = await Promise.all([
    label.locator('.label-name').boundingBox(),
    label.locator('.label-id').boundingBox(),
  ]);
  expect(name!.width).toBeGreaterThan(20);
  expect(id!.x).toBeGreaterThanOrEqual(name!.x + name!.width - 1);
}

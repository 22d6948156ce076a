/** What has room is shown: on a small screen, and in a dialog that is longer than the window. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from './browser.ts';
import { jump, type LiveLab, openLab, openPage, view } from './live-lab.ts';

const story = `
scenario: Room
project: {time_zone: Africa/Addis_Ababa, languages: [en]}
gateways: {GATE: {type: twilio, number: "+12065550100"}, MAIL: {type: smtp}}
routing: {global: {"*": GATE}}
cases:
  abebech: {type: patient, name: "ወ/ሮ አበበች ገብረሥላሴ", contact_phone_number: "251911234567", commcare_email_address: a@example.org}
  fatima: {type: patient, name: "فاطمة عبد الرحمن الطويلة", contact_phone_number: "249912345678"}
  maria: {type: patient, name: "Wolfeschlegelsteinhausenbergerdorff", contact_phone_number: "12065550123"}
alerts:
  visit:
    case_type: patient
    to: case
    send: {daily: {at: "18:00", stop_after: "5"}}
    sms: {en: "Visit"}
  letter:
    case_type: patient
    to: case
    send: immediately
    email: {subject: {en: "A letter"}, body: {en: "Dear {case.name}"}}
starts: 2026-03-02 09:00
ends: 2026-03-14 09:00
timeline:
  - {at: 2026-03-02 10:00, register: [abebech, fatima, maria]}
`;

describe.skipIf(!hasBrowser)('room', () => {
  let live: LiveLab;
  let page: Page;
  beforeAll(async () => {
    live = await openLab(story);
    page = await openPage(live, { viewport: { width: 360, height: 740 } });
    await page.getByRole('button', { name: 'All of the clock' }).click();
    await jump(page, '2026-03-02T12:00');
    await page.getByRole('button', { name: 'All of the clock' }).click();
  });
  afterAll(() => live?.close());

  test('a list of one mail is as tall as one mail on a small screen', async () => {
    await view(page, 'Mail');
    const row = await page.locator('.mail-list .list-row').boundingBox();
    const list = await page.locator('.mail-list .virtual').boundingBox();
    expect(list?.height).toBeLessThan((row?.height ?? 0) + 10);
    expect(list?.height).toBeGreaterThan(40);
  });

  test('an alert tells on a small screen what comes next, and to whom', async () => {
    await view(page, 'Alerts');
    await expect.poll(() => page.getByText('nothing to come').count()).toBe(1);
    for (const told of await page.locator('.alert-row small').all()) {
      expect(await isCut(told), await told.innerText()).toBe(false);
    }
  });

  test('a name on the timeline keeps clear of both its borders, whichever way it is written', async () => {
    await view(page, 'Timeline');
    const canvas = page.locator('canvas');
    await canvas.waitFor();
    for (const lane of [0, 1, 2]) {
      await expect.poll(() => inkIn(canvas, lane, 12, -12), { message: `lane ${lane}` }).toBeGreaterThan(50);
      expect(await inkIn(canvas, lane, 0, 11), `lane ${lane}, left`).toBe(0);
      expect(await inkIn(canvas, lane, -11, -2), `lane ${lane}, right`).toBe(0);
    }
  });

  test('the form that is longer than the window has its buttons in sight, and what was wrong', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await view(page, 'People');
    await page.getByRole('button', { name: 'Edit' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('sent to +').waitFor();
    for (const [width, height] of [
      [1280, 800],
      [360, 740],
      [1280, 500],
    ] as const) {
      await page.setViewportSize({ width, height });
      await dialog.evaluate((element) => element.scrollTo(0, 0));
      expect(await isInSight(dialog.getByRole('button', { name: 'Save' }), dialog)).toBe(true);
      await dialog.evaluate((element) => element.scrollTo(0, element.scrollHeight));
      expect(await isInSight(dialog.getByRole('button', { name: 'Save' }), dialog)).toBe(true);
    }
    await dialog.getByLabel(/^Other properties/).fill('owner: nobody-at-all');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('alert').waitFor();
    expect(await isInSight(dialog.getByRole('alert'), dialog)).toBe(true);
  });
});

/** As much of a canvas as is looked at here. */
interface Drawn {
  getContext(kind: '2d'): {
    getImageData(x: number, y: number, width: number, height: number): { readonly data: Uint8ClampedArray };
  };
}

/** Pixels that are not the background, where a lane's name stands; below 0 columns count from its right border. */
const inkIn = (canvas: Locator, lane: number, from: number, to: number): Promise<number> =>
  canvas.evaluate(
    (element, [ordinal, left, right]) => {
      const names = Math.min(170, element.clientWidth * 0.3);
      const [x, end] = [left, right].map((at) => Math.floor(at < 0 ? names + at : at));
      const context = (element as unknown as Drawn).getContext('2d');
      const { data } = context.getImageData(x!, 30 + ordinal * 44 + 2, end! - x!, 20);
      let ink = 0;
      for (let at = 0; at < data.length; at += 4) {
        if ([0, 1, 2].some((part) => Math.abs(data[at + part]! - data[part]!) > 40)) ink += 1;
      }
      return ink;
    },
    [lane, from, to] as const,
  );

const isCut = (told: Locator): Promise<boolean> =>
  told.evaluate(
    (element) => element.scrollHeight > element.clientHeight || element.scrollWidth > element.clientWidth,
  );

async function isInSight(what: Locator, within: Locator): Promise<boolean> {
  const [inner, outer] = [await what.boundingBox(), await within.boundingBox()];
  if (!inner || !outer) return false;
  return inner.y >= outer.y && inner.y + inner.height <= outer.y + outer.height;
}

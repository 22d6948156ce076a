/** From a real export to a demo, by the page alone: 300 rows with every damage. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { messyExport } from '../../lab/messy-export.ts';
import { hasBrowser } from './browser.ts';
import { jump, type LiveLab, openLab, openPage, press, view } from './live-lab.ts';
import { violationsOn } from './violations.ts';

const story = `
scenario: From an export to a demo
project: {time_zone: Africa/Nairobi, languages: [en, sw, amh, hin, ara]}
gateways: {GATE: {type: africastalking}}
routing: {global: {"254": GATE}}
alerts:
  visit:
    case_type: woman
    to: case
    send: {daily: {at: "18:00", stop_after: "3"}}
    sms: {en: "Dear {case.name}, visit on {case.next_visit}", sw: "Habari {case.name}", amh: "ሰላም {case.name}", hin: "नमस्ते {case.name}", ara: "مرحباً {case.name}"}
starts: 2026-03-02 09:00
ends: 2026-03-14 09:00
timeline:
  - {at: 2026-03-02 09:00, note: begins}
`;

describe.skipIf(!hasBrowser)('the walk of an export', () => {
  let live: LiveLab;
  let page: Page;
  let folder: string;
  beforeAll(async () => {
    live = await openLab(story);
    page = await openPage(live);
    folder = mkdtempSync(join(tmpdir(), 'drysend-'));
    writeFileSync(join(folder, 'women.csv'), messyExport());
  });
  afterAll(async () => {
    await live?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('what the file would bring is shown before it is done, with what is odd grouped by code', async () => {
    await view(page, 'People');
    await press(page, 'Import cases');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('File').setInputFiles(join(folder, 'women.csv'));
    await dialog.getByLabel('Case type of rows').fill('woman');
    await press(dialog, 'Look at it');
    await dialog.getByText('300 cases of type woman: 6 closed, 42 without a number that HQ reads').waitFor();
    const odd = dialog.getByRole('list', { name: 'What is odd in the file' });
    await odd.getByText('IMPORT_EXCEL_NUMBER').waitFor();
    await odd.getByText('IMPORT_OWNER_UNKNOWN').waitFor();
    await dialog.getByRole('cell', { name: 'no number' }).first().waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect(await page.locator('.people-row').count()).toBe(0);
  });

  test('all of them come in', async () => {
    const dialog = page.getByRole('dialog');
    await press(dialog, 'Register 300 cases');
    await dialog.getByRole('status').getByText('300 cases registered.').waitFor();
    await press(dialog, 'Done');
    await page.getByPlaceholder('Search 300 people').waitFor();
  });

  test('who cannot be reached is known before anything is sent', async () => {
    await page.getByLabel('Search people').fill('2.54702E+11');
    await page.locator('.people-row').filter({ hasText: 'NO_PHONE_NUMBER' }).first().waitFor();
  });

  test('the first evening reaches the others, each in their language, and errors stand on cards', async () => {
    await jump(page, '2026-03-02T19:00');
    await view(page, 'Phones');
    await page.getByLabel('Search phones').fill('no such');
    await page.getByLabel('Search phones').fill('');
    await page.locator('.bubble').first().waitFor();
    await page.getByText(/\d+ SMS · 0 email · \d+ errors/).waitFor();
    expect(await page.getByText('+2.54702').count()).toBe(0);
  });

  test('a phone that six people share keeps its reply in sight', async () => {
    await page.setViewportSize({ width: 1366, height: 768 });
    const shared = page.locator('.phone').first();
    await shared
      .getByRole('button', { name: /^Everything about/ })
      .nth(5)
      .waitFor();
    const [card, reply] = await Promise.all([shared.boundingBox(), shared.locator('.reply').boundingBox()]);
    expect(reply!.y + reply!.height).toBeLessThanOrEqual(card!.y + card!.height);
  });

  test('the roster counts who got nothing and why, and the demo shows the programme to a room', async () => {
    await view(page, 'Roster');
    await page
      .getByText(/NO_PHONE_NUMBER 42|NO_PHONE_NUMBER/)
      .first()
      .waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.getByRole('link', { name: 'Demo' }).click();
    await page.locator('.demo-phone').first().waitFor();
    await page.locator('.demo-bubble').first().waitFor();
    expect(await page.locator('.demo-phone').count()).toBe(3);
    expect(await violationsOn(page)).toEqual([]);
  });
});

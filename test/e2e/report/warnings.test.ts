/** The warnings of a report, as its overview lists them. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtPage, reportOf } from '../../report/html/a-report.ts';
import { hasBrowser } from '../lab/browser.ts';
import { type ReportOnDisk, reportOnDisk } from './a-page.ts';

/** One story: two who wrote no consent, and one text that lands at night. */
const story = (title: string, hour: string) => `
scenario: ${title}
project: {time_zone: America/New_York, languages: [en]}
gateways: {TW: {type: twilio, number: "+15005550006"}}
routing: {global: {"*": TW}}
cases:
  asha: {type: patient, name: "<img src=x onerror=window.stolen=1>", contact_phone_number: "12125550100"}
  abebe: {type: patient, name: Abebe, contact_phone_number: "12125550101"}
alerts:
  visit: {case_type: patient, to: case, send: {daily: {at: "${hour}", stop_after: "1"}}, sms: {en: "Dear {case.name}"}}
starts: 2026-03-06 08:00
ends: 2026-03-08 08:00
timeline: [{at: 2026-03-06 08:00, register: [asha, abebe]}]
`;
const stories = [story('By night', '23:00'), story('By day', '10:00')].join('---');
const quiet = `
scenario: Quiet
starts: 2026-03-06 08:00
ends: 2026-03-07 08:00
timeline: [{at: 2026-03-06 08:00, note: quiet}]
`;

const card = (page: Page) =>
  page.locator('section', { has: page.getByRole('heading', { name: /^Warnings/ }) });

describe.skipIf(!hasBrowser)('warnings on the overview', () => {
  let report: ReportOnDisk;
  beforeAll(async () => {
    report = await reportOnDisk(reportOf(`${stories}---${quiet}`, builtPage()));
  });
  afterAll(() => report?.close());

  test('those of one code over all stories are one line with their sum, the most serious first', async () => {
    const page = await report.open('');
    await card(page).getByRole('heading', { name: 'Warnings: 6' }).waitFor();
    const lines = await card(page).getByRole('listitem').allTextContents();
    expect(lines.map((line) => line.slice(0, 24))).toEqual([
      expect.stringMatching(/^4 US_OPT_IN_MISSING/),
      expect.stringMatching(/^2 NIGHT_MESSAGE/),
    ]);
    expect(lines[0]).toContain('error');
    expect(lines[0]).toContain('store 1 in contact_phone_number_is_verified');
    expect(await page.evaluate(() => Reflect.get(globalThis, 'stolen'))).toBeUndefined();
  });

  test('are those of the chosen story alone, and none where it has none', async () => {
    const page = await report.open('#/overview?story=2');
    await card(page).getByRole('heading', { name: 'Warnings: 2' }).waitFor();
    await page.getByRole('combobox', { name: 'Story' }).selectOption('Quiet');
    await page.getByRole('heading', { name: 'Quiet' }).first().waitFor();
    expect(await card(page).count()).toBe(0);
  });
});

/** Roster and plan as pages, and names instead of keys wherever somebody is meant. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from './browser.ts';
import { jump, type LiveLab, openLab, openPage, view } from './live-lab.ts';

const id = '3bc36664-0f7e-4d1f-9a55-0a1b2c3d4e5f';
const story = `
scenario: Reports
project: {time_zone: Africa/Nairobi, languages: [en]}
gateways: {GATE: {type: http}}
routing: {global: {"*": GATE}}
cases:
  ${id}: {type: woman, name: Amina Lema, contact_phone_number: "254711000001"}
  zero: {type: woman, name: Zero, contact_phone_number: "0", edd: soon}
alerts:
  visit: {case_type: woman, to: case, send: {daily: {at: "18:00", stop_after: "3"}}, sms: {en: "Dear {case.name}"}}
  birth: {case_type: woman, to: case, start: {property: edd}, send: {daily: {at: "18:00", stop_after: "1"}}, sms: {en: "Dear"}}
starts: 2026-03-02 09:00
ends: 2026-03-14 09:00
timeline:
  - {at: 2026-03-02 10:00, register: [${id}, zero]}
`;

describe.skipIf(!hasBrowser)('reports', () => {
  let live: LiveLab;
  let page: Page;
  beforeAll(async () => {
    live = await openLab(story);
    page = await openPage(live);
    await jump(page, '2026-03-03T19:00');
  });
  afterAll(() => live?.close());

  test('what comes next names the person and the alert', async () => {
    await page.getByText(/^Next: visit → (?:Amina Lema \(3bc36664\)|Zero)/).waitFor();
    expect(await page.locator('.next').innerText()).not.toContain(id);
  });

  test('the roster has a funnel for the alert, and who got nothing with the cure', async () => {
    await view(page, 'Roster');
    const funnel = page.getByRole('region', { name: 'alert visit' });
    await funnel.getByText('to 1 person').waitFor();
    await funnel.getByText('error, NO_PHONE_NUMBER').waitFor();
    const dated = page.getByRole('region', { name: 'alert birth' });
    await dated.getByText('skipped, no edd').waitFor();
    await dated.getByText('skipped, edd is not a date').waitFor();
    await page.getByRole('button', { name: 'Zero' }).first().click();
    await page.getByRole('complementary', { name: 'Everything about a contact' }).waitFor();
  });

  test('the plan has the calendar of the whole run and who gets what', async () => {
    await view(page, 'Plan');
    await page.getByText('3 messages to 2 contacts').waitFor();
    const calendar = page.getByRole('group', { name: 'Calendar' });
    await calendar.getByText('2026-03-04').waitFor();
    expect(await page.getByRole('cell', { name: 'Amina Lema (3bc36664)' }).count()).toBe(3);
    await page.getByRole('searchbox').fill('nobody');
    await page.getByText('Nothing will be sent').waitFor();
  });
});

/** The page invents no phone: who cannot be reached has a card that says why, and every error of theirs stands on it. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from './browser.ts';
import { jump, type LiveLab, openLab, openPage, phoneOf, view } from './live-lab.ts';

const story = `
scenario: Nothing invented
project: {time_zone: Africa/Nairobi, languages: [en]}
gateways: {GATE: {type: http}, MAIL: {type: smtp}}
routing: {global: {"*": GATE}}
cases:
  excel: {type: woman, name: Excel, contact_phone_number: "2.54702E+11"}
  zero: {type: woman, name: Zero, contact_phone_number: "0"}
  asha: {type: woman, name: Asha, contact_phone_number: "254711000001"}
alerts:
  visit:
    case_type: woman
    to: case
    send: {daily: {at: "18:00", stop_after: "3"}}
    sms: {en: "Visit"}
  letter:
    case_type: woman
    to: case
    send: immediately
    email: {subject: {en: "A letter"}, body: {en: "Dear {case.name}"}}
starts: 2026-03-02 09:00
ends: 2026-03-14 09:00
timeline:
  - {at: 2026-03-02 10:00, register: [excel, zero, asha]}
`;

describe.skipIf(!hasBrowser)('nothing is invented', () => {
  let live: LiveLab;
  let page: Page;
  beforeAll(async () => {
    live = await openLab(story);
    page = await openPage(live);
    await jump(page, '2026-03-03T19:00');
  });
  afterAll(() => live?.close());

  test('who has no number that HQ reads has no phone, and is told the code and the cure', async () => {
    const card = page.getByRole('article', { name: 'No phone: Excel' });
    await card.getByText('2.54702E+11').waitFor();
    await card.getByText('no phone', { exact: true }).waitFor();
    const problems = card.getByRole('list', { name: 'What keeps messages from them' });
    await problems.getByText('NO_PHONE_NUMBER').waitFor();
    await problems.getByText('the digits are lost in this file').waitFor();
    expect(await card.getByRole('textbox').count()).toBe(0);
    expect(await page.getByText('+254702').count()).toBe(0);
  });

  test('every error of a contact stands on its card, with and without a phone', async () => {
    const card = page.getByRole('article', { name: 'No phone: Zero' });
    await expect.poll(() => card.locator('.bubble').filter({ hasText: 'NO_PHONE_NUMBER' }).count()).toBe(2);
    await card.locator('.bubble').filter({ hasText: 'NO_EMAIL_ADDRESS' }).waitFor();
    await phoneOf(page, 'Asha').locator('.bubble').filter({ hasText: 'NO_EMAIL_ADDRESS' }).waitFor();
  });

  test('the error in the side panel has its cure', async () => {
    const card = page.getByRole('article', { name: 'No phone: Zero' });
    await card.locator('.bubble').filter({ hasText: 'NO_PHONE_NUMBER' }).first().click();
    await page.getByRole('complementary', { name: 'Message and why' }).getByText('Cure').waitFor();
  });

  test('the table of people has the codes too', async () => {
    await view(page, 'People');
    const row = page.locator('.people-row', { hasText: '2.54702E+11' });
    await row.getByText('no number', { exact: true }).waitFor();
    await row.getByText('NO_PHONE_NUMBER').waitFor();
  });
});

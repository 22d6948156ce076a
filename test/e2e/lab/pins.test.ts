/** Phones that are pinned stay; phones stand under their alerts; nobody is a bare id. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from './browser.ts';
import { type LiveLab, openLab, openPage, phoneOf, press, view } from './live-lab.ts';
import { violationsOn } from './violations.ts';

const keys = Array.from({ length: 12 }, (_, index) => `w-${index}`);
const story = `
scenario: Pins
project: {time_zone: Asia/Kolkata, languages: [en]}
gateways: {GATE: {type: twilio, number: "+12065550100"}}
routing: {global: {"*": GATE}}
cases:
${keys.map((key, index) => `  ${key}: {type: ${index < 2 ? 'mother' : 'patient'}, name: Woman ${index}, contact_phone_number: "${919812345000 + index}"}`).join('\n')}
alerts:
  dose: {case_type: patient, to: case, send: immediately, sms: {en: "Your dose"}}
  visit: {case_type: mother, to: case, send: immediately, sms: {en: "Your visit"}}
starts: 2026-03-02 08:00
ends: 2026-03-09 00:00
timeline:
  - {at: 2026-03-02 09:00, register: [${keys.join(', ')}]}
`;

describe.skipIf(!hasBrowser)('many phones', () => {
  let live: LiveLab;
  let page: Page;
  beforeAll(async () => {
    live = await openLab(story);
    page = await openPage(live);
    await press(page, 'Next message');
    await phoneOf(page, 'Woman 0').waitFor();
  });
  afterAll(() => live?.close());

  const rows = () => page.locator('.phone-list .list-row');

  test('a pinned phone stays first, whatever else is laid out, and after a reload', async () => {
    await phoneOf(page, 'Woman 3').getByRole('button', { name: 'Pin Woman 3' }).click();
    for (const index of [4, 5, 6, 7, 8, 9, 10, 11]) {
      await page.getByLabel('Search phones').fill(`Woman ${index}`);
      await rows().first().click();
    }
    await page.getByLabel('Search phones').fill('');
    expect(await page.locator('.phone').first().getAttribute('aria-label')).toContain('Woman 3');
    expect(await page.locator('.phone').count()).toBe(8);
    await page.reload();
    await phoneOf(page, 'Woman 3').waitFor();
    expect(await page.locator('.phone').first().getAttribute('aria-label')).toContain('Woman 3');
    expect(await rows().first().innerText()).toMatch(/Woman 3.*\s+pinned/);
    await phoneOf(page, 'Woman 3').getByRole('button', { name: 'Pin Woman 3' }).click();
    await expect.poll(() => rows().first().innerText()).not.toContain('pinned');
  });

  test('phones stand together by the alert that wrote to them', async () => {
    await page.getByLabel('Group by').selectOption('alert');
    await expect.poll(() => rows().first().innerText()).toContain('dose');
    await page.locator('.phone-list .virtual').evaluate((list) => list.scrollTo(0, 1e6));
    await expect.poll(() => rows().last().innerText()).toMatch(/Woman [01].*\s+visit/);
    expect(await violationsOn(page)).toEqual([]);
  });

  test('the list of the timeline and the traffic of a gateway have names, no bare ids', async () => {
    await view(page, 'Timeline');
    await page.getByText('The same as a list').click();
    await page.locator('.timeline-lines').getByText('Woman 0').first().waitFor();
    expect(await page.locator('.timeline-lines').innerText()).not.toMatch(/(?<!\()w-\d/);
    await view(page, 'Gateways');
    await page.locator('.traffic-row').getByText('Woman 11').first().waitFor();
  });
});

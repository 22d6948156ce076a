/** Gateways broken and mended by buttons, and what becomes of the messages meanwhile. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hasBrowser } from './browser.ts';
import { clockOf, jump, type LiveLab, openLab, openPage, press, view } from './live-lab.ts';

const story = `
scenario: A gateway with its moods
project: {time_zone: Asia/Dhaka, languages: [en]}
gateways: {GATE: {type: twilio, number: "+15005550006"}}
routing: {global: {"*": GATE}}
cases:
  rina: {type: patient, name: Rina, contact_phone_number: "8801712345678", contact_phone_number_is_verified: "1"}
alerts:
  dose:
    case_type: patient
    to: case
    send: {daily: {at: "18:00", stop_after: "9"}}
    sms: {en: "Your dose"}
starts: 2026-03-06 09:00
ends: 2026-03-14 09:00
timeline:
  - {at: 2026-03-06 09:00, register: rina}
`;

describe.skipIf(!hasBrowser)('a gateway', () => {
  let live: LiveLab;
  let page: Page;
  let gateway: Locator;
  beforeAll(async () => {
    live = await openLab(story);
  });
  afterAll(() => live?.close());
  beforeEach(async () => {
    const { id } = await live.lab.store.open('scenarios/two-way/story.yaml', story);
    page = await openPage(live, {}, `${live.lab.url}#/${id}/gateways`);
    gateway = page.getByRole('region', { name: 'Gateway GATE' });
    await jump(page, '2026-03-06T12:00');
    await expect.poll(() => clockOf(page).textContent()).toBe('12:00:00');
  });
  afterEach(() => page?.context().close());

  test('that is down makes a message wait for its retries; brought up, it takes it', async () => {
    await press(gateway, 'Take down');
    await gateway.getByText('down', { exact: true }).waitFor();
    await jump(page, '2026-03-06T18:02');
    await gateway.getByText('attempt 1 failed, again 6 Mar 18:05').waitFor();
    await view(page, 'Phones');
    await page.locator('.bubble[data-state="retrying"]').getByText('will try again').waitFor();
    await view(page, 'Gateways');
    await press(gateway, 'Bring up');
    await gateway.getByText('up', { exact: true }).waitFor();
    await jump(page, '2026-03-06T18:06');
    await gateway.getByText('Your dose').waitFor();
    await view(page, 'Phones');
    await page.locator('.bubble[data-state="arrived"]').getByText('18:05').waitFor();
  });

  test('that refuses makes a message fail for good, with the code HQ reports', async () => {
    const refuse = gateway.getByRole('button', { name: 'Refuse' });
    await refuse.click();
    await gateway.getByText('refuses', { exact: true }).waitFor();
    expect(await refuse.getAttribute('aria-pressed')).toBe('true');
    await jump(page, '2026-03-06T19:00');
    await gateway.getByText(/TOO_MANY_UNSUCCESSFUL_ATTEMPTS/).waitFor();
    await view(page, 'Phones');
    await page
      .locator('.bubble[data-state="lost"]')
      .getByText(/TOO_MANY_UNSUCCESSFUL_ATTEMPTS/)
      .waitFor();
    await page.locator('.bubble[data-state="lost"]').click();
    await page.getByText('The message was refused').first().waitFor();
    await view(page, 'Gateways');
    await refuse.click();
    await gateway.getByText('refuses', { exact: true }).waitFor({ state: 'detached' });
    await jump(page, '2026-03-07T19:00');
    await gateway.getByText('Your dose', { exact: true }).waitFor();
  });

  test('reports of a delivery by hand, of that message and no other that reads the same', async () => {
    await jump(page, '2026-03-07T19:00');
    await expect.poll(() => gateway.getByText('Your dose').count()).toBe(2);
    await gateway.getByRole('button', { name: '✓ delivered' }).first().click();
    await expect.poll(() => gateway.locator('.kind[data-kind=receipt]').count()).toBe(1);
    await gateway.getByRole('button', { name: '✕ undelivered' }).last().click();
    await expect.poll(() => gateway.locator('.kind[data-kind=receipt]').count()).toBe(2);
    await view(page, 'Phones');
    await page.locator('.bubble').first().getByText('delivered', { exact: true }).waitFor();
    await page.locator('.bubble').last().getByText('undelivered', { exact: true }).waitFor();
  });

  test('that loses its answer is asked twice for one message', async () => {
    await press(gateway, 'Lose answers');
    await jump(page, '2026-03-06T19:00');
    await gateway.getByText('attempt 1 failed').waitFor();
    await gateway.getByText('Your dose').waitFor();
    await gateway.getByText('Your dose').click();
    await page.locator('.wire details').nth(1).waitFor();
    expect(await page.locator('.wire details').count()).toBe(2);
    await page.locator('.wire summary').first().click();
    await expect.poll(() => page.locator('.wire').innerText()).toMatch(/no answer/);
    await view(page, 'Phones');
    await page.locator('.bubble').getByText('arrived twice').waitFor();
  });

  test('that is slow answers later, and the message stands where it was answered', async () => {
    await press(gateway, 'Make slow');
    await gateway.getByText('30 s slow').waitFor();
    await jump(page, '2026-03-06T18:00');
    await jump(page, '2026-03-06T19:00');
    await gateway.getByText('Your dose').waitFor();
    await gateway.getByText('Your dose').click();
    await page.getByRole('complementary', { name: 'Message and why' }).getByText(/18:00/).first().waitFor();
    await press(gateway, 'Make slow');
    await gateway.getByText('30 s slow').waitFor({ state: 'detached' });
  });

  test('that fails the next hand-overs takes the one after them', async () => {
    await gateway.getByLabel('How many hand-overs fail').fill('2');
    await press(gateway, 'Fail next');
    await gateway.getByText('fails the next 2').waitFor();
    await jump(page, '2026-03-06T19:00');
    await gateway.getByText('attempt 2 failed').waitFor();
    await gateway.getByText('Your dose').waitFor();
  });

  test('that is mended has none of it left', async () => {
    for (const name of ['Take down', 'Make slow', 'Fail next']) await press(gateway, name);
    await gateway.getByText('fails the next 3').waitFor();
    await press(gateway, 'Mend');
    await gateway.getByText('up', { exact: true }).waitFor();
    await expect.poll(() => gateway.locator('.chip').allTextContents()).toEqual(['up']);
    await jump(page, '2026-03-06T19:00');
    await gateway.getByText('Your dose').waitFor();
    expect(await gateway.getByText('failed').count()).toBe(0);
  });
});

/** A program of this machine at the lab's gateway: what it hands in is seen on the page. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from './browser.ts';
import { type LiveLab, openLab, openPage, view } from './live-lab.ts';

const story = `
scenario: A program hands in
project: {time_zone: Asia/Kolkata, languages: [en]}
gateways: {GATE: {type: twilio, number: "+15005550006"}}
routing: {global: {"*": GATE}}
cases:
  asha: {type: patient, name: Asha, contact_phone_number: "919812345001"}
starts: 2026-03-02 09:00
timeline:
  - {at: 2026-03-02 09:00, register: asha}
`;

describe.skipIf(!hasBrowser)('what programs hand in', () => {
  let live: LiveLab;
  let page: Page;
  beforeAll(async () => {
    live = await openLab(story, { gateways: { http: 0, smtp: undefined } });
    page = await openPage(live);
    await view(page, 'Gateways');
  });
  afterAll(() => live?.close());

  test('reaches the address on the gateway’s card, and is shown there with whom it was meant for', async () => {
    const card = page.getByRole('region', { name: 'Gateway GATE' });
    const url = await card.getByText(/^http:\/\/127\.0\.0\.1:\d+\/GATE$/).textContent();
    const answer = await fetch(`${url}/2010-04-01/Accounts/AC1/Messages.json`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ To: '+919812345001', From: '+15005550006', Body: 'From a program' }),
    });
    expect(answer.status).toBe(401);
    await card.getByText('Handed in by programs (1)').click();
    await card.getByText('+919812345001 (asha)').waitFor();
    await card.getByText('From a program').first().click();
    await card.getByRole('group', { name: 'Answer' }).getByText('401').waitFor();
  });

  test('is no message of the rehearsal', async () => {
    await page.getByText('0 SMS · 0 email · 0 errors · 0 held').waitFor();
    await view(page, 'Phones');
    expect(await page.locator('.bubble').count()).toBe(0);
  });
});

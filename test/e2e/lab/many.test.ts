/** 2,000 contacts and 50,000 messages of a real session: what is kept and drawn stays bounded. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from './browser.ts';
import { type LiveLab, openLab, openPage, view } from './live-lab.ts';

const CONTACTS = 2000;
const DAYS = 25;
/** A view has some hundreds of elements however much there is. */
const NODES_MAX = 3000;
/** Some kilobytes for each message, and the page itself. */
const HEAP_MAX_MB = 250;

const keys = Array.from({ length: CONTACTS }, (_, index) => `c${index}`);
const story = `
scenario: Two thousand contacts
project: {time_zone: Asia/Kolkata, languages: [en]}
gateways: {GATE: {type: twilio, number: "+15005550006"}}
routing: {global: {"*": GATE}}
cases:
${keys.map((key, index) => `  ${key}: {type: patient, name: Contact ${index}, contact_phone_number: "${919_800_000_000 + index}", contact_phone_number_is_verified: "1"}`).join('\n')}
alerts:
  dose:
    case_type: patient
    to: case
    send: {daily: {at: "09:00", stop_after: "${DAYS}"}}
    sms: {en: "Your dose, {case.name}"}
starts: 2026-03-01 08:00
ends: 2026-03-30 00:00
timeline:
  - {at: 2026-03-01 08:00, register: [${keys.join(', ')}]}
`;

describe.skipIf(!hasBrowser)('2,000 contacts and 50,000 messages', () => {
  let live: LiveLab;
  let page: Page;
  beforeAll(async () => {
    live = await openLab(story);
    page = await openPage(live);
    page.setDefaultTimeout(30_000);
    const [session] = live.lab.store.all();
    await fetch(`${live.lab.url}api/sessions/${session!.id}/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ do: 'jump', to: '2026-03-29 00:00' }),
    });
    await view(page, 'Timeline');
    await page.getByText(`The same as a list (${CONTACTS * DAYS})`).waitFor();
  });
  afterAll(() => live?.close());

  test('leave in the document only what is in sight', async () => {
    for (const name of ['Phones', 'Mail', 'People', 'Gateways', 'Alerts', 'Timeline']) {
      await view(page, name);
      expect(await nodes(), name).toBeLessThan(NODES_MAX);
    }
    await page.getByText('The same as a list').click();
    await page.locator('.timeline-lines .list-row').first().waitFor();
    expect(await nodes()).toBeLessThan(NODES_MAX);
  });

  test('are all found at the end of their lists', async () => {
    await page.evaluate("document.querySelector('.timeline-lines .virtual').scrollTop = 1e9");
    await page.locator('.timeline-lines').getByText('c1999').first().waitFor();
    await view(page, 'People');
    await page.getByLabel('Search people').fill('Contact 1999');
    await page.getByText('+919800001999').waitFor();
    await view(page, 'Phones');
    await page.getByLabel('Search phones').fill('Contact 1999');
    await page.locator('.phone-list .list-row').first().click();
    await page
      .getByRole('article', { name: 'Phone of Contact 1999' })
      .getByText('Your dose')
      .last()
      .waitFor();
  });

  test('keep the heap within bounds, also after a walk through all views', async () => {
    const client = await page.context().newCDPSession(page);
    for (let round = 0; round < 3; round += 1) {
      for (const name of ['Phones', 'People', 'Gateways', 'Timeline']) await view(page, name);
    }
    await client.send('HeapProfiler.collectGarbage');
    const { usedSize } = await client.send('Runtime.getHeapUsage');
    expect(usedSize / 1024 ** 2).toBeLessThan(HEAP_MAX_MB);
    const { nodes: kept } = await client.send('Memory.getDOMCounters');
    expect(kept).toBeLessThan(10 * NODES_MAX);
  });

  const nodes = async (): Promise<number> =>
    Number(await page.evaluate("document.querySelectorAll('*').length"));
});

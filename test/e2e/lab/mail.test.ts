/** A mailbox of a real session: each face of a mail, and the search among them. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from './browser.ts';
import { jump, type LiveLab, openLab, openPage, press, view } from './live-lab.ts';

const story = `
scenario: Mail with and without HTML
project: {time_zone: America/New_York, languages: [en], rich_text_email: yes}
gateways: {SMTP: {type: smtp}}
cases:
  ana: {type: patient, name: Ana, commcare_email_address: ana@example.org}
  bea: {type: patient, name: Bea, commcare_email_address: bea@example.org}
alerts:
  welcome:
    case_type: patient
    to: case
    send: immediately
    email:
      subject: {en: "Welcome {case.name}"}
      body: {en: "Plain words for {case.name}"}
      html: {en: "<h1 style='color: rgb(0, 0, 200)'>Fine words for {case.name}</h1><script>parent.document.title = 'stolen'</script>"}
  plain:
    case_type: patient
    to: case
    send: {custom_immediate: [{wait_minutes: "30"}]}
    email: {subject: {en: "Reminder"}, body: {en: "First line\\n  second line"}}
starts: 2026-03-02 09:00
ends: 2026-03-04 09:00
timeline:
  - {at: 2026-03-02 10:00, register: [ana, bea]}
`;

describe.skipIf(!hasBrowser)('a mailbox', () => {
  let live: LiveLab;
  let page: Page;
  beforeAll(async () => {
    live = await openLab(story);
    page = await openPage(live);
    await view(page, 'Mail');
  });
  afterAll(() => live?.close());

  test('is empty until a mail comes, and says what to do', async () => {
    await page.getByText('No mail yet').waitFor();
    await jump(page, '2026-03-02T12:00');
    await expect.poll(() => page.locator('.mail-list .list-row').count()).toBe(4);
  });

  test('is searched by address and subject', async () => {
    await page.getByLabel('Search mail').fill('bea@');
    await expect.poll(() => page.locator('.mail-list .list-row').count()).toBe(2);
    await page.getByLabel('Search mail').fill('nobody@');
    await page.getByText('No mail answers to that').waitFor();
    await page.getByLabel('Search mail').fill('Welcome');
    await page.locator('.mail-list .list-row', { hasText: 'ana@' }).click();
    await page.getByRole('heading', { name: 'Welcome Ana' }).waitFor();
  });

  test('shows a mail as its reader sees it, with its own looks and without its scripts', async () => {
    const heading = page.frameLocator('.mail-frame').getByText('Fine words for Ana');
    await heading.waitFor();
    const colour =
      "getComputedStyle(document.querySelector('.mail-frame').contentDocument.querySelector('h1')).color";
    expect(await page.evaluate(colour)).toBe('rgb(0, 0, 200)');
    await page.getByText('<script>').waitFor();
    expect(await page.title()).toBe('drysend lab');
  });

  test('shows its text, its headers and its source as they were handed over', async () => {
    await press(page, 'Text');
    await page.getByRole('group', { name: 'Text' }).getByText('Plain words for Ana').waitFor();
    await press(page, 'Headers');
    await page.locator('.facts').getByText('multipart/alternative').waitFor();
    await page.locator('.facts').getByText('ana@example.org').waitFor();
    await press(page, 'Source');
    const source = page.getByRole('group', { name: 'Source' });
    await source.getByText('subject: Welcome Ana').waitFor();
    expect(await source.innerText()).toContain("<script>parent.document.title = 'stolen'</script>");
  });

  test('says why a mail was sent', async () => {
    await press(page, 'Why?');
    const panel = page.getByRole('complementary', { name: 'Message and why' });
    await panel.getByText('the only smtp gateway').first().waitFor();
    await panel.getByRole('heading', { name: 'Welcome Ana' }).waitFor();
    await panel.getByRole('button', { name: 'Close' }).click();
  });

  test('opens a mail without HTML on its text, lines as they were written', async () => {
    await page.getByLabel('Search mail').fill('Reminder');
    await page.locator('.mail-list .list-row', { hasText: 'bea@' }).click();
    expect(await page.getByRole('group', { name: 'Text' }).innerText()).toBe('First line\n  second line');
    await press(page, 'HTML');
    await page.getByText('This mail has only text').waitFor();
  });
});

/** The HTML report as people use it: opened from disk, read, searched, linked to and printed. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtPage, reportOf } from '../../report/html/a-report.ts';
import { hasBrowser } from '../lab/browser.ts';
import { type ReportOnDisk, reportOnDisk } from './a-page.ts';

/** Tries to end its element, to run, and to turn the direction of writing. */
const EVIL = '</script><script>window.stolen=1</script><img src=x onerror=window.stolen=1>\u202e\u2028';
const q = (text: string): string => JSON.stringify(text);

const stories = `
scenario: Visits across a change of the clock
project: {time_zone: America/New_York, languages: [en, hin], daily_limit: 2}
gateways:
  TW: {type: twilio, number: "+15005550006", price: {per_segment: "0.0075", currency: USD}}
routing: {global: {"*": TW}}
cases:
  asha: {type: patient, name: "आशा शर्मा", contact_phone_number: "12125550100", language_code: hin, contact_phone_number_is_verified: "1"}
  abebe: {type: patient, name: Abebe Bikila, contact_phone_number: "12125550101", time_zone: Africa/Addis_Ababa}
  evil: {type: patient, name: ${q(EVIL)}, contact_phone_number: "12125550102"}
  nobody: {type: patient, name: Nobody Reached}
alerts:
  visit:
    case_type: patient
    to: case
    send: {daily: {at: "09:00", stop_after: "4"}}
    sms: {en: ${q(`Dear {case.name}: ${EVIL}`)}, hin: "नमस्ते {case.name}, आपकी मुलाक़ात शुक्रवार को है।"}
starts: 2026-03-06 08:00
ends: 2026-03-14 08:00
timeline:
  - {at: 2026-03-06 08:00, register: [asha, abebe, evil, nobody]}
  - {at: 2026-03-06 09:30, gateway: {TW: {down: yes}}}
  - {at: 2026-03-07 12:00, gateway: {TW: {down: no}}}
  - {at: 2026-03-09 10:00, inbound: {from: asha, text: Thanks}}
expect:
  - {sms: {to: asha, at: "2026-03-06 10:00"}}
---
scenario: Nothing happens
project: {time_zone: Africa/Nairobi, languages: [en]}
starts: 2026-03-06 08:00
ends: 2026-03-07 08:00
timeline:
  - {at: 2026-03-06 08:00, note: quiet}
`;

describe.skipIf(!hasBrowser)('the HTML report', () => {
  let report: ReportOnDisk;
  beforeAll(async () => {
    report = await reportOnDisk(reportOf(stories, builtPage()));
  });
  afterAll(() => report?.close());

  test('opens with the counts of all stories, and what was promised and broken', async () => {
    const page = await report.open('');
    expect(await page.title()).toBe('2 stories · drysend report');
    await page.getByRole('heading', { name: 'Broken promises' }).waitFor();
    await page
      .locator('.failure strong', { hasText: /^sms to .*asha/ })
      .first()
      .waitFor();
    expect(await figure(page, 'Stories')).toContain('1 broken');
    expect(await figure(page, 'Cost')).toContain('USD');
    await page.getByRole('combobox', { name: 'Story' }).selectOption('Visits across a change of the clock');
    await page.getByRole('heading', { name: 'alert visit' }).waitFor();
    expect(await page.title()).toBe('Visits across a change of the clock · drysend report');
    await done(page);
  });

  test('has the figures of each chart in a table behind it', async () => {
    const page = await report.open('#/overview?story=1');
    const chart = page.locator('figure', { hasText: 'Messages per day' });
    await chart.getByText('As a table').click();
    await chart.getByRole('rowheader', { name: '2026-03-06' }).waitFor();
    expect(await chart.getByRole('img').getAttribute('aria-label')).toMatch(/^\d+ messages; the fullest/);
    await done(page);
  });

  test('leads from who got nothing to the people, by a link that can be sent on', async () => {
    const page = await report.open('#/overview?story=1');
    await page.getByRole('link', { name: /Contact has no phone number/ }).click();
    await page.locator('.people-table .table-row').first().waitFor();
    expect(await page.locator('.people-table .table-row').count()).toBe(1);
    const again = await report.open(new URL(page.url()).hash);
    await again.getByRole('link', { name: /Nobody Reached/ }).click();
    await again.getByRole('heading', { name: /Nobody Reached/ }).waitFor();
    expect(new URL(again.url()).hash).toBe('#/person/nobody?story=1');
    await done(page);
    await done(again);
  });

  test('filters people by words, a part of a number, and what became of their messages', async () => {
    const page = await report.open('#/people?story=1');
    const rows = page.locator('.people-table .table-row');
    await rows.nth(3).waitFor();
    const search = page.getByRole('searchbox');
    await search.fill('bikila');
    await expect.poll(() => rows.allInnerTexts()).toEqual([expect.stringContaining('Abebe Bikila')]);
    await search.fill('5550102');
    await expect.poll(() => rows.allInnerTexts()).toEqual([expect.stringContaining('window.stolen')]);
    await search.fill('nobody at all');
    await page.getByText('Nobody fits').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByRole('combobox', { name: 'Status' }).selectOption('Received');
    await expect.poll(() => rows.count()).toBe(1);
    await page.getByText('1 of 4 contacts').waitFor();
    await done(page);
  });

  test('opens a message: text, segments, CommCare’s names, why, and the exact exchange without secrets', async () => {
    const page = await report.open('#/messages?story=1&status=sent&language=hin');
    const link = page.locator('.message-table .table-row a').first();
    await link.focus();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('complementary', { name: 'Message and why' });
    await panel.getByText(/^1 segment of UCS-2, \d+ code units/).waitFor();
    for (const name of ['Phone Number', 'Direction', 'Gateway', 'Status', 'Event', 'Type', 'Triggering Case'])
      expect(await panel.locator('dt', { hasText: name }).count(), name).toBeGreaterThan(0);
    await panel.getByText('Conditional Alert | SMS Message').waitFor();
    await panel.getByRole('heading', { name: 'Why' }).waitFor();
    const wire = panel.getByRole('group', { name: 'Request' }).last();
    expect(await wire.innerText()).toContain('POST /2010-04-01/Accounts/');
    expect(await wire.innerText()).toContain('[redacted]');
    expect(await panel.getByRole('group', { name: 'Answer' }).last().innerText()).toMatch(/^201/);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    expect(new URL(page.url()).hash).toBe('#/messages?story=1&status=sent&language=hin');
    await page.waitForFunction('document.activeElement.tagName === "A"');
    await done(page);
  });

  test('follows a deep link to a message, and says so when there is none', async () => {
    const page = await report.open('#/messages?story=1&status=sent');
    const href = (await page.locator('.message-table .table-row a').first().getAttribute('href')) ?? '';
    expect(href).toMatch(/^#\/message\/[0-9a-f]{16}\?story=1$/);
    const linked = await report.open(href);
    await linked.getByRole('complementary').getByText('Journal line').waitFor();
    const lost = await report.open('#/message/0000000000000000');
    await lost.getByText('a message that is not in this report').waitFor();
    for (const one of [page, linked, lost]) await done(one);
  });

  test('zooms the timeline by keys and wheel, and opens the mark that is clicked', async () => {
    const page = await report.open('#/timeline?story=1');
    const canvas = page.locator('canvas');
    await canvas.waitFor();
    await page.getByText('America/New_York: 8 Mar 03:00, forward 1 h').waitFor();
    const whole = await pixels(canvas);
    await canvas.focus();
    for (const key of ['+', '+', 'ArrowRight']) await page.keyboard.press(key);
    await expect.poll(() => pixels(canvas)).not.toBe(whole);
    await page.keyboard.press('0');
    await expect.poll(() => pixels(canvas)).toBe(whole);
    const box = await canvas.boundingBox();
    // Abebe's own 09:00 is 01:00 in New York: the first mark of the second lane.
    for (let x = 180; x < (box?.width ?? 0) && !page.url().includes('message'); x += 6)
      await canvas.click({ position: { x, y: 30 + 44 + 22 } });
    await page.getByRole('complementary').getByText('Africa/Addis_Ababa').first().waitFor();
    await done(page);
  });

  test('has the lines of the timeline as a list too', async () => {
    const page = await report.open('#/timeline?story=1');
    await page.getByText('The same as a list').click();
    await page.locator('.timeline-lines .table-row').first().waitFor();
    await done(page);
  });

  test('prints: the whole list is laid out, without what is only for the screen', async () => {
    const page = await report.open('#/messages?story=1');
    await page.locator('.message-table .table-row').first().waitFor();
    const bytes = await page.pdf({ format: 'A4' });
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.filters').isVisible()).toBe(false);
    expect(await page.locator('.tabs').isVisible()).toBe(false);
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    await expect
      .poll(() => page.evaluate("getComputedStyle(document.querySelector('.table-row')).position"))
      .toBe('static');
    const height = await page.evaluate('document.documentElement.scrollHeight');
    expect(height).toBeGreaterThan(900);
    await done(page);
  });

  test('shows hostile names and texts as they are, and runs none of them', async () => {
    const page = await report.open('#/messages?story=1&status=sent&case=window.stolen');
    await page.locator('.message-table .table-row').first().waitFor();
    const words = await page.locator('.view').innerText();
    expect(words).toContain('<script>window.stolen=1</script>');
    expect(words).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u2028]/);
    await page.goto(`${page.url().split('#')[0]}#/person/evil?story=1`);
    await page.getByRole('heading', { name: /stolen/ }).waitFor();
    expect(await page.evaluate('window.stolen')).toBeUndefined();
    expect(await page.locator('img').count()).toBe(0);
    await done(page);
  });

  test('has words for what is not there', async () => {
    const page = await report.open('#/overview?story=2');
    await page.getByText('No message was sent').waitFor();
    for (const [view, words] of [
      ['people', 'Nobody is in this run'],
      ['messages', 'No messages'],
      ['timeline', 'Nobody is in this run'],
    ]) {
      await page.goto(`${page.url().split('#')[0]}#/${view}?story=2`);
      await page.getByText(words!).waitFor();
    }
    await done(page);
  });

  describe.each(['light', 'dark'] as const)('axe finds nothing to mend, %s,', (colorScheme) => {
    test.each([
      ['overview?story=1', '.bars'],
      ['overview', '.bars'],
      ['people', '.people-table .table-row'],
      ['person/asha?story=1', '.trail'],
      ['messages', '.message-table .table-row'],
      ['timeline?story=1', 'canvas'],
      ['timeline', '.cards'],
    ])('in %s', async (place, wanted) => {
      const page = await report.open(`#/${place}`, { colorScheme });
      await page.locator(wanted).first().waitFor();
      expect(await violations(page)).toEqual([]);
      await done(page);
    });

    test('beside a message', async () => {
      const page = await report.open('#/messages?story=1&status=sent', { colorScheme });
      await page.locator('.message-table .table-row a').first().click();
      await page.locator('.wire pre').first().waitFor();
      expect(await violations(page)).toEqual([]);
      await done(page);
    });
  });

  test.each([360, 768, 1366, 2560])('nothing stands over the edge at %d px', async (width) => {
    for (const place of [
      'overview?story=1',
      'people',
      'messages',
      'person/evil?story=1',
      'timeline?story=1',
    ]) {
      const page = await report.open(`#/${place}`, { viewport: { width, height: 800 } });
      await page.locator('.bars, .table-row, .trail, canvas').first().waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth'), place).toBeLessThanOrEqual(width);
      const main = await page.evaluate(
        "document.querySelector('.view').scrollWidth - document.querySelector('.view').clientWidth",
      );
      expect(main, place).toBeLessThanOrEqual(0);
      await done(page);
    }
  });

  test('asked for nothing and complained of nothing, in all of this', () => {
    expect(report.requests).toEqual([]);
    expect(report.complaints).toEqual([]);
  });
});

const done = (page: Page): Promise<void> => page.context().close();

const figure = async (page: Page, name: string): Promise<string> =>
  page.locator('.big-figure', { hasText: name }).first().innerText();

/** What is drawn, in so few words that two pictures can be compared. */
const pixels = (canvas: Locator): Promise<string> =>
  canvas.evaluate((element) => (element as unknown as { toDataURL(): string }).toDataURL());

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' ')}`);
}

/** Hostile words in every place where words from outside are shown: nothing runs, nothing leaves, nothing breaks. */
import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startStub } from '../../lab-web/stub-server.ts';
import { journal } from '../../lab-web/stub-session.ts';
import { hasBrowser } from './browser.ts';
import { jump, type LiveLab, openLab, openPage, view } from './live-lab.ts';
import { hostileMail, startTracker } from './tracker.ts';

const views = ['Phones', 'Mail', 'People', 'Gateways', 'Alerts', 'Timeline'];

/** Begins to write backwards, tries to run, and says where it ends. */
const evil = (name: string): string => `⟦${name}\u202E\u2067<img src=x onerror=window.stolen=1>⟧`;
/** Characters that turn the direction of writing. */
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const q = (text: string): string => JSON.stringify(text);

const story = `
scenario: ${q(evil('title'))}
about: ${q(evil('about'))}
tags: [${q(evil('tag'))}]
project: {time_zone: Asia/Dhaka, languages: [en], rich_text_email: yes}
gateways:
  ${q(evil('gate'))}: {type: twilio, number: "+15005550006"}
  SMTP: {type: smtp}
routing: {global: {"*": ${q(evil('gate'))}}}
cases:
  rina: {type: ${q(evil('type'))}, name: ${q(evil('Rina'))}, contact_phone_number: "8801712345678", contact_phone_number_is_verified: "1", commcare_email_address: rina@example.org, language_code: ${q(evil('language'))}}
  karim: {type: ${q(evil('type'))}, name: ${q(evil('Karim'))}, contact_phone_number: "8801712345678", contact_phone_number_is_verified: "1"}
alerts:
  ${q(evil('alert'))}:
    case_type: ${q(evil('type'))}
    to: case
    send: {daily: {at: "18:00", stop_after: "9"}}
    sms: {"*": ${q(evil('text'))}}
  mail:
    case_type: ${q(evil('type'))}
    to: case
    send: immediately
    email: {subject: {"*": ${q(evil('subject'))}}, body: {"*": ${q(evil('body'))}}}
starts: 2026-03-06 09:00
ends: 2026-03-14 09:00
timeline:
  - {at: 2026-03-06 09:00, register: [rina, karim]}
`;

describe.skipIf(!hasBrowser)('hostile words', () => {
  let live: LiveLab;
  let page: Page;
  beforeAll(async () => {
    live = await openLab(story);
    page = await openPage(live);
    await jump(page, '2026-03-07T12:00');
    await page.locator('.bubble').first().waitFor();
  });
  afterAll(() => live?.close());

  test('a name that writes backwards turns round nothing but itself, in any view', async () => {
    for (const name of views) {
      await view(page, name);
      if (name === 'Timeline') await page.getByText('The same as a list').click();
      const words = await page.locator('.view').innerText();
      expect(words, name).toContain('⟦');
      expect(words, name).not.toMatch(TURNING);
      expect(await leaks(page), name).toEqual([]);
    }
  });

  test('nor beside a message, in its trail and on its wire', async () => {
    await view(page, 'Phones');
    await page.locator('.bubble[data-state="arrived"]').first().click();
    await page.locator('.trail').waitFor();
    await page.locator('.wire pre').first().waitFor();
    const words = await page.locator('.panel').innerText();
    expect(words).toContain('⟦text‹U+202E›‹U+2067›');
    expect(words).not.toMatch(TURNING);
    expect(await leaks(page)).toEqual([]);
    await page.locator('.panel').getByRole('button', { name: 'Close' }).click();
  });

  test('nor in a form, a reply, or the list of scenarios', async () => {
    await page.locator('.reply input').first().fill(evil('reply'));
    await page.keyboard.press('Enter');
    await page.locator('.is-reply').first().waitFor();
    expect(await leaks(page)).toEqual([]);
    await view(page, 'People');
    await page.getByRole('button', { name: 'Edit' }).first().click();
    await page.getByRole('dialog').waitFor();
    await page.locator('.field .hint').first().getByText('BD').waitFor();
    expect(await leaks(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.goto(`${live.lab.url}#/start`);
    await page.getByText('⟦title').first().waitFor();
    expect(await leaks(page)).toEqual([]);
    await page.goBack();
    await page.waitForSelector('.view');
  });

  test('none of it runs', async () => {
    expect(await page.evaluate('window.stolen')).toBeUndefined();
    expect(await page.title()).toBe('drysend lab');
    expect(await page.locator('img').count()).toBe(0);
  });

  test('a text of 100 kB is cut where it is one of many, and breaks no view', async () => {
    const giant = 'ሰላም'.repeat(33_000);
    const id = new URL(page.url()).hash.split('/')[1];
    const act = async (body: unknown) => {
      const answer = await page.request.post(`${live.lab.url}api/sessions/${id}/act`, { data: body });
      expect(answer.status(), await answer.text()).toBe(200);
    };
    await act({ verb: 'inbound', from: '+8801712345678', text: giant });
    await act({ verb: 'update', update: { rina: { name: giant } } });
    for (const name of views) {
      await view(page, name);
      const { width, text } = (await page.evaluate(
        '({ width: document.documentElement.scrollWidth, text: document.body.innerText.length })',
      )) as { width: number; text: number };
      expect(width, name).toBeLessThanOrEqual(1440);
      expect(text, name).toBeLessThan(20_000);
    }
  });

  test.each([
    ['under the policy of the lab', true],
    ['even if the lab had no policy', false],
  ])('a mail asks for nothing and runs nothing, %s, and keeps its looks', async (_, hasPolicy) => {
    const tracker = await startTracker();
    const page = await live.browser.newPage();
    tracker.page = hostileMail(tracker.url);
    const lines = journal().map((line) => (line.html ? { ...line, html: tracker.page } : line));
    const stub = await startStub(lines);
    if (!hasPolicy) await page.route(`${stub.url}*`, withoutPolicy);
    await page.goto(`${stub.url}#/s1/mail`);
    const mail = page.frameLocator('.mail-frame');
    await mail.getByText('Visit on 12 March').waitFor();
    await page.getByText('Left out, because it runs').waitFor();
    for (const name of ['Text', 'Headers', 'Source', 'HTML']) {
      await page.getByRole('button', { name, exact: true }).click();
    }
    await mail.getByText('our page').click();
    await mail.locator('input[type=image]').click();
    const heading =
      "getComputedStyle(document.querySelector('.mail-frame').contentDocument.querySelector('h1'))";
    expect(await page.evaluate(`${heading}.color`)).toBe('rgb(200, 0, 0)');
    expect(await page.evaluate(`${heading}.fontSize`)).toBe('40px');
    expect(await page.title()).toBe('drysend lab');
    expect(tracker.hits).toEqual([]);
    expect(tracker.connections()).toBe(0);
    await page.goto(`${tracker.url}/last`);
    expect(tracker.hits.filter((path) => path !== '/favicon.ico')).toEqual(['/last']);
    await page.close();
    await Promise.all([stub.close(), tracker.close()]);
  });

  test('the same mail on a page of its own would have asked for many things', async () => {
    const tracker = await startTracker();
    tracker.page = hostileMail(tracker.url);
    const other = await live.browser.newPage();
    await other.goto(`${tracker.url}/control`);
    await expect.poll(() => tracker.hits.length).toBeGreaterThan(10);
    expect(tracker.hits).toContain('/tracker.png');
    await other.close();
    await tracker.close();
  });
});

/**
 * Places where a hostile word shares its stretch of writing with words of ours: the element that shuts the
 * direction of writing in must hold nothing else. What the lab's trail tells of a word is one sentence.
 */
function leaks(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const found = [];
    const isShut = (element) => {
      const { unicodeBidi, display } = getComputedStyle(element);
      return /isolate|plaintext/.test(unicodeBidi) || !/^(inline|contents)$/.test(display);
    };
    const ownText = (element) => [...element.childNodes].map((node) =>
      node.nodeType === 3 ? node.data : node.nodeType === 1 && !isShut(node) ? ownText(node) : '').join('');
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!/[\\u202A-\\u202E\\u2066-\\u2069]/.test(node.data) || node.parentElement.closest('textarea, datalist, pre')) continue;
      let box = node.parentElement;
      while (!isShut(box)) box = box.parentElement;
      const words = ownText(box).trim();
      const isTold = box.closest('.trail, .facts, .remarks, .hint') !== null;
      if (words !== node.data.trim() || !(isTold || /^⟦[^⟦⟧]*(⟧|…)$/.test(words))) found.push(box.outerHTML.slice(0, 300));
    }
    return found;
  })()`) as Promise<string[]>;
}

async function withoutPolicy(route: Route): Promise<void> {
  const response = await route.fetch();
  const { 'content-security-policy': _, ...headers } = response.headers();
  await route.fulfill({ response, headers });
}

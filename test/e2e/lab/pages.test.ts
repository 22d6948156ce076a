/** The pages in a real browser, before canned answers: what they show, post and refuse to run. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Line } from '../../../src/lab/web/state/answers.ts';
import { views } from '../../../src/lab/web/state/route.ts';
import { type Stub, startStub } from '../../lab-web/stub-server.ts';
import { contacts, journal, startsAt, stateOf } from '../../lab-web/stub-session.ts';
import { hasBrowser, startBrowser } from './browser.ts';
import { hostileMail, startTracker } from './tracker.ts';

describe.skipIf(!hasBrowser)('the lab’s pages', () => {
  let browser: Browser;
  let stub: Stub;
  beforeAll(async () => {
    [browser, stub] = await Promise.all([startBrowser(), startStub()]);
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), stub?.close()]);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test.each(views)(`axe finds nothing to mend on %s, ${colorScheme}`, async (view) => {
      const page = await open(view, { colorScheme });
      // A mail's page runs no script, not even axe's: it is closed first.
      if (view === 'mail') await page.getByRole('button', { name: 'Text' }).click();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
        [],
      );
      await page.context().close();
    });
  }

  test.each([360, 2560])('no view is wider than a window of %d px', async (width) => {
    const page = await open('phones', { viewport: { width, height: 800 } });
    for (const view of views) {
      await page.goto(`${stub.url}#/s1/${view}`);
      await page.waitForSelector(`.view-${view}`);
      expect(await page.evaluate('document.documentElement.scrollWidth'), view).toBeLessThanOrEqual(width);
    }
    await page.context().close();
  });

  test('a reply is posted as an inbound text of its contact', async () => {
    const page = await open('phones');
    await page.getByLabel('Reply from Asha').fill('HELP');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => stub.posted.at(-1)?.body)
      .toEqual({ verb: 'inbound', from: 'asha', text: 'HELP' });
    await page.context().close();
  });

  test('two contacts on one number are one phone with both their messages', async () => {
    const page = await open('phones');
    await page.getByRole('button', { name: /Rina & Karim/ }).click();
    const phone = page.getByRole('article', { name: 'Phone of Rina & Karim' });
    await phone.getByText('Good evening Rina').waitFor();
    await phone.getByText('Good evening Karim').waitFor();
    await page.context().close();
  });

  test('looking at a phone clears its unread mark', async () => {
    const page = await open('phones');
    const phone = page.getByRole('article', { name: 'Phone of Asha' });
    await phone.getByText('1 new').waitFor();
    await phone.getByLabel('Reply from Asha').focus();
    await phone.getByText('1 new').waitFor({ state: 'detached' });
    await page.context().close();
  });

  test('a gateway is taken down in the words of a scenario', async () => {
    const page = await open('gateways');
    await page.getByRole('region', { name: 'TWILIO_IN' }).getByRole('button', { name: 'Take down' }).click();
    await expect
      .poll(() => stub.posted.at(-1)?.body)
      .toEqual({ verb: 'gateway', gateway: { TWILIO_IN: { down: true } } });
    await page.context().close();
  });

  test('the clock jumps to a date of the project’s zone', async () => {
    const page = await open('phones');
    await page.getByLabel('Jump to, in Asia/Kolkata').fill('2026-03-09T09:00');
    await page.getByRole('button', { name: 'Jump' }).click();
    await expect.poll(() => stub.posted.at(-1)?.body).toEqual({ do: 'jump', to: '2026-03-09T03:30:00.000Z' });
    await page.context().close();
  });

  test('the form explains a property as it is typed', async () => {
    const page = await open('people');
    await page.getByRole('button', { name: 'Register someone' }).click();
    await page.getByLabel('Time zone').fill('Asia/Kolkatta');
    await page.getByText(/did you mean Asia.Kolkata/).waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await page.context().close();
  });

  test('a message says why and how it went over the wire', async () => {
    const page = await open('phones');
    await page.getByText('नमस्ते Asha').click();
    const panel = page.getByRole('complementary', { name: 'Message and why' });
    await panel.getByText('Sent through TWILIO_IN.').waitFor();
    await panel.getByText('/2010-04-01/Messages.json').waitFor();
    await page.context().close();
  });

  test('a script in a text or a mail does nothing, and nothing remote is asked for', async () => {
    const tracker = await startTracker();
    const html = hostileMail(tracker.url);
    const lines = journal().map((line) => (line.html ? { ...line, html } : line));
    const hostile = await startStub(lines);
    const page = await open('phones', {}, hostile);
    await page.getByText('<b>Hola</b>').first().waitFor();
    await page.getByRole('link', { name: 'Mail' }).click();
    await page.frameLocator('iframe').getByText('Visit on 12 March').waitFor();
    expect(await page.title()).toBe('drysend lab');
    // What was asked for before this would have come before it.
    await page.goto(`${tracker.url}/last`);
    expect(tracker.hits.filter((path) => path !== '/favicon.ico')).toEqual(['/last']);
    await page.context().close();
    await Promise.all([hostile.close(), tracker.close()]);
  });

  test('50,000 messages of 2,000 contacts leave only the rows in sight in the document', async () => {
    const many = await startStub(manyLines(), (lines) => ({ ...stateOf(lines), contacts: manyContacts() }));
    const page = await open('phones', {}, many);
    await page.goto(`${many.url}#/s1/people`);
    await page.getByPlaceholder('Search 2000 people').waitFor();
    expect(await page.locator('.view li, .view .people-row').count()).toBeLessThan(300);
    await page.goto(`${many.url}#/s1/timeline`);
    await page.getByText('The same as a list (50000)').waitFor();
    const box = page.locator('canvas');
    await box.focus();
    const slowestMs = await slowestFrame(page, async () => {
      for (let turn = 0; turn < 10; turn += 1) await page.keyboard.press(turn % 2 === 0 ? '+' : 'ArrowRight');
    });
    console.info(`slowest frame with 50,000 messages: ${Math.round(slowestMs)} ms`);
    await page.context().close();
    await many.close();
  });

  async function open(
    view: string,
    options: Parameters<Browser['newContext']>[0] = {},
    from = stub,
  ): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    const page = await context.newPage();
    await page.goto(`${from.url}#/s1/${view}`);
    await page.waitForSelector(`.view-${view}`);
    return page;
  }
});

/** The longest time between two frames while something is done. */
async function slowestFrame(page: Page, task: () => Promise<void>): Promise<number> {
  await page.evaluate(`(() => {
    window.slowest = 0;
    let before = performance.now();
    const beat = (now) => { window.slowest = Math.max(window.slowest, now - before); before = now; requestAnimationFrame(beat); };
    requestAnimationFrame(beat);
  })()`);
  await task();
  return Number(await page.evaluate('window.slowest'));
}

const manyContacts = () =>
  Array.from({ length: 2000 }, (_, index) => ({
    ...contacts[0]!,
    key: `c${index}`,
    name: `Contact ${index}`,
    normalized: String(919_800_000_000 + index),
  }));

const manyLines = (): Line[] =>
  Array.from({ length: 50_000 }, (_, index) => ({
    seq: index + 1,
    at: new Date(startsAt + index * 40_000).toISOString(),
    kind: 'sent',
    id: `m${index}`,
    channel: 'sms',
    to: `c${index % 2000}`,
    number: String(919_800_000_000 + (index % 2000)),
    via: 'TWILIO_IN',
    text: `Message ${index}`,
    segments: 1,
  }));

/** The demo in front of a room: walked by keyboard alone, by a remote, and by a finger on a small screen. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Stub, startStub } from '../../lab-web/stub-server.ts';
import { hasBrowser } from './browser.ts';
import { type LiveLab, openLab, openPage, phoneOf, press } from './live-lab.ts';
import { swipe } from './swipe.ts';
import { violationsOn } from './violations.ts';

const women = ['Asha', 'Meera', 'Farida', 'Tigist', 'Sara'];
const story = `
scenario: Five women, one welcome each
project: {time_zone: Asia/Kolkata, languages: [en]}
gateways: {GATE: {type: twilio, number: "+15005550006"}}
routing: {global: {"*": GATE}}
cases:
${women.map((name, index) => `  ${name.toLowerCase()}: {type: woman, name: ${name}, contact_phone_number: "91981234500${index}", contact_phone_number_is_verified: "1"}`).join('\n')}
alerts:
  welcome: {case_type: woman, to: case, send: immediately, sms: {en: "Welcome {case.name}. Reply STOP to stop."}}
starts: 2026-03-02 09:00
ends: 2026-03-09 09:00
timeline:
${women.map((name, index) => `  - {at: 2026-03-02 1${index}:00, register: ${name.toLowerCase()}}`).join('\n')}
`;

const current = (page: Page) => page.locator('.demo-phone[aria-current="true"] h2').textContent();
const namesOf = (page: Page) => page.locator('.demo-phone h2').allTextContents();
const clock = (page: Page) => page.locator('.demo-clock').textContent();

describe.skipIf(!hasBrowser)('the demo', () => {
  let live: LiveLab;
  let page: Page;
  beforeAll(async () => {
    live = await openLab(story);
  });
  afterAll(() => live?.close());
  beforeEach(async () => {
    page = await openPage(live);
    await press(page, 'Back to start');
    await page.getByText('No phones yet').waitFor();
  });
  afterEach(() => page?.context().close());

  async function openDemo(on: Page): Promise<void> {
    await on.goto(`${live.lab.url}demo`);
    await on.locator('.demo').waitFor();
  }

  test('is walked from end to end by keyboard alone', async () => {
    await page.getByRole('link', { name: 'Demo' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Nobody is registered yet').waitFor();
    for (const name of women.slice(0, 4)) {
      await page.keyboard.press('Space');
      await phoneOf(page, name).getByText(`Welcome ${name}`).waitFor();
      expect(await current(page)).toBe(name);
    }
    expect(await clock(page)).toBe('13:00');
    expect(await namesOf(page)).toEqual(['Meera', 'Farida', 'Tigist']);
    for (const name of ['Farida', 'Meera', 'Asha', 'Asha']) {
      await page.keyboard.press('ArrowLeft');
      await expect.poll(() => current(page)).toBe(name);
    }
    expect(await namesOf(page)).toEqual(['Asha', 'Meera', 'Farida']);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.keyboard.type('STOP now  please');
    await page.keyboard.press('Enter');
    await phoneOf(page, 'Meera').getByText('STOP now  please').waitFor();
    expect(await clock(page)).toBe('13:00');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Home');
    await expect.poll(() => clock(page)).toBe('09:00');
    await page.keyboard.press('Escape');
    await page.getByRole('navigation', { name: 'Views' }).waitFor();
    expect(new URL(page.url()).hash).toMatch(/phones$/);
    await page.locator('.top').getByRole('button', { name: 'Start over' }).click();
    await page.getByRole('group', { name: 'Start over' }).getByRole('button', { name: 'Start over' }).click();
  });

  test('names its keys, and its dialog keeps them to itself', async () => {
    await openDemo(page);
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Keys of the demo' });
    await dialog.getByText('Space or Page Down').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.keyboard.press('PageDown');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await clock(page)).toBe('09:00');
    await page.keyboard.press('PageDown');
    await phoneOf(page, 'Asha').getByText('Welcome Asha').waitFor();
  });

  test('has Space for the next message after a button was pressed by mouse', async () => {
    await openDemo(page);
    await page.getByRole('button', { name: 'Next message' }).click();
    await phoneOf(page, 'Asha').getByText('Welcome Asha').waitFor();
    await phoneOf(page, 'Asha').getByRole('button', { name: 'STOP' }).click();
    await phoneOf(page, 'Asha').getByText('opted out').waitFor();
    await page.keyboard.press('Space');
    await phoneOf(page, 'Meera').getByText('Welcome Meera').waitFor();
    expect(await phoneOf(page, 'Asha').locator('.is-reply').count()).toBe(1);
    await page.goto(live.lab.url);
    await page.getByRole('button', { name: 'Start over' }).click();
    await page.getByRole('group', { name: 'Start over' }).getByRole('button', { name: 'Start over' }).click();
  });

  test('on a phone shows one phone at a time, with its first message and its reply, and is swiped', async () => {
    const small = await openPage(live, { viewport: { width: 375, height: 667 }, hasTouch: true });
    await openDemo(small);
    for (const name of women.slice(0, 3)) {
      await small.getByRole('button', { name: 'Next message' }).tap();
      await phoneOf(small, name).getByText(`Welcome ${name}`).waitFor();
    }
    expect(await namesOf(small)).toEqual(['Farida']);
    await swipe(small, '.demo-phones', 200);
    await expect.poll(() => namesOf(small)).toEqual(['Meera']);
    await swipe(small, '.demo-phones', -200);
    await expect.poll(() => namesOf(small)).toEqual(['Farida']);
    await swipe(small, '.demo-phones', 20);
    expect(await namesOf(small)).toEqual(['Farida']);
    const height = 667;
    expect(await small.locator('html').evaluate(({ scrollHeight }) => scrollHeight)).toBeLessThanOrEqual(
      height,
    );
    for (const seen of ['.demo-bubble', '.reply input', '.demo-next']) {
      const box = await small.locator(seen).first().boundingBox();
      expect(box!.y + box!.height, seen).toBeLessThanOrEqual(height);
    }
    await small.context().close();
  });
});

describe.skipIf(!hasBrowser)('the words of the demo and of the bar on top', () => {
  let live: LiveLab;
  beforeAll(async () => {
    live = await openLab(story.replace('Five women, one welcome each', 'Five women '.repeat(12)));
  });
  afterAll(() => live?.close());

  test.each([820, 1366])('stand beside each other, not on each other, in a window of %i', async (width) => {
    const page = await openPage(live, { viewport: { width, height: 768 } });
    await apart(page, ['.top-title', '.clock', '.top-tools']);
    await page.getByRole('link', { name: 'Demo' }).click();
    await apart(page, ['.demo-clock', '.demo-day', '.demo-head h1', '.demo-head .next']);
    await page.context().close();
  });

  async function apart(page: Page, selectors: readonly string[]): Promise<void> {
    const boxes = await Promise.all(selectors.map((one) => page.locator(one).first().boundingBox()));
    for (const [index, a] of boxes.entries()) {
      for (const b of boxes.slice(index + 1)) {
        const across = Math.min(a!.x + a!.width, b!.x + b!.width) - Math.max(a!.x, b!.x);
        const down = Math.min(a!.y + a!.height, b!.y + b!.height) - Math.max(a!.y, b!.y);
        expect(Math.min(across, down), selectors.join(', ')).toBeLessThanOrEqual(0.5);
      }
    }
  }
});

describe.skipIf(!hasBrowser)('axe finds nothing to mend in the demo', () => {
  let live: LiveLab;
  let stub: Stub;
  beforeAll(async () => {
    [live, stub] = await Promise.all([openLab(story), startStub()]);
  });
  afterAll(async () => {
    await live?.close();
    await stub?.close();
  });

  test.each([
    [375, 667, 'light'],
    [375, 667, 'dark'],
    [1366, 768, 'light'],
    [1366, 768, 'dark'],
    [2560, 1440, 'light'],
  ] as const)('at %i × %i, %s', async (width, height, colorScheme) => {
    const context = await live.browser.newContext({ viewport: { width, height }, colorScheme });
    const page = await context.newPage();
    await page.goto(`${stub.url}#/s1/demo`);
    await page.locator('.demo-bubble').first().waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await context.close();
  });
});

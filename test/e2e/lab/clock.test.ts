/** The clock in hand: dragged, stepped, run, taken back; and what follows it on the page. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hasBrowser } from './browser.ts';
import { clockOf, jump, type LiveLab, openLab, openPage, phoneOf, press, view } from './live-lab.ts';

const story = `
scenario: A dose each day, across a clock change
project: {time_zone: America/New_York, languages: [en]}
gateways: {GATE: {type: twilio, number: "+15005550006"}}
routing: {global: {"*": GATE}}
cases:
  rina: {type: patient, name: Rina, contact_phone_number: "8801712345678", contact_phone_number_is_verified: "1"}
  asha: {type: patient, name: Asha, contact_phone_number: "919812345001", contact_phone_number_is_verified: "1", time_zone: Asia/Kolkata}
alerts:
  dose:
    case_type: patient
    to: case
    send: {daily: {at: "18:00", stop_after: "9"}}
    sms: {en: "Your dose, {case.name}"}
starts: 2026-03-06 09:00
ends: 2026-03-14 09:00
timeline:
  - {at: 2026-03-06 09:00, register: [rina, asha]}
`;

describe.skipIf(!hasBrowser)('the clock', () => {
  let live: LiveLab;
  let page: Page;
  beforeAll(async () => {
    live = await openLab(story);
  });
  afterAll(() => live?.close());
  beforeEach(async () => {
    page = await openPage(live);
    await press(page, 'Back to start');
    await expect.poll(() => clockOf(page).textContent()).toBe('09:00:00');
  });
  afterEach(() => page?.context().close());

  test('dragged across a clock change, keeps the wall time of what is sent, in each contact’s own zone', async () => {
    await dragTo(0.6);
    const rina = phoneOf(page, 'Rina');
    const asha = phoneOf(page, 'Asha');
    await expect.poll(() => rina.locator('.thread-day').allTextContents()).toContain('Sun 8 Mar 2026');
    await expect.poll(() => rina.locator('.bubble time').count()).toBeGreaterThanOrEqual(3);
    expect(new Set(await rina.locator('.bubble time').allTextContents())).toEqual(new Set(['18:00']));
    expect(new Set(await asha.locator('.bubble time').allTextContents())).toEqual(new Set(['18:00']));
    expect(await rina.locator('.phone-clock small').textContent()).toBe('New York');
    expect(await asha.locator('.phone-clock small').textContent()).toBe('Kolkata');
    const [there, here] = await Promise.all([
      asha.locator('.phone-clock time').textContent(),
      clockOf(page).textContent(),
    ]);
    expect(minutesOf(there) - minutesOf(here)).toBe(
      9 * 60 + 30 - 24 * 60 * Number(minutesOf(there) < minutesOf(here)),
    );
  });

  test('shows the change on the timeline, in words and on the lane of its zone alone', async () => {
    await view(page, 'Timeline');
    await page.getByText('8 Mar 03:00, forward 1 h').waitFor();
    await expect.poll(() => warnPixels(page, 0)).toBeGreaterThan(5);
    expect(await warnPixels(page, 1)).toBe(0);
  });

  test('dragged back, shows the same as when it first stood there', async () => {
    await jump(page, '2026-03-08T12:00');
    await expect.poll(() => textsOf(page)).toHaveLength(4);
    const then = await textsOf(page);
    await jump(page, '2026-03-11T12:00');
    await expect.poll(() => textsOf(page)).toHaveLength(10);
    await dragTo(0.25);
    await page.locator('.clock-day').getByText('Sun 8 Mar 2026').waitFor();
    await expect.poll(async () => (await textsOf(page)).length).toBeLessThan(10);
    expect(await page.getByRole('alert').count()).toBe(0);
    await jump(page, '2026-03-08T12:00');
    await expect.poll(() => textsOf(page)).toEqual(then);
  });

  test('moved by arrow keys, goes an hour or less at a time', async () => {
    await page.getByLabel('The clock, over the whole run').focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => clockOf(page).textContent()).toBe('09:15:00');
  });

  test('back to the start, replays the same messages with the same wire', async () => {
    const first = await wireOfAll();
    await press(page, 'Back to start');
    await expect.poll(() => clockOf(page).textContent()).toBe('09:00:00');
    expect(await wireOfAll()).toEqual(first);
  });

  test('steps to what comes next, and no further', async () => {
    await jump(page, '2026-03-06T17:00');
    await expect.poll(() => clockOf(page).textContent()).toBe('17:00:00');
    await press(page, 'Step');
    await expect.poll(() => clockOf(page).textContent()).toBe('18:00:00');
  });

  test('runs until it is paused, and then stands still', async () => {
    await press(page, '× 3600');
    await expect.poll(() => page.getByText('running × 3600').count()).toBe(1);
    await expect.poll(() => clockOf(page).textContent()).not.toMatch(/^09:0/);
    await press(page, 'Pause');
    await page.getByText('· paused').waitFor();
    const stopped = await nowOnTheServer();
    await page.reload();
    await page.waitForSelector('.view');
    expect(await nowOnTheServer()).toBe(stopped);
    expect(await page.getByRole('button', { name: 'Pause' }).getAttribute('aria-pressed')).toBe('true');
  });

  test('is the same in two windows of one session', async () => {
    const other = await openPage(live);
    await jump(page, '2026-03-08T12:00');
    await expect.poll(() => clockOf(other).textContent()).toBe('12:00:00');
    await expect.poll(() => textsOf(other)).toHaveLength(4);
    await phoneOf(other, 'Rina').getByLabel('Reply from Rina').fill('hello');
    await other.keyboard.press('Enter');
    await phoneOf(page, 'Rina').getByText('hello').waitFor();
    expect(await textsOf(page)).toEqual(await textsOf(other));
    await other.context().close();
  });

  test('leaves a mark on what nobody has read, until it is looked at', async () => {
    await jump(page, '2026-03-07T12:00');
    const rina = phoneOf(page, 'Rina');
    await rina.getByText('1 new').waitFor();
    await page.getByRole('link', { name: 'Phones' }).getByText('2').waitFor();
    await rina.getByLabel('Reply from Rina').focus();
    await rina.getByText('1 new').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Phones' }).getByText('1').waitFor();
  });

  test('brings a new message into sight, unless someone reads further up', async () => {
    await page.setViewportSize({ width: 1440, height: 620 });
    await jump(page, '2026-03-12T12:00');
    const thread = phoneOf(page, 'Rina').locator('.thread');
    const evenings = thread.getByText('Your dose, Rina');
    await expect.poll(() => evenings.count()).toBe(6);
    await expect.poll(() => leftBelow()).toBeLessThan(2);
    await jump(page, '2026-03-12T19:00');
    await expect.poll(() => evenings.count()).toBe(7);
    await expect.poll(() => leftBelow()).toBeLessThan(2);
    await thread.hover();
    await page.mouse.wheel(0, -5000);
    await expect.poll(() => thread.evaluate((element) => element.scrollTop)).toBe(0);
    await jump(page, '2026-03-13T19:00');
    await expect.poll(() => evenings.count()).toBe(8);
    expect(await thread.evaluate((element) => element.scrollTop)).toBe(0);

    function leftBelow(): Promise<number> {
      return thread.evaluate(
        ({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight,
      );
    }
  });

  test('says what is wrong with a date, until it is dismissed', async () => {
    await page.route('**/clock', (route) =>
      route.fulfill({ status: 422, json: { found: 'a date of another kind', wanted: 'a date' } }),
    );
    await jump(page, '2026-03-08T12:00');
    const note = page.getByRole('alert');
    await note.getByText('a date of another kind').waitFor();
    await page.unroute('**/clock');
    await note.getByRole('button', { name: 'Dismiss' }).click();
    expect(await note.count()).toBe(0);
  });

  /** Drags the thumb with the mouse to a share of the run. */
  async function dragTo(share: number): Promise<void> {
    const slider = page.getByLabel('The clock, over the whole run');
    const box = await slider.boundingBox();
    if (!box) throw new Error('the slider is not in sight');
    const [low, high, value] = await slider.evaluate((element) => {
      const { min, max, value: held } = element as unknown as Record<'min' | 'max' | 'value', string>;
      return [Number(min), Number(max), Number(held)];
    });
    const thumb = 8;
    const xOf = (part: number) => box.x + thumb + part * (box.width - 2 * thumb);
    await page.mouse.move(xOf((value! - low!) / (high! - low!)), box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(xOf(share), box.y + box.height / 2, { steps: 8 });
    await page.mouse.up();
  }

  async function wireOfAll(): Promise<unknown> {
    await jump(page, '2026-03-09T12:00');
    await expect.poll(() => textsOf(page)).toHaveLength(6);
    await page.locator('.bubble').first().click();
    const wire = page.locator('.wire pre').first();
    await wire.waitFor();
    return { texts: await textsOf(page), wire: await wire.textContent() };
  }

  async function nowOnTheServer(): Promise<number> {
    const id = new URL(page.url()).hash.split('/')[1];
    const answer = await page.request.get(`${live.lab.url}api/sessions/${id}/state`);
    return (await answer.json()).now;
  }
});

const textsOf = (page: Page): Promise<string[]> => page.locator('.bubble').allInnerTexts();

function minutesOf(clock: string | null): number {
  const [hours = 0, minutes = 0] = (clock ?? '').split(':').map(Number);
  return hours * 60 + minutes;
}

/** Pixels in the colour of clock changes on a lane, right of its names. */
function warnPixels(page: Page, lane: number): Promise<number> {
  return page.locator('canvas').evaluate((element, index) => {
    const canvas = element as unknown as {
      getContext(kind: '2d'): {
        getImageData(x: number, y: number, w: number, h: number): { data: Uint8ClampedArray };
      };
      width: number;
    };
    const { data } = canvas.getContext('2d').getImageData(172, 30 + index * 44, canvas.width - 172, 43);
    let count = 0;
    for (let at = 0; at < data.length; at += 4) {
      if (Math.abs(data[at]! - 0x8a) < 12 && Math.abs(data[at + 1]! - 0x56) < 12 && data[at + 2]! < 12)
        count += 1;
    }
    return count;
  }, lane);
}

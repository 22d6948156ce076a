/** Several people in one session: two who act and one who looks from a phone; and many windows with one clock. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FEEDS_MAX } from '../../../src/lab/server/feed.ts';
import { hasBrowser } from './browser.ts';
import { clockOf, type LiveLab, openLab, openPage, phoneOf, press, view } from './live-lab.ts';
import { violationsOn } from './violations.ts';

const story = `
scenario: Together
project: {time_zone: Asia/Kolkata, languages: [en]}
gateways: {GATE: {type: twilio, number: "+12065550100"}}
routing: {global: {"*": GATE}}
cases:
  asha: {type: patient, name: Asha, contact_phone_number: "919812345001", contact_phone_number_is_verified: "1"}
  meera: {type: patient, name: Meera, contact_phone_number: "919812345002", contact_phone_number_is_verified: "1"}
alerts:
  dose:
    case_type: patient
    to: case
    send: {daily: {at: "09:00", stop_after: "30"}}
    sms: {en: "Your dose, {case.name}"}
starts: 2026-03-02 08:00
ends: 2026-04-02 00:00
timeline:
  - {at: 2026-03-02 08:00, register: [asha, meera]}
`;

const WINDOWS = 20;
/** All of one browser: more than the connections that it opens to a host. */
const OF_ONE_BROWSER = 8;
const PATIENCE = { timeout: 60_000 };

/** As the pages show it. */
const clockText = (ms: number): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Kolkata', timeStyle: 'medium' }).format(ms);

describe.skipIf(!hasBrowser)('together', () => {
  let live: LiveLab;
  beforeAll(async () => {
    live = await openLab(story, { token: 'a secret' });
  });
  afterAll(() => live?.close());

  const ownAddress = (): string => `${live.lab.url}?token=a%20secret`;

  /** The session as the server has it: `now` in ms since 1970. */
  async function stateOn(page: Page): Promise<{ readonly now: number }> {
    const [{ id } = { id: '' }] = live.lab.store.all();
    const answer = await page.request.get(`${live.lab.url}api/sessions/${id}/state`);
    const { now } = (await answer.json()) as { now: string | number };
    return { now: new Date(now).getTime() };
  }

  async function callMe(page: Page, name: string): Promise<void> {
    await page.getByRole('button', { name: / here$/ }).click();
    await page.getByLabel('Your name').fill(name);
    await press(page, 'Use it');
    await page.getByRole('list', { name: 'Here now' }).getByText(`${name} (you)`).waitFor();
    await page.keyboard.press('Escape');
  }

  async function linkOn(page: Page): Promise<string> {
    await page.getByRole('button', { name: / here$/ }).click();
    const link = await page.getByLabel('Link that only looks').inputValue();
    await page.keyboard.press('Escape');
    return link;
  }

  test('two windows drive a session while a phone looks on: all see the same, and who did what', async () => {
    const ruth = await openPage(live, {}, ownAddress());
    const alemu = await openPage(live, {}, ownAddress());
    await callMe(ruth, 'Ruth');
    await callMe(alemu, 'አለሙ');
    const phone = { viewport: { width: 375, height: 667 }, hasTouch: true };
    const viewer = await openPage(live, phone, await linkOn(ruth));
    const all = [ruth, alemu, viewer];
    for (const page of all) await page.getByText('3 people here').waitFor({ state: 'attached' });

    await press(ruth, 'Next message');
    for (const page of all) {
      await expect.poll(() => clockOf(page).innerText()).toMatch(/^09:00/);
      await phoneOf(page, 'Asha').getByText('Your dose, Asha').waitFor();
    }
    await phoneOf(alemu, 'Meera').getByLabel('Reply from Meera').fill('I took it');
    await phoneOf(alemu, 'Meera').getByRole('button', { name: 'Send' }).click();
    for (const page of all) await phoneOf(page, 'Meera').getByText('I took it').waitFor();
    await alemu.getByText('paused, by Ruth').waitFor();

    await ruth.getByRole('button', { name: / here$/ }).click();
    const dialog = ruth.getByRole('dialog');
    await dialog.getByText('looking only').waitFor();
    const act = dialog.getByRole('listitem').filter({ hasText: 'I took it' });
    await expect.poll(() => act.innerText()).toMatch(/አለሙ\s+inbound Meera/);
    expect(await violationsOn(ruth)).toEqual([]);
    for (const page of all) await page.context().close();
  });

  test('who only looks finds nothing that acts in any view, and the server refuses what is tried by hand', async () => {
    const ruth = await openPage(live, {}, ownAddress());
    await press(ruth, 'Next message');
    const link = await linkOn(ruth);
    const viewer = await openPage(live, {}, link);
    await viewer.getByText('looking only', { exact: true }).waitFor();
    const acting =
      /^(Next message|Pause|Real time|× 60|Step|Back to start|Start over|Jump|Save as scenario|Send|STOP|START|Register.*|Import cases|Edit|Close|Reopen|Take down|Bring up|Make slow|Refuse|Lose answers|Fail next|Mend|Turn off.*|✓.*|✕.*)$/;
    for (const name of ['Phones', 'Mail', 'People', 'Gateways', 'Alerts', 'Timeline', 'Roster', 'Plan']) {
      await view(viewer, name);
      expect(await viewer.getByRole('button', { name: acting }).count(), name).toBe(0);
      expect(await viewer.getByRole('slider').count(), name).toBe(0);
      expect(await violationsOn(viewer), name).toEqual([]);
    }
    await viewer.goto(`${link}#/${live.lab.store.all()[0]!.id}/demo`);
    await viewer.locator('.demo-phone').first().waitFor();
    expect(await viewer.getByRole('button', { name: acting }).count()).toBe(0);
    expect(await viewer.getByRole('button', { name: 'Next message' }).count()).toBe(0);
    await viewer.getByRole('button', { name: 'Leave' }).click();
    await viewer.getByRole('link', { name: 'All scenarios and sessions' }).click();
    await viewer.getByText('Open sessions').waitFor();
    expect(await viewer.getByText('Begin with a scenario').count()).toBe(0);
    expect(await viewer.getByRole('button', { name: /Rename|Duplicate|^End/ }).count()).toBe(0);

    const [{ id } = { id: '' }] = live.lab.store.all();
    const answer = await viewer.request.post(`${link}api/sessions/${id}/clock`, { data: { do: 'step' } });
    expect([answer.status(), (await answer.json()).found]).toEqual([403, 'this link only looks']);
    expect((await viewer.request.get(`${live.lab.url}api/sessions`)).status()).toBe(401);
    for (const page of [ruth, viewer]) await page.context().close();
  });

  test('a window for which there is no room says why, and goes on when there is', async () => {
    const ruth = await openPage(live, {}, ownAddress());
    const link = await linkOn(ruth);
    const [{ id } = { id: '' }] = live.lab.store.all();
    const address = `${link}api/sessions/${id}/events`;
    const open = await Promise.all(Array.from({ length: FEEDS_MAX }, () => fetch(address)));
    const viewer = await openPage(live, {}, link);
    const banner = viewer.getByText(`${FEEDS_MAX} open feeds of people who only look`);
    await banner.waitFor();
    expect(await viewer.getByText('still running?').count()).toBe(0);
    await Promise.all(open.map(({ body }) => body?.cancel()));
    await banner.waitFor({ state: 'detached' });
    await press(ruth, 'Next message');
    const there = await clockOf(ruth).innerText();
    await expect.poll(() => clockOf(viewer).innerText()).toBe(there);
    for (const page of [ruth, viewer]) await page.context().close();
  });

  test(`${WINDOWS} windows with one clock agree, also more of one browser than it opens connections`, async () => {
    const [first, ...others] = await Promise.all(
      Array.from({ length: WINDOWS - OF_ONE_BROWSER + 1 }, () => openPage(live, {}, ownAddress())),
    );
    const together = await Promise.all(
      Array.from({ length: OF_ONE_BROWSER - 1 }, async () => {
        const page = await first!.context().newPage();
        await page.goto(live.lab.url);
        await page.waitForSelector('.view');
        return page;
      }),
    );
    const windows = [first!, ...others, ...together];
    for (const page of windows) page.setDefaultTimeout(60_000);
    expect(windows).toHaveLength(WINDOWS);
    const allShowTheServersClock = async (pages: readonly Page[]) => {
      const shown = await Promise.all(pages.map((page) => clockOf(page).innerText()));
      const { now } = await stateOn(others[0]!);
      return shown.filter((clock) => clock !== clockText(now)).length;
    };
    const { now: before } = await stateOn(others[0]!);

    await press(together[0]!, 'Next message');
    await expect.poll(async () => (await stateOn(others[0]!)).now, PATIENCE).toBeGreaterThan(before);
    await expect.poll(() => allShowTheServersClock(windows), PATIENCE).toBe(0);

    await press(others[0]!, '× 3600');
    await Promise.all(windows.map((page) => page.getByText('running × 3600').waitFor()));
    await press(together.at(-1)!, 'Pause');
    await Promise.all(windows.map((page) => page.getByText(/^Asia.Kolkata · paused/).waitFor()));
    await expect.poll(() => allShowTheServersClock(windows), PATIENCE).toBe(0);
    const threads = await Promise.all(
      windows.map((page) => phoneOf(page, 'Asha').locator('.bubble').allInnerTexts()),
    );
    expect(new Set(threads.map((texts) => texts.join('\n'))).size).toBe(1);

    // The window that holds the connection of its browser goes: another takes it over.
    await first!.close();
    const { now: paused } = await stateOn(others[0]!);
    await press(others[0]!, 'Next message');
    await expect.poll(async () => (await stateOn(others[0]!)).now, PATIENCE).toBeGreaterThan(paused);
    await expect.poll(() => allShowTheServersClock(windows.slice(1)), PATIENCE).toBe(0);
    for (const page of [...others, together[0]!]) await page.context().close();
  }, 240_000);
});

/** The lab as a person uses it: a real browser before a real session. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, serveLab } from '../../../src/lab/server/serve-lab.ts';
import { hasBrowser, startBrowser } from './browser.ts';

const story = `
scenario: Two caregivers share one phone
project: {time_zone: America/New_York, languages: [en]}
gateways: {GATE: {type: twilio, number: "+15005550006"}}
routing: {global: {"*": GATE}}
cases:
  rina:  {type: caregiver, name: Rina,  contact_phone_number: "8801712345678", contact_phone_number_is_verified: "1"}
  karim: {type: caregiver, name: Karim, contact_phone_number: "8801712345678", contact_phone_number_is_verified: "1"}
keywords:
  HELP: {reply: {en: "Thank you {case.name}, we will call."}}
  ASK: {survey: wellbeing}
surveys:
  wellbeing: {questions: [{id: mood, ask: "How are you?", type: text}, {id: eat, ask: "What did you eat?", type: text}]}
alerts:
  evening:
    case_type: caregiver
    to: case
    send: {daily: {at: "18:00", stop_after: "9"}}
    sms: {en: "Good evening {case.name}"}
starts: 2026-03-06 09:00
ends: 2026-03-14 00:00
timeline:
  - {at: 2026-03-06 09:00, note: begins}
`;

describe.skipIf(!hasBrowser)('a live session', () => {
  let browser: Browser;
  let lab: Lab;
  let page: Page;
  beforeAll(async () => {
    [browser, lab] = await Promise.all([
      startBrowser(),
      serveLab({ port: 0, scenario: { path: 'scenarios/two-way/story.yaml', text: story } }),
    ]);
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(15_000);
    await page.goto(lab.url);
    await page.waitForSelector('.view');
  });
  afterAll(async () => {
    await browser?.close();
    await lab?.close();
  });

  test('two caregivers on one number are registered, read both messages, and the owner is answered', async () => {
    await view('People');
    await page.getByRole('button', { name: 'Register', exact: true }).first().click();
    await expect.poll(() => page.getByRole('button', { name: 'Register', exact: true }).count()).toBe(1);
    await page.getByRole('button', { name: 'Register', exact: true }).click();
    await view('Phones');
    await jump('2026-03-07T09:00');
    const phone = page.getByRole('article', { name: 'Phone of Rina & Karim' });
    await phone.getByText('Good evening Rina').waitFor();
    await phone.getByText('Good evening Karim').waitFor();
    await reply('HELP');
    await phone.getByText('Thank you Rina, we will call.').waitFor();
  });

  test('a clock dragged across a change of summer time keeps the wall time of the reminder', async () => {
    await jump('2026-03-08T19:00');
    await page.getByText('Sun 8 Mar 2026').first().waitFor();
    const times = page.locator('.bubble', { hasText: 'Good evening Rina' }).locator('time');
    await expect.poll(() => times.allTextContents()).toEqual(['18:00', '18:00', '18:00']);
  });

  test('STOP is marked on the phone, START takes the mark away', async () => {
    await page.getByRole('button', { name: 'STOP', exact: true }).click();
    await page.getByText('opted out').first().waitFor();
    await page.getByRole('button', { name: 'START', exact: true }).click();
    await expect.poll(() => page.getByText('opted out').count()).toBe(0);
  });

  test('a survey is answered to its end', async () => {
    await reply('ASK');
    await page.getByText('How are you?').waitFor();
    await reply('Well');
    await page.getByText('What did you eat?').waitFor();
    await reply('Rice');
    await view('People');
    await view('Phones');
    await expect
      .poll(() => page.locator('.bubble').filter({ hasText: 'Rice' }).getByText('survey').count())
      .toBe(1);
  });

  test('a gateway that is down makes messages wait for their retry', async () => {
    await jump('2026-03-08T19:30');
    await page.getByText('19:30:00').waitFor();
    await view('Gateways');
    await page.getByRole('button', { name: 'Take down' }).click();
    await page.getByRole('button', { name: 'Bring up' }).waitFor();
    await jump('2026-03-09T18:30');
    await page
      .getByText(/attempt 1 failed, again/)
      .first()
      .waitFor();
  });

  test('what was done by hand is saved as a scenario that passes', async () => {
    await page.getByRole('button', { name: 'Save as scenario' }).click();
    const yaml = await page.getByLabel('Scenario', { exact: true }).inputValue();
    const folder = mkdtempSync(join(tmpdir(), 'drysend-'));
    const file = join(folder, 'saved.yaml');
    writeFileSync(file, yaml);
    const cli = fileURLToPath(new URL('../../../dist/cli.js', import.meta.url));
    try {
      execFileSync(process.execPath, [cli, 'run', file], { encoding: 'utf8' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('a session that has ended says so on its page, whoever has ended it', async () => {
    const [session] = lab.store.all();
    await lab.store.drop(session!);
    await page.getByText(`no session ${session!.id}`).waitFor();
  });

  const view = (name: string) => page.getByRole('link', { name }).click();

  async function jump(field: string): Promise<void> {
    await page.getByLabel(/^Jump to/).fill(field);
    await page.getByRole('button', { name: 'Jump' }).click();
  }

  async function reply(text: string): Promise<void> {
    await page.getByLabel(/^Reply from/).fill(text);
    await page.keyboard.press('Enter');
  }
});

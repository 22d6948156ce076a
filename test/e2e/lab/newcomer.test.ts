/** What somebody who is new presses by mistake or in doubt, and what the page then says. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from './browser.ts';
import { jump, type LiveLab, openLab, openPage, phoneOf, press, view } from './live-lab.ts';
import { violationsOn } from './violations.ts';

const story = `
scenario: First steps
project: {time_zone: Africa/Nairobi, languages: [en]}
gateways: {GATE: {type: twilio, number: "+12065550100"}}
routing: {global: {"*": GATE}}
cases:
  asha: {type: woman, name: Asha, contact_phone_number: "254711000001", contact_phone_number_is_verified: "1"}
  late: {type: woman, name: Late, contact_phone_number: "254711000002"}
alerts:
  visit:
    case_type: woman
    to: case
    send: {daily: {at: "18:00", stop_after: "2"}}
    sms: {en: "Visit, {case.name}"}
  boys:
    case_type: boy
    to: case
    send: immediately
    sms: {en: "Nobody is a boy"}
starts: 2026-03-02 09:00
timeline:
  - {at: 2026-03-02 10:00, register: asha}
`;
const THE_WALL = 'the rehearsal ends ten years after the last entry of its timeline';

describe.skipIf(!hasBrowser)('a newcomer', () => {
  let live: LiveLab;
  let page: Page;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'drysend-'));
    live = await openLab(story);
    page = await openPage(live);
    await jump(page, '2026-03-02T19:00');
    await phoneOf(page, 'Asha').getByText('Visit, Asha').first().waitFor();
  });
  afterAll(async () => {
    await live?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('whose alert is silent is led from it to the reason', async () => {
    await view(page, 'Alerts');
    const row = page.locator('.alert-row', { hasText: 'boys' });
    await row.getByText('0 messages').waitFor();
    await row.getByText('nothing to come').waitFor();
    await row.getByRole('link', { name: 'why' }).click();
    const card = page.getByRole('region', { name: 'alert boys' });
    await card.getByText('cases of type boy').waitFor();
    expect(await card.locator('dd').first().innerText()).toMatch(/^0/);
  });

  test('who turns an alert off reads on its row that it is off, and that nothing comes', async () => {
    await view(page, 'Alerts');
    await press(page, 'Turn off visit');
    const row = page.locator('.alert-row', { hasText: 'visit' });
    await row.getByText('off', { exact: true }).waitFor();
    await row.getByText('nothing to come').waitFor();
    await press(page, 'Turn on visit');
    await row.getByText('on', { exact: true }).waitFor();
  });

  test('who presses Next message when nothing is left is told so, with the way on, and the clock stays', async () => {
    await jump(page, '2026-03-20T09:00');
    await page.getByText('Nothing more is due.').waitFor();
    await press(page, 'Next message');
    const note = page.getByRole('alert');
    await note.getByText('no message to come').waitFor();
    await note.getByText(/restart/).waitFor();
    await note.getByRole('button', { name: 'Dismiss' }).click();
    expect(await page.locator('.clock-day').innerText()).toContain('20 Mar 2026');
  });

  test('who jumps back by the date stands there, without a word of error', async () => {
    await page.getByLabel(/^Jump to/).fill('2026-03-02T09:30');
    await press(page, 'Jump');
    await expect.poll(() => page.locator('.clock-day').innerText()).toContain('2 Mar 2026');
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test('who saves has the file and the command for it, and the file keeps what it promises', async () => {
    await jump(page, '2026-03-02T19:00');
    await press(page, 'Save as scenario');
    const dialog = page.getByRole('dialog', { name: 'Save as scenario' });
    await dialog.getByText('drysend run my-story.yaml').waitFor();
    const text = await dialog.getByLabel('Scenario', { exact: true }).inputValue();
    expect(text).toContain('alert:');
    const downloading = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Download' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('my-story.yaml');
    const file = join(folder, 'my-story.yaml');
    await download.saveAs(file);
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(execFileSync(process.execPath, ['dist/cli.js', 'run', file], { encoding: 'utf8' })).toContain(
      'kept',
    );
    await dialog.getByRole('button', { name: 'Copy' }).click();
    await dialog
      .getByRole('status')
      .getByText(/Copied\.|Select the text and copy it\./)
      .waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Close' }).click();
  });

  test('who writes an owner that nobody is keeps the form, with what was wrong and what would be right', async () => {
    await view(page, 'People');
    await page.locator('.people-row', { hasText: 'Asha' }).getByRole('button', { name: 'Edit' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^Other properties/).fill('owner: nobody-at-all');
    await press(dialog, 'Save');
    const note = dialog.getByRole('alert');
    await note.getByText('nobody-at-all').first().waitFor();
    await note.getByText('Wanted').waitFor();
    await press(dialog, 'Cancel');
  });

  test('who comes to the end of time reads on every screen why the clock stands still', async () => {
    await jump(page, '2040-01-01T09:00');
    await page.getByRole('status').getByText(`The clock stands still: ${THE_WALL}`).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    const small = await openPage(live, { viewport: { width: 375, height: 667 } });
    await small.getByRole('status').getByText(THE_WALL).waitFor();
    await page.getByRole('link', { name: 'Demo' }).click();
    await page.locator('.demo-head').getByText(`The clock stands still: ${THE_WALL}.`).waitFor();
    await page.keyboard.press('Escape');
    await press(page, 'Back to start');
    await page.getByText(THE_WALL).waitFor({ state: 'detached' });
    await small.context().close();
  });

  test('who brings in a story with several problems reads the place and the cure of each, as drysend run has them', async () => {
    const file = join(folder, 'bad.yaml');
    writeFileSync(
      file,
      story.replace('languages: [en]', 'langauges: [en]').replace('type: twilio', 'type: twilo'),
    );
    const said = saidByRun(file);
    await page.goto(`${live.lab.url}#/start`);
    await page.getByLabel('A saved story').setInputFiles(file);
    const note = page.getByRole('alert');
    await note.getByText(/:3:38$/).waitFor();
    for (const hint of said.matchAll(/^ +hint +(.+)$/gm)) await note.getByText(hint[1]!).first().waitFor();
    expect([...said.matchAll(/^ +hint/gm)]).toHaveLength(2);
    expect(await violationsOn(page)).toEqual([]);
  });
});

/** What `drysend run` says of a file that does not read. */
function saidByRun(file: string): string {
  try {
    execFileSync(process.execPath, ['dist/cli.js', 'run', file], { encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    return String((error as { stderr: string }).stderr);
  }
  throw new Error('it runs');
}

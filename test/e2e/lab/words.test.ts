/** What goes wrong is said with its place and its cure: a story that does not read, and a STOP that HQ does not know. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from './browser.ts';
import { type LiveLab, openLab, openPage, phoneOf } from './live-lab.ts';
import { violationsOn } from './violations.ts';

const story = `
scenario: A gateway without STOP
project: {time_zone: Africa/Nairobi, languages: [en]}
gateways: {GATE: {type: telerivet}}
routing: {global: {"*": GATE}}
cases:
  asha: {type: woman, name: Asha, contact_phone_number: "254711000001", contact_phone_number_is_verified: "1"}
starts: 2026-03-02 09:00
timeline:
  - {at: 2026-03-02 09:00, register: asha}
`;
const bad = story.replace('languages: [en]', 'langauges: [en]').replace('type: telerivet', 'type: telrivet');

/** The lines that `drysend run` prints of a file that does not read. */
function saidByRun(file: string): string {
  try {
    execFileSync(process.execPath, ['dist/cli.js', 'run', file], { encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    return String((error as { stderr: string }).stderr);
  }
  throw new Error('it runs');
}

describe.skipIf(!hasBrowser)('what goes wrong', () => {
  let live: LiveLab;
  let page: Page;
  let folder: string;
  let file: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'drysend-'));
    file = join(folder, 'story.yaml');
    writeFileSync(file, story);
    live = await openLab(story, { scenario: { path: file, text: story } });
    page = await openPage(live);
  });
  afterAll(async () => {
    await live?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('STOP by a kind of gateway that knows no such word is said to be a text like any other, with the cure', async () => {
    const phone = phoneOf(page, 'Asha');
    await phone.getByRole('button', { name: 'STOP', exact: true }).click();
    const bubble = phone.locator('.bubble', { hasText: 'STOP' });
    await bubble.getByText('GATE (telerivet) knows no opt words, and HQ goes on sending').waitFor();
    await bubble.click();
    const panel = page.getByRole('complementary', { name: 'Message and why' });
    await panel.getByText(/HQ knows opt words by twilio.*make STOP a keyword/).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await panel.getByRole('button', { name: 'Close' }).click();
    await phone.getByLabel('Reply from Asha').fill('stop it please');
    await phone.getByRole('button', { name: 'Send', exact: true }).click();
    const other = phone.locator('.bubble', { hasText: 'stop it please' });
    await other.waitFor();
    expect(await other.getByText('opt words').count()).toBe(0);
  });

  test('a story that does not read any more is refused with the places and hints of drysend run', async () => {
    writeFileSync(file, bad);
    const said = saidByRun(file);
    await page.getByRole('button', { name: 'Load it again' }).click();
    const note = page.getByRole('alert');
    await note.getByText(`${file}:3:38`).waitFor();
    await note.getByText(`${file}:4:25`).waitFor();
    await note.getByText('did you mean "languages"?').waitFor();
    expect(said).toContain(`${file}:3:38`);
    expect(said).toContain(`${file}:4:25`);
    expect(said).toContain('did you mean "languages"?');
    expect(await violationsOn(page)).toEqual([]);
    await note.getByRole('button', { name: 'Dismiss' }).click();
    await phoneOf(page, 'Asha').waitFor();
  });

  test('so is a saved story that is brought in', async () => {
    await page.goto(`${live.lab.url}#/`);
    await page.getByLabel('A saved story').setInputFiles(file);
    const note = page.getByRole('alert');
    await note.getByText(/:3:38$/).waitFor();
    await note.getByText('did you mean "languages"?').waitFor();
  });
});

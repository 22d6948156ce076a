/** docs/demo-script.md, done step by step, so that the tour stays true. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from './browser.ts';
import { clockOf, type LiveLab, openLab, openPage, phoneOf, view } from './live-lab.ts';

const rooted = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const storyPath = 'scenarios/maternal-health/antenatal-reminders-in-two-languages.yaml';
const tour = readFileSync(rooted('docs/demo-script.md'), 'utf8');
const pages = new Set(['Timeline', 'Gateways', 'Phones']);

describe.skipIf(!hasBrowser)('the tour of five minutes', () => {
  let live: LiveLab;
  let page: Page;
  /** What was pressed, in order. */
  const pressed: string[] = [];
  beforeAll(async () => {
    live = await openLab(readFileSync(rooted(storyPath), 'utf8'));
    page = await openPage(live);
  });
  afterAll(() => live?.close());

  test('1. what it is: the clock stands at the beginning, and nobody is registered', async () => {
    expect(tour).toContain(storyPath);
    await page.getByRole('heading', { name: 'Antenatal reminders in Hindi and English, India' }).waitFor();
    await stands('Mon 2 Mar 2026', '09:00:00');
    await page.getByText('No phones yet').waitFor();
  });

  test('2. welcome: each in her own language, and the panel says why', async () => {
    await press('Next message');
    await phoneOf(page, 'Asha').getByText('नमस्ते Asha').waitFor();
    await press('Next message');
    await phoneOf(page, 'Meera').getByText('Welcome Meera').waitFor();
    await press('Next message');
    await phoneOf(page, 'Farida').getByText('Welcome Farida').click();
    const panel = page.getByRole('complementary', { name: 'Message and why' });
    await panel.getByRole('heading', { name: 'Because' }).waitFor();
    await panel.getByText("en: the project's default language").first().waitFor();
    await panel.getByRole('button', { name: 'Close' }).click();
  });

  test('3. the reminder: three days before, moved when the visit is moved, never when it is too late', async () => {
    await press('Next message');
    await stands('Mon 9 Mar 2026', '09:00:00');
    await phoneOf(page, 'Asha').getByText('2026-03-12').waitFor();
    await press('Next message');
    await stands('Tue 17 Mar 2026', '09:00:00');
    await phoneOf(page, 'Meera').getByText('Meera, your visit is on 2026-03-20.').waitFor();
    expect(await phoneOf(page, 'Farida').locator('.bubble').count()).toBe(1);
    await press('Timeline');
    await page.locator('.timeline canvas').waitFor();
    await expect.poll(() => laneCount()).toBe(3);
  });

  test('4. what goes wrong: a retry, an opt-out, and the way back', async () => {
    await press('Back to start');
    await stands('Mon 2 Mar 2026', '09:00:00');
    await press('Gateways');
    await press('Take down');
    await page.getByRole('button', { name: 'Bring up' }).waitFor();
    await press('Step');
    await page.getByText('attempt 1 failed, again 2 Mar 10:05').waitFor();
    await press('Bring up');
    await page.getByRole('button', { name: 'Take down' }).waitFor();
    await press('Next message');
    await page.getByText('नमस्ते Asha').waitFor();
    await press('Phones');
    await phoneOf(page, 'Asha').locator('.bubble[data-state="arrived"]').getByText('10:05').waitFor();
    await press('STOP', phoneOf(page, 'Meera'));
    await phoneOf(page, 'Meera').getByText('opted out').first().waitFor();
    await press('START', phoneOf(page, 'Meera'));
    await phoneOf(page, 'Meera').getByText('opted out').first().waitFor({ state: 'detached' });
    await page.getByLabel('The clock, over the whole run').press('End');
    await phoneOf(page, 'Meera').getByText('Meera, your visit is on 2026-03-20.').waitFor();
    await stands('Tue 31 Mar 2026', '00:00:00');
  });

  test('5. keep it: the saved story is green on the command line', async () => {
    await press('Save as scenario');
    const download = page.waitForEvent('download');
    await press('Download');
    const folder = mkdtempSync(join(tmpdir(), 'drysend-'));
    const file = join(folder, 'my-story.yaml');
    try {
      await (await download).saveAs(file);
      expect((await download).suggestedFilename()).toBe('my-story.yaml');
      execFileSync(process.execPath, [rooted('dist/cli.js'), 'run', file], { encoding: 'utf8' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('every button the tour names was pressed, in its order', () => {
    const steps = tour.slice(tour.indexOf('\n1. '), tour.indexOf('\nWhat was done by hand'));
    expect([...steps.matchAll(/\[([^\]]+)\]/g)].map(([, name]) => name)).toEqual(pressed);
  });

  async function press(name: string, within: Page | ReturnType<typeof phoneOf> = page): Promise<void> {
    pressed.push(name);
    if (pages.has(name)) return view(page, name);
    await within.getByRole('button', { name, exact: true }).click();
  }

  async function stands(day: string, time: string): Promise<void> {
    expect(tour).toContain(day === 'Tue 31 Mar 2026' ? 'the end of the run' : day);
    await page.locator('.clock-day').getByText(day).waitFor();
    await expect.poll(() => clockOf(page).textContent()).toBe(time);
  }

  async function laneCount(): Promise<number> {
    const id = new URL(page.url()).hash.split('/')[1];
    const { contacts } = await (await page.request.get(`${live.lab.url}api/sessions/${id}/state`)).json();
    return contacts.length;
  }
});

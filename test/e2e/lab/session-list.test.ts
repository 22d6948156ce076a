/** Sessions by the page: the list, another title, a copy, an end; starting over; a story that changes on disk. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clinic } from '../../lab/lab-client.ts';
import { hasBrowser } from './browser.ts';
import { type LiveLab, openLab, openPage, phoneOf, press, view } from './live-lab.ts';
import { violationsOn } from './violations.ts';

describe.skipIf(!hasBrowser)('sessions', () => {
  let live: LiveLab;
  let page: Page;
  let folder: string;
  let file: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'drysend-'));
    file = join(folder, 'clinic.yaml');
    writeFileSync(file, clinic);
    live = await openLab(clinic, { scenario: { path: file, text: clinic } });
    page = await openPage(live);
  });
  afterAll(async () => {
    await live?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const cardOf = (title: string) =>
    page
      .locator('.session-cards .card')
      .filter({ has: page.getByRole('link', { name: title, exact: true }) });

  test('the list has title, contacts and last use, and gives a session another title', async () => {
    await page.getByRole('link', { name: 'All scenarios and sessions' }).click();
    await cardOf('A clinic')
      .getByText(/1 contact, last used/)
      .waitFor();
    await press(page, 'Rename A clinic');
    await page.getByLabel('New title of A clinic').fill('وزارة الصحة');
    await press(page, 'Save');
    await cardOf('وزارة الصحة').waitFor();
    expect(await violationsOn(page)).toEqual([]);
  });

  test('a copy goes on beside it, and ends alone', async () => {
    await press(page, 'Duplicate وزارة الصحة');
    await cardOf('وزارة الصحة (copy)').waitFor();
    await press(page, 'End وزارة الصحة (copy)');
    await press(page, 'End it');
    await cardOf('وزارة الصحة (copy)').waitFor({ state: 'detached' });
    await cardOf('وزارة الصحة').waitFor();
  });

  test('a session is downloaded, brought back, and the printed address opens the one used last', async () => {
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download وزارة الصحة' }).click();
    const saved = join(folder, 'saved.yaml');
    await (await downloading).saveAs(saved);
    await page.getByLabel('A saved story').setInputFiles(saved);
    await page.waitForSelector('.view-phones');
    const { hash } = new URL(page.url());
    const other = await openPage(live);
    expect(new URL(other.url()).hash).toBe(hash);
    await other.context().close();
  });

  test('to start over asks first, and forgets what was done by hand', async () => {
    await view(page, 'People');
    await page.locator('.people-row', { hasText: 'Rina' }).getByRole('button', { name: 'Register' }).click();
    await view(page, 'Phones');
    await phoneOf(page, 'Rina').waitFor();
    await press(page, 'Start over');
    await press(page, 'Keep it');
    await phoneOf(page, 'Rina').waitFor();
    await press(page, 'Start over');
    await page.getByRole('group', { name: 'Start over' }).getByRole('button', { name: 'Start over' }).click();
    await phoneOf(page, 'Rina').waitFor({ state: 'detached' });
  });

  test('a story that changes on disk offers to be loaded again', async () => {
    const [first] = live.lab.store.all();
    await page.goto(`${live.lab.url}#/${first?.id}/phones`);
    await page.getByText('A clinic').or(page.getByText('وزارة الصحة')).first().waitFor();
    writeFileSync(file, clinic.replace('name: Asha', 'name: Usha'));
    await page.getByText('The story has changed on disk.').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await press(page, 'Load it again');
    await press(page, 'Next message');
    await phoneOf(page, 'Usha (asha)').waitFor();
    expect(await page.getByText('The story has changed on disk.').count()).toBe(0);
  });
});

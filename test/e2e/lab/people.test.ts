/** People by the page: imported, registered, edited, closed, and warned of what HQ would report later. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from './browser.ts';
import { jump, type LiveLab, openLab, openPage, phoneOf, press, view } from './live-lab.ts';

const story = `
scenario: People by hand
project: {time_zone: Africa/Nairobi, languages: [en, sw]}
gateways: {GATE: {type: telerivet}}
routing: {global: {"*": GATE}}
alerts:
  hello:
    case_type: patient
    to: case
    send: immediately
    sms: {en: "Hello {case.name}", sw: "Habari {case.name}"}
  daily:
    case_type: patient
    to: case
    send: {daily: {at: "18:00", stop_after: "5"}}
    sms: {en: "Good evening {case.name}", sw: "Habari za jioni {case.name}"}
starts: 2026-03-06 09:00
ends: 2026-03-14 09:00
timeline:
  - {at: 2026-03-06 09:00, note: begins}
`;

describe.skipIf(!hasBrowser)('people', () => {
  let live: LiveLab;
  let page: Page;
  let folder: string;
  beforeAll(async () => {
    live = await openLab(story);
    page = await openPage(live);
    folder = mkdtempSync(join(tmpdir(), 'drysend-'));
  });
  afterAll(async () => {
    await live?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('who is nobody is told how to begin', async () => {
    await page.getByText('No phones yet').waitFor();
    await view(page, 'People');
    await page.getByText('Nobody here yet').waitFor();
  });

  test('an export is brought in, and everyone in it is reached', async () => {
    await press(page, 'Import cases');
    await page
      .getByLabel('File')
      .setInputFiles(
        csv([
          'caseid,name,contact_phone_number,contact_phone_number_is_verified,language_code',
          'c1,Wanjiru,254711111111,1,sw',
          'c2,Otieno,254722222222,1,en',
        ]),
      );
    await page.getByLabel('Case type of rows').fill('patient');
    await page.getByRole('dialog').getByRole('button', { name: 'Look at it' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Register 2 cases' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
    await page.getByText('+254711111111').waitFor();
    await view(page, 'Phones');
    await phoneOf(page, 'Wanjiru').getByText('Habari Wanjiru').waitFor();
    await phoneOf(page, 'Otieno').getByText('Hello Otieno').waitFor();
  });

  test('a file that does not read is refused with what was wanted', async () => {
    await view(page, 'People');
    await press(page, 'Import cases');
    await page.getByLabel('File').setInputFiles(csv(['no header of ours', 'x']));
    await page.getByLabel('Case type of rows').fill('patient');
    await page.getByRole('dialog').getByRole('button', { name: 'Look at it' }).click();
    await page.getByRole('dialog').getByRole('alert').getByText('Wanted').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  });

  test('someone is registered by a form that explains, and reached at once', async () => {
    await press(page, 'Register someone');
    const form = page.getByRole('dialog');
    await form.getByLabel('Name', { exact: true }).fill('Amina');
    await form.getByLabel('Phone number').fill('12');
    await form
      .getByText(/later: NO_PHONE_NUMBER|NO_SUITABLE_GATEWAY|not a number/)
      .first()
      .waitFor();
    await form.getByLabel('Phone number').fill('254733333333');
    await form
      .getByText(/sent to \+254733333333 \(KE\)/)
      .first()
      .waitFor();
    await form.getByLabel('Time zone').fill('Africa/Nairobbi');
    await form.getByText(/Africa\/Nairobi, now/).waitFor();
    await form.getByLabel('Time zone').fill('');
    await form.getByRole('button', { name: 'Register' }).click();
    await form.waitFor({ state: 'detached' });
    await view(page, 'Phones');
    await phoneOf(page, 'Amina').getByText('Hello Amina').waitFor();
  });

  test('an edited case is written to as it now is', async () => {
    await view(page, 'People');
    await rowOf('Otieno').getByRole('button', { name: 'Edit' }).click();
    const form = page.getByRole('dialog', { name: 'Edit Otieno' });
    await form.getByLabel('Language').fill('sw');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.waitFor({ state: 'detached' });
    await jump(page, '2026-03-06T19:00');
    await view(page, 'Phones');
    await phoneOf(page, 'Otieno').getByText('Habari za jioni Otieno').waitFor();
  });

  test('a closed case hears no more, until it is reopened', async () => {
    await view(page, 'People');
    await rowOf('Otieno').getByRole('button', { name: 'Close' }).click();
    await rowOf('Otieno').locator('.chips').getByText('closed').waitFor();
    await jump(page, '2026-03-07T19:00');
    await view(page, 'Phones');
    await expect.poll(() => phoneOf(page, 'Wanjiru').getByText('Habari za jioni').count()).toBe(2);
    expect(await phoneOf(page, 'Otieno').getByText('Habari za jioni').count()).toBe(1);
    await view(page, 'People');
    await rowOf('Otieno').getByRole('button', { name: 'Reopen' }).click();
    await rowOf('Otieno').locator('.chips').getByText('closed').waitFor({ state: 'detached' });
  });

  test('an alert that is turned off sends nothing, and says so', async () => {
    await view(page, 'Alerts');
    await press(page, 'Turn off daily');
    await page.getByRole('button', { name: 'Turn on daily' }).waitFor();
    const before = await page.locator('.alert-row', { hasText: 'daily' }).innerText();
    await jump(page, '2026-03-08T19:00');
    await page.locator('.clock-day').getByText('Sun 8 Mar 2026').waitFor();
    expect(before).toContain('nothing to come');
    expect(await page.locator('.alert-row', { hasText: 'daily' }).innerText()).toBe(before);
    await press(page, 'Turn on daily');
    await page.getByRole('button', { name: 'Turn off daily' }).waitFor();
  });

  const rowOf = (name: string) => page.locator('.people-row', { hasText: name });

  function csv(lines: readonly string[]): string {
    const file = join(folder, 'cases.csv');
    writeFileSync(file, lines.join('\n'));
    return file;
  }
});

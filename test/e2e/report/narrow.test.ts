/** The HTML report on a phone, with names that are written from right to left, and of files that do not read. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtPage, reportOf } from '../../report/html/a-report.ts';
import { hasBrowser } from '../lab/browser.ts';
import { violationsOn } from '../lab/violations.ts';
import { type ReportOnDisk, reportOnDisk } from './a-page.ts';

const story = `
scenario: What it costs
project: {time_zone: Africa/Khartoum, languages: [ara]}
gateways: {TW: {type: twilio, number: "+15005550006", price: {per_segment: "0.0075", currency: USD}}}
routing: {global: {"*": TW}}
cases:
  fatima: {type: woman, name: "فاطمة عبد الرحمن", contact_phone_number: "249912345678"}
  mona: {type: woman, name: "منى الطيب"}
alerts:
  visit: {case_type: woman, to: case, send: {daily: {at: "09:00", stop_after: "3"}}, sms: {ara: "مرحباً {case.name}"}}
starts: 2026-03-02 08:00
ends: 2026-03-09 08:00
timeline:
  - {at: 2026-03-02 08:30, register: [fatima, mona]}
`;

describe.skipIf(!hasBrowser)('the HTML report on a phone', () => {
  let report: ReportOnDisk;
  beforeAll(async () => {
    report = await reportOnDisk(reportOf(story, builtPage()));
  });
  afterAll(() => report?.close());

  test.each([360, 375])('has the costs in sight at %i px', async (width) => {
    const page = await report.open('', { viewport: { width, height: 740 } });
    const head = page.getByRole('columnheader', { name: 'Cost' }).first();
    await head.scrollIntoViewIfNeeded();
    for (const cell of [head, page.getByRole('cell', { name: /USD/ }).first()]) {
      const box = (await cell.boundingBox())!;
      const card = (await cell.locator('xpath=ancestor::section[1]').boundingBox())!;
      expect(box.x + box.width).toBeLessThanOrEqual(card.x + card.width);
    }
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    expect(await violationsOn(page)).toEqual([]);
    await page.context().close();
  });

  test('writes an id behind its name, whichever way the name is written', async () => {
    const page = await report.open('');
    await expectIdBehind(page.locator('small .label').first());
    await page.context().close();
    const person = await report.open('#/person/fatima?story=0');
    await expectIdBehind(person.getByRole('heading', { name: 'fatima' }));
    await person.context().close();
  });
});

describe.skipIf(!hasBrowser)('the HTML report of files that do not read', () => {
  let folder: string;
  let report: ReportOnDisk;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'drysend-'));
    writeFileSync(
      join(folder, 'bad.yaml'),
      story.replace('languages:', 'langauges:').replace('twilio', 'twilo'),
    );
    const program = join(import.meta.dirname, '../../../dist/cli.js');
    const { status } = spawnSync(process.execPath, [program, 'run', 'bad.yaml', '-r', 'html=report.html'], {
      cwd: folder,
    });
    expect(status).toBe(2);
    report = await reportOnDisk(readFileSync(join(folder, 'report.html'), 'utf8'));
  });
  afterAll(async () => {
    await report?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(['light', 'dark'] as const)(
    'has each problem with its place and its cure, %s',
    async (colorScheme) => {
      const page = await report.open('', { colorScheme, viewport: { width: 360, height: 740 } });
      await page.getByRole('heading', { name: 'What could not run' }).waitFor();
      for (const words of [/bad\.yaml:3:\d+/, 'did you mean "languages"?', 'did you mean "twilio"?'])
        await page.locator('.failure').getByText(words).first().waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
      expect(await violationsOn(page)).toEqual([]);
      await page.context().close();
    },
  );

  test('has words in every view, and complains of nothing', async () => {
    for (const hash of ['#/people', '#/messages', '#/timeline']) {
      const page = await report.open(hash);
      expect(await page.locator('.view').innerText()).not.toBe('');
      await page.context().close();
    }
    expect(report.complaints).toEqual([]);
  });
});

async function expectIdBehind(label: Locator): Promise<void> {
  const [name, id] = await Promise.all([
    label.locator('.label-name').boundingBox(),
    label.locator('.label-id').boundingBox(),
  ]);
  expect(id!.x).toBeGreaterThanOrEqual(name!.x + name!.width - 1);
}

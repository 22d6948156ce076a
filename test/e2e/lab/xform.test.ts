/** A real XForm from its first question to its end: two phones, two languages, and one that never answers. */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from './browser.ts';
import { jump, type LiveLab, openLab, openPage, phoneOf, view } from './live-lab.ts';

interface CasePage {
  readonly cases: readonly { readonly case_name: string; readonly properties: Record<string, string> }[];
}

/** The shipped story without its timeline: the texts are written by hand. */
const story = readFileSync('scenarios/two-way/survey-from-an-xform.yaml', 'utf8').replace(
  /timeline:[\s\S]*$/,
  'timeline:\n  - {at: 2026-03-05 09:00, register: [amina, joy]}\n',
);

describe.skipIf(!hasBrowser)('a survey from an XForm', () => {
  let live: LiveLab;
  let page: Page;
  beforeAll(async () => {
    live = await openLab(story);
    page = await openPage(live);
    await jump(page, '2026-03-05T09:05');
    await view(page, 'Phones');
  });
  afterAll(() => live?.close());

  test('asks each phone in its own language', async () => {
    await amina().getByText('Je, mtoto wako ana homa? 1:Ndiyo, 2:Hapana.').waitFor();
    await joy().getByText('Does your child have a fever? 1:Yes, 2:No.').waitFor();
  });

  test('says what a broken constraint says, and goes on when it is mended', async () => {
    await reply(amina(), 'ndiyo');
    await amina().getByText('Joto la mwili ni digrii ngapi?').waitFor();
    await reply(amina(), '402');
    await amina().getByText('Joto ni kati ya digrii 35 na 43.').waitFor();
    await reply(amina(), '40.2');
    await amina().getByText('Tangu siku gani? Andika YYYYMMDD.').waitFor();
    await reply(amina(), '20260303');
    await amina().getByText('Unaona dalili gani?').waitFor();
    await reply(amina(), '2');
    await amina().getByText('Digrii 40.2 kwa siku 2: tafadhali njoo kliniki leo.').waitFor();
  });

  test('submits as far as it came when it expires', async () => {
    await reply(joy(), 'yes');
    await joy().getByText('What is the temperature in degrees?').waitFor();
    await reply(joy(), '38');
    await joy().getByText('Since which day?').waitFor();
    await jump(page, '2026-03-06T12:00');
    await expect
      .poll(() => propertiesOf('Joy'))
      .toMatchObject({
        fever: 'yes',
        temperature: '38',
        fever_since: '',
        urgent: 'no',
      });
    expect(await propertiesOf('Amina')).toMatchObject({ temperature: '40.2', signs: 'fits', urgent: 'yes' });
  });

  const amina = (): Locator => phoneOf(page, 'Amina');
  const joy = (): Locator => phoneOf(page, 'Joy');

  /** Waits until the text is there: what it brings about comes behind it. */
  async function reply(phone: Locator, text: string): Promise<void> {
    const before = await phone.locator('.bubble').count();
    await phone.getByLabel(/^Reply from/).fill(text);
    await page.keyboard.press('Enter');
    await expect.poll(() => phone.locator('.bubble').count()).toBeGreaterThan(before);
  }

  /** As CommCare's own Case Data API tells them. */
  function propertiesOf(name: string): Promise<Record<string, string> | undefined> {
    return page.evaluate(async (wanted) => {
      const answer = await fetch('/a/demo/api/case/v2/?limit=100');
      const { cases } = (await answer.json()) as CasePage;
      return cases.find((one) => one.case_name === wanted)?.properties;
    }, name);
  }
});

/** The tour of five minutes in the page: it says what to do, marks it, goes on when it was done, and is taken up again. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from './browser.ts';
import { type LiveLab, openLab, openPage, press } from './live-lab.ts';
import { violationsOn } from './violations.ts';

const rooted = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const other = `
scenario: Another story
cases:
  asha: {type: patient, name: Asha, contact_phone_number: "919812345001"}
starts: 2026-03-02 09:00
timeline:
  - {at: 2026-03-02 10:00, register: asha}
`;
/** Steps, and the one that is taken up again after the page was closed. */
const [STEPS, LEFT_AT, DRAG] = [21, 6, 18];

describe.skipIf(!hasBrowser)('the tour in the page', () => {
  let live: LiveLab;
  let page: Page;
  /** What was pressed where the tour marked it, in order. */
  const pressed: string[] = [];
  beforeAll(async () => {
    live = await openLab(other);
    page = await openPage(live);
  });
  afterAll(() => live?.close());

  const tour = (on = page) => on.getByRole('region', { name: 'Tour of five minutes' });
  const at = (step: number, on = page) => tour(on).getByText(`${step} of ${STEPS} ·`).waitFor();

  /** Does what the step asks for, at the place that it marks. */
  async function doStep(step: number): Promise<void> {
    await at(step);
    if (step === 1) return press(page, 'Go on');
    const marked = page.locator('[data-tour]').first();
    await marked.waitFor();
    if (step === DRAG) return marked.press('End');
    const name = (await marked.evaluate((one) => one.firstChild?.textContent ?? '')).trim();
    if (step !== 5) pressed.push(name);
    await marked.click();
  }

  test('opens the story that it is about, beside the one at hand', async () => {
    await press(page, 'Tour');
    await at(1);
    await page.getByRole('heading', { name: 'Antenatal reminders in Hindi and English, India' }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
  });

  test('goes on when the step was done, and not before', async () => {
    await doStep(1);
    await at(2);
    await press(page, 'Pause');
    await doStep(2);
    await page.getByText('नमस्ते Asha').waitFor();
    for (let step = 3; step < LEFT_AT; step += 1) await doStep(step);
    await at(LEFT_AT);
  });

  test('is left, and taken up again where it was, also after the page was closed', async () => {
    await press(page, 'Leave the tour');
    await tour().waitFor({ state: 'detached' });
    expect(await page.locator('[data-tour]').count()).toBe(0);
    const again = await page.context().newPage();
    await page.close();
    page = again;
    page.setDefaultTimeout(15_000);
    await page.goto(`${live.lab.url}#/start`);
    await press(page, 'Go on with the tour');
    await at(LEFT_AT);
  });

  test('leads through all of it to its end', async () => {
    for (let step = LEFT_AT; step < STEPS - 1; step += 1) await doStep(step);
    const download = page.waitForEvent('download');
    await doStep(STEPS - 1);
    expect((await download).suggestedFilename()).toBe('my-story.yaml');
    await page.keyboard.press('Escape');
    await at(STEPS);
    await press(page, 'End of the tour');
    await tour().waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Tour', exact: true }).waitFor();
  });

  test('asks for the buttons of the tour in the docs, in their order', () => {
    const doc = readFileSync(rooted('docs/demo-script.md'), 'utf8');
    const steps = doc.slice(doc.indexOf('\n1. '), doc.indexOf('\nWhat was done by hand'));
    expect(pressed).toEqual([...steps.matchAll(/\[([^\]]+)\]/g)].map(([, name]) => name));
  });

  test('on a phone leaves the message and the reply in sight, and marks what unfolds the clock', async () => {
    const small = await openPage(live, { viewport: { width: 375, height: 667 }, hasTouch: true });
    await press(small, 'All of the clock');
    await press(small, 'Tour');
    await press(small, 'All of the clock');
    await press(small, 'Go on');
    await at(2, small);
    await small.locator('.fold-tools [data-tour]').click();
    await at(3, small);
    const tourTop = (await tour(small).boundingBox())!.y;
    for (const seen of ['.bubble', '.reply input']) {
      const box = (await small.locator(seen).first().boundingBox())!;
      expect(box.y + box.height, seen).toBeLessThanOrEqual(tourTop);
    }
    expect(await violationsOn(small)).toEqual([]);
    for (let step = 3; step < 9; step += 1) await press(small, 'Skip');
    await small.locator('.fold-tools button[data-tour]').waitFor();
    await small.context().close();
  });
});

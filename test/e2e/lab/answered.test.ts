/** What contacts answered is seen on the page: values with what changed them, surveys, and words that were filled in. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { twoWayClinic } from '../../lab/two-way-clinic.ts';
import { hasBrowser } from './browser.ts';
import { jump, type LiveLab, openLab, openPage, phoneOf, view } from './live-lab.ts';
import { violationsOn } from './violations.ts';

describe.skipIf(!hasBrowser)('what they answered', () => {
  let live: LiveLab;
  let page: Page;
  beforeAll(async () => {
    live = await openLab(twoWayClinic);
    page = await openPage(live);
    await jump(page, '2026-06-01T10:20');
  });
  afterAll(() => live?.close());

  const panel = () => page.getByRole('complementary', { name: 'Everything about a contact' });
  const rowOf = (name: string) => panel().locator('.properties > div', { hasText: name });

  test('a survey under way stands beside the phone, with its question, answers and reminders', async () => {
    await phoneOf(page, 'Amy').getByRole('button', { name: 'Everything about Amy' }).click();
    const survey = panel().getByRole('region', { name: 'Survey wellbeing' });
    await survey.getByText('What do you need?').waitFor();
    await survey.getByText('1 answer so far; ends 2026-06-08 10:00').waitFor();
    expect(await violationsOn(page)).toEqual([]);
  });

  test('reminders to come are named', async () => {
    await phoneOf(page, 'Ruth').getByRole('button', { name: 'Everything about Ruth' }).click();
    await panel().getByText('reminders to come: 2026-06-01 10:30').waitFor();
    await phoneOf(page, 'Amy').getByRole('button', { name: 'Everything about Amy' }).click();
  });

  test('an answer by the phone changes the values beside it at once', async () => {
    await phoneOf(page, 'Amy').getByRole('textbox').fill('A visit');
    await phoneOf(page, 'Amy').getByRole('button', { name: 'Send' }).click();
    await rowOf('need').getByText('A visit').waitFor();
    await rowOf('need').getByText('survey wellbeing').waitFor();
    await rowOf('village').getByText('the story').waitFor();
  });

  test('the form has all properties, and saves only what was changed', async () => {
    await view(page, 'People');
    await page.locator('.people-row', { hasText: 'Amy' }).getByRole('button', { name: 'Edit' }).click();
    const others = page.getByRole('dialog').getByLabel(/^Other properties/);
    expect(await others.inputValue()).toContain('village: Kibera');
    expect(await others.inputValue()).toContain('need: A visit');
    await others.fill((await others.inputValue()).replace('Kibera', 'Mathare'));
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await view(page, 'Phones');
    await phoneOf(page, 'Amy').getByRole('button', { name: 'Everything about Amy' }).click();
    await rowOf('village').getByText('by hand, before: Kibera').waitFor();
    await rowOf('need').getByText('survey wellbeing').waitFor();
  });

  test('words that a property has filled in are marked, with where they come from', async () => {
    await view(page, 'Phones');
    await jump(page, '2026-06-01T19:00');
    await phoneOf(page, 'Amy').locator('.bubble', { hasText: 'Mathare' }).click();
    const why = page.getByRole('complementary', { name: 'Message and why' });
    await why.locator('mark', { hasText: 'Mathare' }).waitFor();
    await why.getByRole('list', { name: 'Where the marked words come from' }).getByText('by hand').waitFor();
    expect(await why.locator('mark').allInnerTexts()).toEqual(['Amy', 'Mathare']);
    expect(await violationsOn(page)).toEqual([]);
  });
});

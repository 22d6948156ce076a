import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Code, codes } from '../src/core/model/codes.ts';
import { rehearsePlan } from '../src/rehearse.ts';
import { plansFromFile } from './helpers/plans-from.ts';

/** Labels that HQ keeps and a scenario cannot reach, each with the reason. */
const unreachable: Partial<Record<Code, string>> = {
  UNSUPPORTED_COUNTRY: 'a label that nothing in HQ raises',
  PHONE_OPTED_OUT: 'of older versions; today the SMS itself ends in PHONE_NUMBER_OPTED_OUT',
  INVALID_CUSTOM_CONTENT_HANDLER: 'of older versions; a scenario gives the texts, not a handler',
  CANNOT_LOAD_CUSTOM_CONTENT_HANDLER: 'of older versions; a scenario gives the texts, not a handler',
  SUBEVENT_ERROR: 'shown on an event whose recipients failed; nothing is stored under it',
  FORM_HAS_NO_QUESTIONS: 'a label that nothing in HQ raises: a form with nothing to ask is TOUCHFORMS_ERROR',
  INTERNAL_SERVER_ERROR: 'an exception inside HQ, which a scenario does not have',
  INVALID_DIRECTION: 'a damaged row of the database: a message is always in or out',
  MESSAGE_BLANK: 'no gateway kind has a word for it, and blank texts are not queued',
};

const folder = join(import.meta.dirname, '../scenarios/errors');
const fileOf = (code: string): string => `${code.toLowerCase().replaceAll('_', '-')}.yaml`;
const all = Object.keys(codes) as Code[];
const reachable = all.filter((code) => unreachable[code] === undefined);

test.each(all)('%s has a story, or a reason why it has none', (code) => {
  expect(existsSync(join(folder, fileOf(code)))).toBe(unreachable[code] === undefined);
});

test('every story in the folder is about a code', () => {
  expect(readdirSync(folder).sort()).toEqual(reachable.map(fileOf).sort());
});

describe.each(reachable)('the story of %s', (code) => {
  const plans = plansFromFile(join(folder, fileOf(code)));

  test('ends in it, at the level the table says', () => {
    const levels = plans.flatMap((plan) =>
      [...rehearsePlan(plan).journal.entries()].flatMap((entry) =>
        entry.kind === 'error' && entry.code === code ? [entry.level] : [],
      ),
    );
    expect(new Set(levels)).toEqual(new Set([codes[code].level]));
  });

  test('has a title, says what it is about, and can be found by its tags', () => {
    for (const { title, about = '', tags } of plans) {
      expect(title).not.toBe('');
      expect(about).not.toBe('');
      expect(tags).toContain('errors');
    }
  });
});

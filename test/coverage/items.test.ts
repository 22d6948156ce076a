import { describe, expect, test } from 'vitest';
import { HitCounter } from '../../src/coverage/hits.ts';
import type { CoverageItem } from '../../src/coverage/item.ts';
import { itemsOf } from '../../src/coverage/items.ts';
import { CoverageMeasure } from '../../src/coverage/measure.ts';
import { placesIn } from '../../src/coverage/places.ts';
import { rehearsePlan } from '../../src/rehearse.ts';
import { scenarioTrees } from '../../src/scenario/load.ts';
import { plansFrom } from '../helpers/plans-from.ts';

const story = `scenario: A clinic
project: {time_zone: UTC, languages: [en, hin]}
gateways:
  MAIN: {type: http, number: "100"}
  SPARE: {type: http, number: "200"}
routing:
  global: {"91": MAIN, "*": SPARE}
cases:
  asha: {type: c, name: Asha, status: open, language_code: en, contact_phone_number: "919812345001", contact_phone_number_is_verified: "1"}
  ben: {type: c, name: Ben, status: shut}
alerts:
  visit:
    case_type: c
    when: {status: open, age: {has_value: no}}
    to: case
    send:
      custom_daily:
        stop_after: 1
        events:
          - {day: 1, at: "12:00", sms: {en: First, hin: Pehla}}
          - {day: 9, at: "12:00", sms: {en: Second}}
  never: {case_type: other, to: case, send: immediately, sms: Never}
broadcasts:
  news: {to: {user: nurse}, send: immediately, sms: News}
users: {nurse: {phone: "919812345009"}}
rules:
  lost: {case_type: c, when: {status: gone}, set: {status: lost}}
surveys:
  fever:
    questions:
      - {id: hot, ask: "Fever?", type: text}
      - {id: days, ask: "Days?", type: int}
keywords:
  FEVER: {survey: fever}
  HELP: {reply: "We call."}
starts: 2026-03-02 08:00
ends: 2026-03-05 00:00
timeline:
  - {at: 2026-03-02 09:00, register: [asha, ben]}
  - {at: 2026-03-02 10:00, inbound: {from: asha, via: MAIN, text: fever}}
  - {at: 2026-03-02 10:01, inbound: {from: asha, via: MAIN, text: "yes"}}
`;

const items = itemsIn(story);

function itemsIn(text: string): CoverageItem[] {
  const [plan] = plansFrom(text);
  const [root] = scenarioTrees({ path: 'test.yaml', text }, () => ({ problem: 'no file' }));
  const hits = new HitCounter();
  rehearsePlan(plan!, { onEntry: (_seq, entry) => hits.record(entry) });
  return itemsOf(plan!, hits.hits(), placesIn(root!));
}

const named = (name: string, among: readonly CoverageItem[] = items): CoverageItem => {
  const found = among.find((item) => item.name === name);
  if (!found) throw new Error(`no item ${name} among ${among.map((item) => item.name).join(', ')}`);
  return found;
};

/** Line from 1 and column from 1 of the first such words. */
function placeOf(words: string): { line: number; column: number } {
  const before = story.slice(0, story.indexOf(words)).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

describe('coverage tells for each part whether it was exercised', () => {
  test.each([
    ['visit', true],
    ['never', false],
    ['news', false],
    ['visit event 0', true],
    ['visit event 1', false],
    ['visit event 0 in en', true],
    ['visit event 0 in hin', false],
    ['visit event 1 in en', false],
    ['visit status holds', true],
    ['visit status does not hold', true],
    ['visit age holds', true],
    ['visit age does not hold', false],
    ['lost', false],
    ['FEVER', true],
    ['HELP', false],
    ['fever', true],
    ['fever hot', true],
    ['fever days', false],
    ['MAIN', true],
    ['SPARE', false],
    ['global 91 to MAIN', true],
    ['global * to SPARE', false],
  ])('%s: %s', (name, isCovered) => {
    expect(named(name).hits > 0).toBe(isCovered);
  });

  test.each([
    ['visit', 'visit:'],
    ['visit event 1', '{day: 9'],
    ['visit event 0 in hin', 'hin: Pehla'],
    ['visit age does not hold', 'has_value'],
    ['fever days', '{id: days'],
    ['global * to SPARE', '"*": SPARE'],
    ['HELP', 'HELP:'],
  ])('%s stands where the file has it', (name, words) => {
    expect(named(name).source).toEqual({ file: 'test.yaml', ...placeOf(words) });
  });

  test('what is missing says how far it came, and what would exercise it', () => {
    expect(named('visit event 0 in hin').cover).toContain('language_code hin');
    expect(named('HELP').cover).toContain('an inbound "HELP"');
    expect(named('fever days').reached).toBe('the survey was opened');
    expect(named('never').cover).toContain('a case of type other');
  });

  test('an alert that ends in an error says in which', () => {
    const failed = itemsIn(story.replace('contact_phone_number: "919812345001"', 'phone: none'));
    expect(named('visit', failed)).toMatchObject({ hits: 0, reached: 'it ended in NO_PHONE_NUMBER once' });
  });

  test('of a rule with any the whole holds or does not', () => {
    const any = itemsIn(
      story.replace('{status: open, age: {has_value: no}}', '{any: [{status: open}, {status: odd}]}'),
    );
    expect(named('visit any holds', any).hits).toBeGreaterThan(0);
    expect(named('visit any does not hold', any).hits).toBeGreaterThan(0);
  });
});

test('a part that several stories use is covered when one of them exercises it', () => {
  const measure = new CoverageMeasure();
  measure.add(itemsIn(story.replace('register: [asha, ben]', 'register: [ben]')), []);
  measure.add(items, [['code\nNO_MESSAGE', 2]]);
  const { items: together, codes, stories } = measure.coverage();
  expect(together.length).toBe(items.length);
  expect(named('visit', together).hits).toBe(named('visit').hits);
  expect([codes.NO_MESSAGE, stories]).toEqual([2, 2]);
});

import { expect, test } from 'vitest';
import { withNamedKeys } from '../../src/report/named-keys.ts';
import { peopleOf } from '../../src/report/people.ts';
import { rosterText } from '../../src/report/roster/text.ts';
import { inkFor } from '../../src/report/text/terminal-text.ts';
import { plansFrom } from '../helpers/plans-from.ts';

const one = '3bc36664-0001-4000-8000-000000000001';
const two = '7d2f5a10-0001-4000-8000-000000000001';
const plan = plansFrom(`scenario: twice
project: {time_zone: Africa/Nairobi, languages: [en]}
gateways: {GW: {type: http}}
cases:
  ${one}: {type: w, name: Amina Lema, contact_phone_number: "254712000601"}
  ${two}: {type: w, name: amina lema, contact_phone_number: "254712000601"}
starts: 2026-03-02 09:00
timeline: []
`)[0]!;
const people = peopleOf(plan);

test('each of two people of one name is told by name and shortest id', () => {
  const notice = plan.notices.find(({ code }) => code === 'PERSON_TWICE')!;
  const { message, hint, about } = notice;
  const both = 'Amina Lema (3bc36664), amina lema (7d2f5a10)';
  expect(withNamedKeys(message, people)).toBe(`Amina Lema with 254712000601 is registered twice: ${both}`);
  const kind = {
    code: 'PERSON_TWICE',
    severity: 'warning',
    count: 1,
    example: message,
    about,
    hint,
  } as const;
  const roster = {
    funnels: [],
    gotNothing: [],
    filter: {},
    warnings: [kind],
    peopleCount: 2,
    isPartial: false,
    people,
  };
  const text = rosterText(roster, { columns: 200, ink: inkFor(false) });
  expect(text).toContain(`is registered twice: ${both};`);
});

test.each([
  [
    'an id of nobody stays whole',
    'ffffffff-0001-4000-8000-000000000001 is new',
    'ffffffff-0001-4000-8000-000000000001 is new',
  ],
  ['an id behind its name is cut short', `Amina Lema (${one}) has it`, 'Amina Lema (3bc36664) has it'],
  ['an id behind other words has its name', `row 3 (${one}): blank`, 'row 3, Amina Lema (3bc36664): blank'],
])('%s', (_promise, text, named) => {
  expect(withNamedKeys(text, people)).toBe(named);
});

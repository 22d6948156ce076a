import { expect, test } from 'vitest';
import { peopleOf } from '../../src/report/people.ts';
import { plansFrom } from '../helpers/plans-from.ts';

const story = (cases: string): string => `scenario: names
project: {time_zone: Africa/Nairobi, languages: [en]}
gateways: {GW: {type: http}}
cases:
${cases}
starts: 2026-03-02 09:00
timeline: []
`;

const first = '3bc36664-0001-4000-8000-000000000001';
const near = '3bc36664-0001-4000-8000-00000000000f';
const other = '4bc36664-0001-4000-8000-000000000001';

test('a person is the name and the shortest beginning of the id that nobody else has', () => {
  const people = peopleOf(
    plansFrom(
      story(
        `  ${first}: {type: w, name: Amina Lema}\n  ${near}: {type: w, name: Zuri}\n  ${other}: {type: w, name: Neema}`,
      ),
    )[0]!,
  );
  expect(people.label(other)).toBe('Neema (4bc36664)');
  expect(people.label(first)).toBe(`Amina Lema (${first.slice(0, -1)}1)`);
  expect(people.label(near)).not.toBe(people.label(first));
});

test('a key that somebody wrote is whole, and is not told twice where it says the name', () => {
  const people = peopleOf(
    plansFrom(
      story('  asha-devi: {type: w, name: Asha Devi}\n  w-17: {type: w, name: Zuri}\n  x: {type: w}'),
    )[0]!,
  );
  expect(people.label('asha-devi')).toBe('asha-devi');
  expect(people.label('w-17')).toBe('Zuri (w-17)');
  expect(people.label('x')).toBe('x');
  expect(people.label('+254712000001')).toBe('+254712000001');
});

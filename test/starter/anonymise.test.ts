import { expect, test } from 'vitest';
import { anonymised } from '../../src/starter/anonymise.ts';
import { Pseudonyms } from '../../src/starter/pseudonyms.ts';

const header = [
  'caseid',
  'name',
  'contact_phone_number',
  'language_code',
  'next_visit',
  'husband_name',
  'remark',
  'stage',
];
const rows = Array.from({ length: 40 }, (_, at) => [
  `id-${at}`,
  `Woman ${at}`,
  `2547120${String(at).padStart(5, '0')}`,
  at % 2 ? 'en' : 'SWA',
  at % 3 ? '2026-03-12' : '12/03/2026',
  'Juma Ali',
  at === 5 ? '---' : `Lives behind the market ${at}`,
  at % 2 ? 'first' : 'second',
]);
const { rows: anonymous, treatments } = anonymised(header, rows, new Pseudonyms(Buffer.alloc(32, 1)));

test('what decides about sending stays: language, date in its damaged form, choices that many share', () => {
  for (const column of ['language_code', 'next_visit', 'stage']) {
    const at = header.indexOf(column);
    expect(anonymous.map((cells) => cells[at])).toEqual(rows.map((cells) => cells[at]));
  }
});

test('nothing of what names a person is left, in any column', () => {
  const all = anonymous.flat().join('\n');
  for (const word of ['Woman', 'Juma', 'market', 'id-']) expect(all).not.toContain(word);
  for (const [, , number = ''] of rows) expect(all).not.toContain(number);
});

test('people stay as many as they were, and blanks stay blank', () => {
  for (const at of [0, 1, 2]) expect(new Set(anonymous.map((cells) => cells[at])).size).toBe(rows.length);
  expect(anonymous[5]![6]).toBe('---');
});

test('says what became of each column', () => {
  expect(treatments.map(({ treatment }) => treatment)).toEqual([
    'ids',
    'names',
    'numbers',
    'kept',
    'kept',
    'names',
    'letters',
    'kept',
  ]);
});

test('a column that few people share is replaced, for a value may be one person’s', () => {
  const few = anonymised(
    ['caseid', 'stage'],
    [
      ['a', 'pregnant'],
      ['b', 'mother'],
    ],
    new Pseudonyms(Buffer.alloc(32)),
  );
  expect(few.treatments[1]!.treatment).toBe('letters');
});

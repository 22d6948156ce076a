import { expect, test } from 'vitest';
import { NOTICES_PER_CODE_MAX } from '../../src/imports/limits.ts';
import { imported, messagesOf } from './helpers.ts';

const said = (column: string, cell: string) => {
  const result = imported(`caseid,name,${column}\nc0,Iso,\nc1,Asha,${cell}\n`);
  expect(result.problems).toEqual([]);
  expect(result.cases[1]?.properties.get(column)).toBe(cell);
  return result.notices.map(({ code, message, hint }) => [code, message.split('": ')[1], hint].join(' | '));
};

const NO_PHONE = 'HQ reads no phone number: NO_PHONE_NUMBER';
const LOST = 'the digits are lost in this file: export again, and format the column as text before saving';
const NOTHING = 'nothing needs mending';
const AS_TEXT = 'format the column as text before saving';
const NO_REMINDER = 'kept as written; no reminder starts from it, and HQ reports no error';

test.each([
  ['9.19812E+11', `IMPORT_EXCEL_NUMBER | ${NO_PHONE} | ${LOST}`],
  ['9E+11', `IMPORT_EXCEL_NUMBER | ${NO_PHONE} | ${LOST}`],
  [
    '9.19812345001E+11',
    `IMPORT_EXCEL_NUMBER | ${NO_PHONE} | write 919812345001, and format the column as text`,
  ],
  ['+91 98123 45002', `IMPORT_NUMBER_FORMATTED | read as 919812345002, used | ${NOTHING}`],
  ['(91)98123.45-002', `IMPORT_NUMBER_FORMATTED | read as 919812345002, used | ${NOTHING}`],
  ['919812345001.0', `IMPORT_NUMBER_DECIMAL | HQ reads 9198123450010, with a zero too many | ${AS_TEXT}`],
  [
    '09812345001',
    'IMPORT_NATIONAL_ZERO | used as 09812345001: no country prefix matches it | replace the 0 with the country code',
  ],
  ['91981234500O', `IMPORT_NUMBER_UNREADABLE | ${NO_PHONE} | write digits only, country code first`],
  [
    '0712000851 / 0722100023',
    `IMPORT_NUMBER_UNREADABLE | ${NO_PHONE} | keep one of the numbers, in digits with the country code first`,
  ],
  ['919812345001/2', `IMPORT_NUMBER_UNREADABLE | ${NO_PHONE} | write digits only, country code first`],
  ['91', `IMPORT_NUMBER_UNREADABLE | ${NO_PHONE} | write digits only, country code first`],
  ['0', `IMPORT_NUMBER_UNREADABLE | ${NO_PHONE} | write digits only, country code first`],
])('phone number %s: %s', (cell, line) => {
  expect(said('contact_phone_number', cell)).toEqual([line]);
});

test('a sound phone number is passed over in silence', () => {
  expect(said('contact_phone_number', '919812345001')).toEqual([]);
});

test.each([
  [
    '05/03/2026',
    'IMPORT_DATE_FORMAT',
    'write 2026-03-05 if the day comes first, 2026-05-03 if the month does',
  ],
  ['25/03/2026', 'IMPORT_DATE_FORMAT', 'write 2026-03-25'],
  ['3/25/2026', 'IMPORT_DATE_FORMAT', 'write 2026-03-25'],
  ['05.05.26', 'IMPORT_DATE_FORMAT', 'write 2026-05-05'],
  ['25-03-2026 10:00', 'IMPORT_DATE_FORMAT', 'write 2026-03-25'],
  ['2026/03/25', 'IMPORT_DATE_FORMAT', 'write 2026-03-25'],
  ['2026-3-5', 'IMPORT_DATE_FORMAT', 'write 2026-03-05'],
  ['5 Mar 2026', 'IMPORT_DATE_FORMAT', 'write it as YYYY-MM-DD'],
  ['2026-02-30', 'IMPORT_DATE_IMPOSSIBLE', 'correct the day'],
  ['31/02/2026', 'IMPORT_DATE_IMPOSSIBLE', 'correct the day'],
  ['46122', 'IMPORT_DATE_SERIAL', 'write 2026-04-10, if that is the day meant'],
  ['46122.375', 'IMPORT_DATE_SERIAL', 'write 2026-04-10, if that is the day meant'],
])('date %s: %s, %s', (cell, code, hint) => {
  expect(said('next_visit', cell)).toEqual([[code, NO_REMINDER, hint].join(' | ')]);
});

test.each(['2026-03-12', '2026-03-12T09:30:00Z', '2026-03-12 09:30:00', 'tomorrow', '7', '120/80'])(
  '%s is passed over in silence',
  (cell) => {
    expect(said('next_visit', cell)).toEqual([]);
  },
);

test('a bare number is a date only where the column or another row shows dates', () => {
  expect(said('household', '46122')).toEqual([]);
  const mixed = imported('caseid,name,follow_up\nc1,Asha,2026-04-01\nc2,Meera,46122\n');
  expect(messagesOf(mixed)).toEqual([`women.csv row 3 (meera): follow_up "46122": ${NO_REMINDER}`]);
});

test('a long number in any other column that Excel has shortened is named too', () => {
  expect(said('card', '1.23457E+15')).toEqual([
    `IMPORT_EXCEL_NUMBER | kept as written; the last digits are lost | ${LOST}`,
  ]);
});

test('a case id that comes twice is used once, and the second row is named', () => {
  const result = imported('caseid,name\nc1,Asha\nc2,Meera\nc1,Asha again\n');
  expect(result.cases.map(({ name }) => name)).toEqual(['Asha', 'Meera']);
  expect(messagesOf(result)).toEqual([
    'women.csv row 4: case_id "c1": row 2 has it and is used, this one is left out',
  ]);
});

test.each([
  ['True', true],
  ['true', true],
  ['1', true],
  ['yes', true],
  ['False', false],
  ['---', false],
  ['', false],
])('closed "%s" means %s', (cell, closed) => {
  expect(imported(`caseid,name,closed\nc1,Asha,${cell}\n`).cases[0]?.closed).toBe(closed);
});

test('a column that no property can be called after is named, once', () => {
  expect(messagesOf(imported('caseid,name,Next visit\nc1,Asha,2026-03-12\n'))).toEqual([
    'women.csv row 1: Next visit: kept under that name; {case.…} and alerts cannot reach it',
  ]);
});

test('past a thousand notices of a code the rest are counted, and no case is lost', () => {
  const rows = Array.from({ length: NOTICES_PER_CODE_MAX + 5 }, (_, index) => `c${index},N${index},---`);
  const result = imported(`caseid,name,note\n${rows.join('\n')}\n`);
  expect(result.cases).toHaveLength(NOTICES_PER_CODE_MAX + 5);
  expect(result.notices).toHaveLength(NOTICES_PER_CODE_MAX + 1);
  expect(messagesOf(result).at(-1)).toBe('women.csv: IMPORT_MISSING_MARK on 5 rows more');
});

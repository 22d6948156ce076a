import { expect, test } from 'vitest';
import type { CaseSeed } from '../../src/core/model/case.ts';
import { importCases } from '../../src/imports/import-cases.ts';
import { prepareImport } from '../../src/imports/prepare-import.ts';
import { aDeclaration, codesOf, fixture, messagesOf } from './helpers.ts';

const fromFixture = (name: string) => importCases(aDeclaration({ file: name }), fixture(name));

test('a case export gives its three women, in file order, with what their cells say', () => {
  const { cases, problems } = fromFixture('case-export.csv');

  expect(problems).toEqual([]);
  expect(cases.map(({ key, name, closed }) => [key, name, closed])).toEqual([
    ['asha', 'Asha', false],
    ['meera', 'Meera', false],
    ['farida', 'Farida', true],
  ]);
  expect(cases[1]).toEqual({
    key: 'meera',
    project: 'demo',
    type: 'pregnancy',
    name: 'Meera',
    properties: new Map([
      ['contact_phone_number', '+91 98123 45002'],
      ['contact_phone_number_is_verified', '1'],
      ['language_code', 'en'],
      ['time_zone', 'Asia/Kolkata'],
      ['contact_backend_id', 'TWILIO_IN'],
      ['commcare_email_address', 'meera@example.org'],
      ['next_visit', '2026-03-12'],
    ]),
    owner: 'asha.chw',
    parents: [],
    closed: false,
    caseId: '6f1b9c1e-0001-4000-8000-000000000002',
    lastModifiedBy: 'asha.chw',
    source: { file: fixture('case-export.csv').path, line: 3, column: 1 },
    isImported: true,
  });
});

test('a case export names each damaged row, and what becomes of it', () => {
  const kept = 'kept as written; no reminder starts from it, and HQ reports no error';
  const marked =
    'contact_phone_number_is_verified, language_code, time_zone, contact_backend_id, commcare_email_address';
  expect(messagesOf(fromFixture('case-export.csv'))).toEqual([
    'case-export.csv row 2 (asha): commcare_email_address "---": read as missing, as a blank is',
    'case-export.csv row 3 (meera): contact_phone_number "+91 98123 45002": read as 919812345002, used',
    'case-export.csv row 4 (farida): contact_phone_number "9.19812E+11": HQ reads no phone number: NO_PHONE_NUMBER',
    `case-export.csv row 4 (farida): next_visit "05/03/2026": ${kept}`,
    `case-export.csv row 4 (farida): ${marked} "---": read as missing, as a blank is`,
    'case-export.csv row 4 (farida): a closed case: comes as closed; HQ starts no alert for it',
  ]);
});

test('a notice carries its code, hint and facts for reports', () => {
  expect(fromFixture('case-export.csv').notices[3]).toEqual({
    code: 'IMPORT_DATE_FORMAT',
    message: expect.stringContaining('row 4 (farida)'),
    hint: 'write 2026-03-05 if the day comes first, 2026-05-03 if the month does',
    about: {
      file: 'case-export.csv',
      row: '4',
      case: 'farida',
      column: 'next_visit',
      found: '05/03/2026',
    },
    source: { file: fixture('case-export.csv').path, line: 4, column: 1 },
  });
});

test.each(['case-api-v1.json', 'case-api-v2.json'])('%s gives the same case', (name) => {
  const { cases, problems } = fromFixture(name);

  expect(problems).toEqual([]);
  expect(cases).toEqual([
    {
      key: 'asha',
      project: 'demo',
      type: 'pregnancy',
      name: 'Asha',
      properties: new Map([
        ['contact_phone_number', '919812345001'],
        ['contact_phone_number_is_verified', '1'],
        ['language_code', 'hin'],
        ['next_visit', '2026-03-12'],
      ]),
      owner: 'u1',
      parents: [],
      closed: false,
      caseId: '6f1b9c1e-0001-4000-8000-000000000001',
      source: { file: fixture(name).path, line: 1, column: 1 },
      isImported: true,
    },
  ]);
});

test('a workbook gives the same cases as the CSV it was saved from, rows as the spreadsheet shows them', async () => {
  const prepared = await prepareImport(fixture('case-export.xlsx'));
  const fromWorkbook = importCases(aDeclaration({ file: 'case-export.xlsx' }), prepared.file);

  expect(prepared.problems).toEqual([]);
  expect(fromWorkbook.problems).toEqual([]);
  const bare = ({ source: _row, ...seed }: CaseSeed) => seed;
  expect(fromWorkbook.cases.map(bare)).toEqual(fromFixture('case-export.csv').cases.map(bare));
  expect(codesOf(fromWorkbook).slice(0, 4)).toEqual([
    'IMPORT_MISSING_MARK 2 commcare_email_address',
    'IMPORT_NUMBER_FORMATTED 4 contact_phone_number',
    'IMPORT_EXCEL_NUMBER 5 contact_phone_number',
    'IMPORT_DATE_FORMAT 5 next_visit',
  ]);
});

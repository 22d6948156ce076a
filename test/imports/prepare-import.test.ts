import { expect, test } from 'vitest';
import { importCases } from '../../src/imports/import-cases.ts';
import { prepareImport } from '../../src/imports/prepare-import.ts';
import { aDeclaration, fixture, fromText } from './helpers.ts';

const workbook = fixture('case-export.xlsx');

test('a file that is no workbook passes as it is', async () => {
  const file = fromText('caseid,name\n1,Asha\n');
  expect(await prepareImport(file)).toEqual({ file, notices: [], problems: [] });
});

test('the sheet with the cases is read, and the others are named', async () => {
  const { notices } = await prepareImport(workbook);
  expect(notices.map(({ code, message }) => `${code} ${message}`)).toEqual([
    'IMPORT_OTHER_SHEETS case-export.xlsx: "Parent Cases": "Cases" is read, the others are not',
  ]);
});

test('without the package that reads workbooks, the problem says how to get it', async () => {
  const missing = () => Promise.reject(new Error("Cannot find package 'read-excel-file'"));
  const { file, problems } = await prepareImport(workbook, new Map(), missing);

  expect(file).toBe(workbook);
  expect(problems).toEqual([
    {
      found: 'an Excel workbook, and no package that reads it',
      wanted: 'CSV, JSON, or a workbook and the package that reads it',
      hint: expect.stringContaining('npm install read-excel-file'),
    },
  ]);
});

test('a workbook that nobody prepared is a problem, not a pile of signs', () => {
  const { cases, problems } = importCases(aDeclaration(), workbook);
  expect(cases).toEqual([]);
  expect(problems[0]?.found).toBe('an Excel workbook that has not been turned into CSV');
});

test('a damaged workbook is a problem', async () => {
  const bytes = workbook.bytes.slice(0, 300);
  const { problems } = await prepareImport({ path: 'women.xlsx', bytes });
  expect(problems[0]).toMatchObject({ wanted: 'a sound .xlsx file' });
});

test('an old .xls workbook is refused with the way out', async () => {
  const bytes = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]);
  const { problems } = await prepareImport({ path: 'women.xls', bytes });
  expect(problems[0]).toMatchObject({ hint: 'save it as .xlsx or as CSV UTF-8' });
});

test('cells become the text a CSV would have: dates as days, quotes doubled, truth as Python writes it', async () => {
  const data = [
    ['caseid', 'name', 'next_visit', 'seen_at', 'closed', 'age'],
    ['1', 'Asha "A"', new Date('2026-03-12T00:00:00Z'), new Date('2026-03-12T09:30:00Z'), false, '31'],
  ];
  const reader = () => Promise.resolve(() => Promise.resolve([{ sheet: 'Cases', data }]));
  const { file } = await prepareImport(workbook, new Map(), reader);
  expect(new TextDecoder().decode(file.bytes).split('\n')[1]).toBe(
    '"1","Asha ""A""","2026-03-12","2026-03-12 09:30:00","False","31"',
  );
});

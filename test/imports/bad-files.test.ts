import { expect, test } from 'vitest';
import { letterOf } from '../../src/imports/csv-sheet.ts';
import { importCases, importWithin } from '../../src/imports/import-cases.ts';
import { PROBLEMS_MAX, ROW_CHARACTERS_MAX, ROWS_MAX } from '../../src/imports/limits.ts';
import { aDeclaration, imported } from './helpers.ts';

const problemsOf = (text: string, changes = {}) => imported(text, changes).problems;
const fromBytes = (bytes: readonly number[], path = 'women.csv') =>
  importCases(aDeclaration({ file: path }), { path, bytes: new Uint8Array(bytes) }).problems;
const latin1 = (text: string) => [...text].map((sign) => sign.charCodeAt(0));

test('an empty file is a problem', () => {
  expect(fromBytes([])[0]?.found).toBe('an empty file');
});

test('a header without rows is a problem', () => {
  expect(problemsOf('caseid,name\n')[0]?.found).toBe('no case in the file');
});

test('Latin-1 is a problem with its row; nothing is guessed', () => {
  expect(fromBytes(latin1('caseid,name\nc1,Asha\nc2,Zo\xeb\n'))).toEqual([
    {
      row: 3,
      found: 'bytes that are no UTF-8, after "c2,Zo"',
      wanted: 'text in UTF-8, with or without a byte order mark, or in UTF-16 with one',
      hint: expect.stringContaining('CSV UTF-8'),
    },
  ]);
});

test('a binary file is a problem with its row', () => {
  expect(fromBytes(latin1('caseid,name\nc1,\0\0\n'))[0]).toMatchObject({ row: 2 });
});

test('UTF-16 that breaks off in the middle of a sign is a problem', () => {
  expect(fromBytes([0xff, 0xfe, 0x41, 0x00, 0x42])[0]?.found).toContain('UTF-16LE');
});

test('a file without a column of a case export is a problem that shows what it has', () => {
  expect(problemsOf('0,c1,Asha\n1,c2,Meera\n')).toEqual([
    {
      row: 1,
      found: 'no column of a case export in the first row: 0, c1, Asha',
      wanted: 'a header with caseid, name or contact_phone_number',
      hint: 'give renamed columns their property by columns: {Phone: contact_phone_number}',
    },
  ]);
});

test('each ragged row is a problem with row and column; the sound ones are still read', () => {
  const { cases, problems } = imported('caseid,name,note\nc1,Asha\nc2,Meera,a,b\nc3,Farida,x\n');
  expect(problems.map(({ row, column, found }) => [row, column, found])).toEqual([
    [2, 'C', 'a row of 2 cells'],
    [3, 'D', 'a row of 4 cells'],
  ]);
  expect(cases.map(({ key }) => key)).toEqual(['farida']);
});

test('a quotation mark that is never closed is a problem with its row', () => {
  expect(problemsOf('caseid,name\nc1,Asha\nc2,"Meera\nc3,Farida\n')[0]).toMatchObject({
    row: 3,
    wanted: 'each quoted cell closed',
  });
});

test('a quotation mark inside a cell is a problem with its row', () => {
  expect(problemsOf('caseid,name\nc1,As"ha\n')[0]).toMatchObject({
    row: 2,
    found: 'a quotation mark in the middle of a cell',
  });
});

test('a row longer than the limit is a problem', () => {
  expect(problemsOf(`caseid,name\nc1,${'x'.repeat(ROW_CHARACTERS_MAX + 1)}\n`)[0]).toMatchObject({ row: 2 });
});

test('a cell under no header is a problem with row and column', () => {
  expect(problemsOf('caseid,name,\nc1,Asha,\nc2,Meera,x\n')).toMatchObject([{ row: 3, column: 'C' }]);
});

test('two columns for one property are a problem', () => {
  expect(problemsOf('caseid,name,info.case_id\nc1,Asha,c1\n')).toEqual([
    {
      row: 1,
      column: 'case_id',
      found: 'columns A and C that both mean case_id',
      wanted: 'one column for each property',
    },
  ]);
});

test.each(['__proto__', 'constructor', 'prototype'])('a column called %s is refused', (name) => {
  expect(problemsOf(`caseid,name,${name}\nc1,Asha,x\n`)).toMatchObject([{ row: 1, column: name }]);
  const json = `{"case_id": "c1", "properties": {"case_name": "Asha", "${name}": "x"}}`;
  expect(problemsOf(json, { file: 'a.json' })).toMatchObject([{ row: 1, column: name }]);
});

test('columns cannot rename into a refused name, nor from a column that is not there', () => {
  const columns = new Map([
    ['Phone', '__proto__'],
    ['Fone', 'contact_phone_number'],
  ]);
  expect(problemsOf('caseid,name,Phone\nc1,Asha,x\n', { columns }).map(({ found }) => found)).toEqual([
    'a column called __proto__',
    'no column Fone',
  ]);
});

test('no case type anywhere is one problem, not one for each row', () => {
  const file = new TextEncoder().encode('caseid,name\nc1,Asha\nc2,Meera\n');
  const declaration = { file: 'women.csv', columns: new Map<string, string>(), project: 'demo' };
  const { problems } = importCases(declaration, { path: 'women.csv', bytes: file });
  expect(problems).toMatchObject([
    { row: 2, column: 'case_type', hint: 'add type: pregnancy to the import' },
  ]);
});

test('a closed that is neither true nor false is a problem', () => {
  expect(problemsOf('caseid,name,closed\nc1,Asha,maybe\n')).toEqual([
    { row: 2, column: 'closed', found: '"maybe"', wanted: 'True or False' },
  ]);
});

test('past the limit of rows nothing is cut: the file is refused', () => {
  const file = { path: 'women.csv', bytes: Buffer.from(`caseid,name\n${'c,A\n'.repeat(1001)}`) };
  const { cases, problems } = importWithin(aDeclaration(), file, 1000);
  expect(cases).toEqual([]);
  expect(problems).toMatchObject([{ row: 1002, wanted: 'at most 1000 cases in one file' }]);
  expect(ROWS_MAX).toBe(10_000_000);
});

test('past a hundred problems the rest are counted', () => {
  const problems = problemsOf(`caseid,name\n${'c1\n'.repeat(PROBLEMS_MAX + 7)}`);
  expect(problems).toHaveLength(PROBLEMS_MAX + 1);
  expect(problems.at(-1)?.found).toBe('7 problems more');
});

test.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [701, 'ZZ'],
  [702, 'AAA'],
])('column %i is %s', (index, letters) => {
  expect(letterOf(index)).toBe(letters);
});

import { describe, expect, test } from 'vitest';
import { importCases } from '../../src/imports/import-cases.ts';
import { prepareImport } from '../../src/imports/prepare-import.ts';
import { bomb, cell, row, soundRows, workbookOf } from './a-workbook.ts';
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

describe('a workbook that is larger than it looks', () => {
  const tooFar = async (rows: string) => (await prepareImport(workbookOf(rows))).problems[0];

  test('with one cell at XFD1048576 is refused by that cell and the limits', async () => {
    const file = workbookOf(soundRows + row(1_048_576, cell('XFD1048576', 'x')));
    expect(file.bytes.length).toBeLessThan(2000);
    const { problems } = await prepareImport(file);
    expect(problems).toEqual([
      {
        found: 'a cell at XFD1048576 (xl/worksheets/sheet1.xml)',
        wanted: 'at most 200001 rows and 2000 columns with something in them',
        hint: 'delete what lies outside the table, or save the sheet as CSV UTF-8',
      },
    ]);
  });

  test.each([
    ['BXY1', soundRows.replace('</row>', `${cell('BXY1', 'x')}</row>`)],
    ['A200002', soundRows + row(200_002, cell('A200002', 'x'))],
    ['A200002', soundRows + row(200_002, cell('A1', 'x'))],
    ['A200002', `${soundRows}<x:row x:r="200002"><x:c r="A&#50;00002"><x:v>1</x:v></x:c></x:row>`],
  ])('and with one at %s too', async (place, rows) => {
    expect(await tooFar(rows)).toMatchObject({ found: `a cell at ${place} (xl/worksheets/sheet1.xml)` });
  });

  test.each(['1048577', '1e9', 'Infinity'])('and with an empty row %s', async (number) => {
    expect(await tooFar(`${soundRows}<row r="${number}"></row>`)).toMatchObject({
      found: `row ${Number(number)} (xl/worksheets/sheet1.xml)`,
      wanted: 'at most 1048576 rows, as Excel has',
    });
  });

  test('and with a grid that is too large between two cells that are not', async () => {
    const rows = soundRows + row(3, cell('BXW3', 'x')) + row(200_000, cell('A200000', 'x'));
    expect(await tooFar(rows)).toMatchObject({
      found: 'a workbook of more than 5000000 cells, up to BXW200000 (xl/worksheets/sheet1.xml)',
      wanted: 'at most 5000000 cells, empty ones between others counted',
    });
  });

  test('is read when what lies far out is empty', async () => {
    const rows = soundRows + row(1_048_576, '<c r="XFD1048576" s="1"/>');
    const { file, problems } = await prepareImport(workbookOf(rows));
    expect(problems).toEqual([]);
    expect(new TextDecoder().decode(file.bytes)).toBe('"caseid","name"\n"1","Asha"\n');
  });

  test('with a text that very many cells share is refused by its row', async () => {
    const strings = `<sst><si><t>${'x'.repeat(600_000)}</t></si></sst>`;
    const shared = (place: string) => `<c r="${place}" t="s"><v>0</v></c>`;
    const file = workbookOf(soundRows + row(3, shared('A3') + shared('B3')), {
      'xl/sharedStrings.xml': strings,
    });
    expect((await prepareImport(file)).problems).toEqual([
      { row: 3, found: 'a row of 1200000 characters', wanted: 'at most 1000000', hint: 'shorten its cells' },
    ]);
  });

  test('of more than a thousand files is refused', async () => {
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`xl/x${index}.bin`, '']));
    expect((await prepareImport(workbookOf(soundRows, many))).problems[0]).toMatchObject({
      found: 'a workbook of more than 1000 files',
    });
  });

  test.each([
    ['and says so', 3 * 1024 ** 3],
    ['and says it had a kilobyte', 1000],
  ])('that unpacks to three gigabytes %s ends early, in little memory', async (_what, claimed) => {
    const bytes = bomb(3 * 1024 ** 3, claimed);
    expect(bytes.length).toBeLessThan(3_200_000);
    const before = process.memoryUsage.rss();
    const { problems } = await prepareImport({ path: 'women.xlsx', bytes });
    expect(process.memoryUsage.rss() - before).toBeLessThan(600 * 1024 ** 2);
    expect(problems[0]).toMatchObject(
      claimed === 1000
        ? { found: expect.stringContaining('too many bytes in the stream'), wanted: 'a sound .xlsx file' }
        : {
            found: 'a workbook that unpacks to more than 134217728 bytes, at xl/worksheets/sheet1.xml',
            wanted: 'at most 134217728 bytes unpacked',
          },
    );
  });
});

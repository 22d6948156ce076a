/**
 * Exports of cases as they come from anywhere: CSV, JSON, lines of JSON, workbooks, Parquet and packed files. The first line of
 * an input is the name of the file; `.xlsx.xml` is the XML of a sheet, which is put into a workbook, and `.gz` is packed here.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { packageRoot } from '../../../src/adapters/files/package-root.ts';
import { importCases } from '../../../src/imports/import-cases.ts';
import type { Imported, ImportFile } from '../../../src/imports/importer.ts';
import { prepareImport } from '../../../src/imports/prepare-import.ts';
import { cell, row, soundRows, workbookOf } from '../../imports/a-workbook.ts';
import { aDeclaration } from '../../imports/helpers.ts';
import { messyExport } from '../../lab/messy-export.ts';
import { must, type Target } from '../target.ts';

const bytesOf = (name: string): string =>
  readFileSync(join(packageRoot(), 'test/fixtures', name)).toString('latin1');
const utf8 = (text: string): string => Buffer.from(text).toString('latin1');

const csv =
  'caseid,name,contact_phone_number,next_visit,owner_name\nc1,Asha,919800000001,2026-03-02,\nc2,"Meera, of Pune",0711,46122,nurse\n';
const object = { case_id: 'c1', case_type: 'woman', properties: { case_name: 'Asha', n: 1 }, indices: {} };
const lines = `${JSON.stringify(object)}\n${JSON.stringify({ ...object, case_id: 'c2' })}\n`;

export const imports: Target = {
  name: 'imports',
  isBytes: true,
  seeds: () => [
    `women.csv\n${csv}`,
    `women.csv\n${utf8(messyExport()).slice(0, 3000)}`,
    `women.csv\n${bytesOf('case-export.csv')}`,
    `women.csv\n${Buffer.from(`\ufeff${csv}`, 'utf16le').toString('latin1')}`,
    `women.json\n${bytesOf('case-api-v1.json')}`,
    `women.json\n${bytesOf('case-api-v2.json')}`,
    `women.ndjson\n${lines}`,
    `women.csv.gz\n${csv}`,
    `women.ndjson.gz\n${lines}`,
    `women.csv\n${gzipSync(csv).toString('latin1')}`,
    `women.xlsx.xml\n${soundRows}`,
    `women.xlsx.xml\n${row(1, cell('A1', 'caseid') + cell('B1', 'next_visit'))}${row(2, '<c r="A2"><v>7</v></c><c r="B2" s="1" t="d"><v>2026-03-02</v></c><c r="XFD2" t="b"><v>1</v></c>')}`,
    `women.xlsx\n${Buffer.from(workbookOf(soundRows).bytes).toString('latin1')}`,
    `women.parquet\n${aParquet()}`,
  ],
  words: [
    ...[
      ',',
      '"',
      '""',
      '\r\n',
      '\n',
      ';',
      '\t',
      'caseid',
      'case_id',
      'name',
      'closed',
      'owner_name',
      'parent_id',
      '---',
    ],
    ...[
      'True',
      '2.54702E+11',
      '12/03/2026',
      '46122',
      '{"',
      '":',
      '[',
      ']',
      '{}',
      'null',
      '"indices":{',
      '"properties":{',
    ],
    ...[
      '<c r="XFD1048576"><v>1</v></c>',
      '<row r="1048576">',
      '<v>',
      '</v>',
      '<is><t>',
      '&#x0;',
      '&amp;',
      '<!DOCTYPE a [',
      't="s"',
    ],
    ...[
      'PAR1',
      'PK\x03\x04',
      '\x1f\x8b',
      '\xef\xbb\xbf',
      '\xff\xfe',
      '\xff',
      '\0',
      '\x28\xb5\x2f\xfd',
      '=cmd|',
      '__proto__',
    ],
  ],
  open: async () => ({
    async run(input) {
      const { cases, problems } = await imported(fileOf(input));
      must(cases.length + problems.length > 0, 'a file has cases or a problem');
      for (const { found, wanted } of problems) {
        must(found !== '' && wanted !== '', 'a problem says what was found and what is wanted');
      }
      for (const { key } of cases) must(key !== '', 'a case has a key');
    },
  }),
};

function aParquet(): string {
  const names = ['c1', 'c2', 'c3'];
  const bytes = parquetWriteBuffer({
    columnData: [
      { name: 'caseid', data: names, type: 'STRING' },
      { name: 'weeks', data: [1, 2, 3], type: 'INT32' },
      {
        name: 'next_visit',
        data: names.map((_, day) => new Date(Date.UTC(2026, 2, day + 1))),
        type: 'TIMESTAMP',
      },
    ],
  });
  return Buffer.from(bytes).toString('latin1');
}

function fileOf(input: string): ImportFile {
  const end = input.indexOf('\n');
  const path = input.slice(0, Math.max(0, end)) || 'women.csv';
  const content = input.slice(end + 1);
  if (path.endsWith('.xlsx.xml')) return workbookOf(Buffer.from(content, 'latin1').toString('utf8'));
  const bytes = Buffer.from(content, 'latin1');
  return { path, bytes: path.endsWith('.gz') ? gzipSync(bytes) : bytes };
}

async function imported(file: ImportFile): Promise<Pick<Imported, 'cases' | 'problems'>> {
  const prepared = await prepareImport(file);
  if (prepared.problems.length > 0) return { cases: [], problems: prepared.problems as Imported['problems'] };
  return importCases(aDeclaration({ file: file.path }), prepared.file);
}

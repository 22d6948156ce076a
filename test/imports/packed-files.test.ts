import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import { importCases } from '../../src/imports/import-cases.ts';
import type { Imported, ImportFile } from '../../src/imports/importer.ts';
import { unpackImport } from '../../src/imports/unpack-import.ts';
import { aDeclaration } from './helpers.ts';

const csv = 'caseid,name,next_visit\nc1,Asha,2026-03-02\nc2,"Meera, of Pune",\nc3,आशा,2026-03-04\n';
const ndjson = ['c1', 'c2']
  .map((id) => `${JSON.stringify({ case_id: id, properties: { name: 'Asha', case_type: 'pregnancy' } })}\n`)
  .join('');

/** Cut into pieces of a prime length, as a disk or a network would not do. */
function inPieces(bytes: Uint8Array, length = 7): ImportFile['pieces'] {
  return function* pieces() {
    for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
  };
}

function imported(path: string, bytes: Uint8Array, pieces?: ImportFile['pieces']): Imported {
  const read = unpackImport({
    path,
    bytes: pieces ? bytes.subarray(0, 100) : bytes,
    ...(pieces && { pieces }),
  });
  return 'found' in read
    ? { cases: [], notices: [], problems: [read] }
    : importCases(aDeclaration({ file: path }), read);
}

const plain = (text: string, path: string): Imported => imported(path, Buffer.from(text));
/** Without the name of the file. */
const casesOf = ({ cases }: Imported) => cases.map(({ source: _source, ...rest }) => rest);

describe.each([
  ['women.csv', csv],
  ['women.ndjson', ndjson],
  ['women.json', `[${ndjson.trimEnd().split('\n').join(',')}]`],
])('%s', (path, text) => {
  test('in gzip is read as it is without', () => {
    const bytes = gzipSync(text);
    expect(plain(text, path).cases.length).toBeGreaterThan(1);
    expect(imported(`${path}.gz`, bytes).problems).toEqual([]);
    expect(casesOf(imported(`${path}.gz`, bytes))).toEqual(casesOf(plain(text, path)));
    expect(casesOf(imported(`${path}.gz`, bytes, inPieces(bytes)))).toEqual(casesOf(plain(text, path)));
  });

  test('in pieces is read as it is whole', () => {
    const bytes = Buffer.from(text);
    expect(imported(path, bytes, inPieces(bytes))).toEqual(plain(text, path));
  });
});

test('a packed file is known by its bytes, whatever it is called', () => {
  expect(imported('women.csv', gzipSync(csv)).cases).toHaveLength(3);
});

test('several packed files one behind another are read as one', () => {
  const bytes = Buffer.concat([gzipSync(csv), gzipSync('c4,Zuri,\n')]);
  expect(imported('women.csv.gz', bytes, inPieces(bytes, 11)).cases).toHaveLength(4);
});

const hasZstd = (() => {
  try {
    return execFileSync('zstd', ['--version'], { encoding: 'utf8' }).includes('Zstandard');
  } catch {
    console.log('zstd is not installed: what it packs is not read');
    return false;
  }
})();

test.runIf(hasZstd)('in zstd it is read on every Node', () => {
  const bytes = execFileSync('zstd', ['-q', '-c'], { input: csv });
  expect(casesOf(imported('women.csv.zst', bytes, inPieces(bytes)))).toEqual(
    casesOf(plain(csv, 'women.csv')),
  );
  const cut = bytes.subarray(0, -9);
  expect(imported('women.csv.zst', cut).problems[0]?.found).toMatch(/^a zstd file that is cut off/);
});

const manyRows = `caseid,name\n${Array.from({ length: 30_000 }, (_, index) => `c${index},Asha ${index * 7919}\n`).join('')}`;

test('a gzip file that is cut off is refused, with the row that it ends in and its bytes', () => {
  const bytes = gzipSync(manyRows);
  const cut = bytes.subarray(0, bytes.length / 2);
  const { cases, problems } = imported('women.csv.gz', cut, inPieces(cut, 4096));
  expect(cases).toEqual([]);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({
    found: `a gzip file that is cut off: it ends after ${cut.length} bytes, before what was packed does`,
    hint: 'fetch or pack it again',
  });
  expect(problems[0]!.row).toBeGreaterThan(5000);
  expect(problems[0]!.row).toBeLessThan(25_000);
});

test('a gzip file of which a byte was changed is refused', () => {
  const bytes = gzipSync(manyRows);
  bytes[bytes.length - 100]! ^= 0x55;
  expect(imported('women.csv.gz', bytes, inPieces(bytes, 4096)).problems[0]?.found).toMatch(
    /^a gzip file that is cut off or damaged at its end, after \d+ bytes: its checksum is another/,
  );
});

test('a gzip file of which a byte was changed in an earlier part is refused there', () => {
  const first = gzipSync(csv);
  first[first.length - 6]! ^= 1;
  const bytes = Buffer.concat([first, gzipSync(manyRows)]);
  expect(imported('women.csv.gz', bytes, inPieces(bytes, 4096)).problems[0]?.found).toBe(
    'a gzip file that is damaged, before byte 4096: its checksum is another',
  );
});

test('a damaged row far down in pieces is named by its row', () => {
  const rows = Array.from({ length: 40_000 }, (_, index) => `c${index},Asha`);
  rows[31_415] = 'c,A"sha';
  const bytes = Buffer.from(`caseid,name\n${rows.join('\n')}\n`);
  expect(imported('women.csv', bytes, inPieces(bytes, 4096)).problems).toMatchObject([
    { row: 31_417, found: 'a quotation mark in the middle of a cell' },
  ]);
});

test('Latin-1 far down in pieces is named by its row', () => {
  const bytes = Buffer.from(`caseid,name\n${'c,Asha\n'.repeat(20_000)}c,Ren\xe9e\n`, 'latin1');
  expect(imported('women.csv', bytes, inPieces(bytes, 4096)).problems).toMatchObject([
    { row: 20_002, found: expect.stringContaining('after "c,Ren"') },
  ]);
});

test('UTF-16 with its mark is read in pieces', () => {
  const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(csv, 'utf16le')]);
  expect(casesOf(imported('women.csv', bytes, inPieces(bytes)))).toEqual(casesOf(plain(csv, 'women.csv')));
});

describe('Parquet', () => {
  const table = (
    columnData: Parameters<typeof parquetWriteBuffer>[0]['columnData'],
    codec?: 'SNAPPY' | 'GZIP',
  ) =>
    new Uint8Array(
      parquetWriteBuffer({
        columnData,
        ...(codec && { codec }),
        compressors: { GZIP: (bytes) => gzipSync(bytes) },
        rowGroupSize: 2,
      }),
    );
  const columns = [
    { name: 'caseid', data: ['c1', 'c2', 'c3'] },
    { name: 'name', data: ['Asha', 'Meera, of Pune', 'आशा'] },
    { name: 'next_visit', data: ['2026-03-02', undefined, '2026-03-04'] },
  ];

  test.each(['SNAPPY', 'GZIP'] as const)('packed by %s is read as the same rows of CSV', (codec) => {
    const { cases, problems } = imported('women.parquet', table(columns, codec));
    expect(problems).toEqual([]);
    expect(cases).toEqual(
      plain(csv, 'women.csv').cases.map((one) => ({
        ...one,
        source: { ...one.source!, file: 'women.parquet' },
      })),
    );
  });

  test('numbers, yes and no, days and moments are the texts that a workbook would give', () => {
    const { cases } = imported(
      'women.parquet',
      table([
        { name: 'caseid', data: ['c1'] },
        { name: 'visits', data: [3], type: 'INT32' },
        { name: 'phone', data: [254711000001n], type: 'INT64' },
        { name: 'weight', data: [61.5], type: 'DOUBLE' },
        { name: 'enrolled', data: [true], type: 'BOOLEAN' },
        { name: 'day', data: [new Date('2026-03-02T00:00:00Z')], type: 'TIMESTAMP' },
        { name: 'moment', data: [new Date('2026-03-02T09:30:00Z')], type: 'TIMESTAMP' },
      ]),
    );
    expect(Object.fromEntries(cases[0]!.properties)).toEqual({
      ...{ visits: '3', phone: '254711000001', weight: '61.5', enrolled: 'True' },
      ...{ day: '2026-03-02', moment: '2026-03-02 09:30:00' },
    });
  });

  test('a nested column is refused by its name', () => {
    const nested = table([...columns, { name: 'visits', data: [['a'], ['b'], ['c']], type: 'VARIANT' }]);
    expect(imported('women.parquet', nested).problems).toMatchObject([
      { column: 'visits', found: 'a Parquet file with a nested column (group): visits' },
    ]);
  });

  test('a file that is cut off or damaged is refused', () => {
    const bytes = table(columns);
    expect(imported('women.parquet', bytes.subarray(0, -10)).problems[0]?.found).toMatch(
      /without its footer/,
    );
    const damaged = Uint8Array.from(bytes).fill(0xff, 4, 40);
    expect(imported('women.parquet', damaged).problems[0]?.found).toMatch(
      /^a Parquet file that is damaged in column/,
    );
  });

  test.each([undefined, 'GZIP'] as const)(
    'of which any byte was changed is read or refused, packed by %s',
    (codec) => {
      const words = Array.from({ length: 40 }, (_, row) => (row % 3 === 0 ? undefined : `word ${row % 4}`));
      const sound = table(
        [
          ...columns.map(({ name, data }) => ({ name, data: [...data, ...data] })),
          { name: 'w', data: words.slice(0, 6) },
        ],
        codec,
      );
      for (let at = 4; at < sound.length; at += 1) {
        for (const byte of [0x00, 0x01, 0x7f, 0x80, 0xff]) {
          const { cases, problems } = imported(
            'women.parquet',
            Uint8Array.from(sound).fill(byte, at, at + 1),
          );
          expect(cases.length + problems.length).toBeGreaterThan(0);
        }
      }
    },
  );

  test('packed again it is refused with the cure', () => {
    expect(imported('women.parquet.gz', gzipSync(table(columns))).problems).toMatchObject([
      { found: 'a gzip file with Parquet in it', hint: 'unpack it: gunzip women.parquet.gz' },
    ]);
  });
});

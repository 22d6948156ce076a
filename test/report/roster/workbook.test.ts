import { readSheet } from 'read-excel-file/node';
import { expect, test } from 'vitest';
import { harmless } from '../../../src/report/roster/cells.ts';
import { csvLine } from '../../../src/report/roster/csv.ts';
import { workbookTo } from '../../../src/report/roster/workbook.ts';

function packed(rows: readonly (readonly (string | number)[])[]): Buffer {
  const pieces: Uint8Array[] = [];
  const book = workbookTo((bytes) => pieces.push(bytes.slice()), ['rows']);
  for (const row of rows) book.row(row);
  book.end();
  return Buffer.concat(pieces);
}

test('a workbook reads back as it was written: scripts, signs of XML, blanks, numbers', async () => {
  const rows = [
    ['name', 'text', 'segments'],
    ['ፍቅርተ देवी فاطمة 👩‍🍼', 'a < b & "c" > d\nnext line', 3],
    ['', ' blanks ', 1_000_000],
  ];
  const read = await readSheet(packed(rows), { trim: false } as never);
  expect(read).toEqual([rows[0], rows[1], [null, ' blanks ', 1_000_000]]);
});

test('what XML has no place for becomes U+FFFD, and the workbook still opens', async () => {
  expect(await readSheet(packed([['a\u0001b\ud800c\uffff']]))).toEqual([['a\ufffdb\ufffdc\ufffd']]);
});

test('the same rows are the same bytes', () => {
  expect(packed([['a', 1]]).equals(packed([['a', 1]]))).toBe(true);
});

test('rows of many chunks are all there', async () => {
  const rows = Array.from({ length: 5000 }, (_, index) => [`row ${index} ${'x'.repeat(100)}`, index]);
  expect(await readSheet(packed(rows))).toEqual(rows);
});

test.each(['=1+1', '+254', '-1', '@SUM', '\tx', '\rx', '\nx'])(
  '%j begins no formula in a cell',
  async (text) => {
    expect(harmless(text)).toBe(`'${text}`);
    expect(csvLine([text])).toMatch(/^"?'/);
    const [[cell]] = (await readSheet(packed([[text]]))) as [[string]];
    expect(cell.startsWith("'")).toBe(true);
  },
);

test('a cell of CSV that holds a comma, a quote or a line break is quoted', () => {
  expect(csvLine(['a,b', 'say "x"', 'two\nlines', 7, 'plain'])).toBe(
    '"a,b","say ""x""","two\nlines",7,plain\r\n',
  );
});

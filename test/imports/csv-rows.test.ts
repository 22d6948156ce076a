import { CsvError, parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BrokenCsv, csvRows } from '../../src/imports/csv-rows.ts';

const read = (pieces: readonly Uint8Array[]): string[][] | string => {
  try {
    return [...csvRows(pieces, { delimiter: ',', rowBytesMax: 1000 })];
  } catch (error) {
    if (!(error instanceof BrokenCsv)) throw error;
    return `row ${error.row}`;
  }
};

const asCsvParse = (text: string): string[][] | string => {
  try {
    return parse(text, { relax_column_count: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return `row ${Number(error.records ?? 0) + 1}`;
  }
};

const csvText = fc
  .array(
    fc.constantFrom('a', 'b"', '"', '"x"', '""', ',', ',', '\n', '\n', '\r\n', '\r', 'é', 'अ', '😀', ' '),
    {
      maxLength: 40,
    },
  )
  .map((parts) => parts.join(''));

const soundText = fc
  .tuple(
    fc.array(
      fc.array(fc.constantFrom('', 'a', '"a,b"', '"a""b"', '"a\nb"', 'अ', '-', '1234567890'), {
        minLength: 1,
        maxLength: 5,
      }),
      { maxLength: 8 },
    ),
    fc.constantFrom('\n', '\r\n', '\r'),
    fc.boolean(),
  )
  .map(([rows, end, hasLast]) => rows.map((cells) => cells.join(',')).join(end) + (hasLast ? end : ''));

test('rows are those of csv-parse, and a damaged row has the same number', () => {
  fc.assert(
    fc.property(fc.oneof(csvText, soundText), (text) => {
      expect(read([Buffer.from(text)])).toEqual(asCsvParse(text));
    }),
    { numRuns: 3000 },
  );
});

test('rows do not depend on where the pieces end', () => {
  fc.assert(
    fc.property(fc.oneof(csvText, soundText), fc.array(fc.nat(60), { maxLength: 6 }), (text, cuts) => {
      const bytes = Buffer.from(text);
      const places = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
      const pieces = places.slice(1).map((place, index) => bytes.subarray(places[index], place));
      expect(read(pieces)).toEqual(read([bytes]));
    }),
    { numRuns: 3000 },
  );
});

test('texts of a column that come again are the texts that stand there', () => {
  const rows = Array.from({ length: 20_000 }, (_, index) => [
    `case-${index}`,
    `${index % 7}`,
    `${index % 3000}`,
  ]);
  expect(read([Buffer.from(rows.map((row) => row.join(',')).join('\n'))])).toEqual(rows);
});

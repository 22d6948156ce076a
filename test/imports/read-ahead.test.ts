import { describe, expect, test } from 'vitest';
import { importCases } from '../../src/imports/import-cases.ts';

const declaration = {
  file: 'women.csv',
  type: 'mother',
  columns: new Map<string, string>(),
  project: 'demo',
};

/** A file that says it is large; its rows are few. */
function large(text: string, onRows?: (rows: number) => void) {
  const bytes = Buffer.from(text);
  const read: string[] = [];
  const file = {
    path: 'women.csv',
    bytes: bytes.subarray(0, 100),
    parts: {
      length: 100_000_000,
      read(from: number, to: number) {
        if (from === 0) read.push('begun');
        return bytes.subarray(from, to);
      },
    },
    onStep: () => read.push('kept'),
    ...(onRows && { onRows }),
  };
  return { file, read };
}

const rows = (count: number): string =>
  `caseid,name\n${Array.from({ length: count }, (_, index) => `c${index},Asha ${index}\n`).join('')}`;

describe('a large sheet', () => {
  test('is read through before its cases are kept, and gives the cases that it has', () => {
    const counts: number[] = [];
    const { file, read } = large(rows(300), (count) => counts.push(count));
    const { cases, problems } = importCases(declaration, file);
    expect([cases.length, problems, counts]).toEqual([300, [], [300]]);
    expect(read.slice(0, 3)).toEqual(['begun', 'begun', 'kept']);
  });

  test.each([
    ['a quotation mark', 'c9,A"sha\n', 'a quotation mark in the middle of a cell'],
    ['a comma too many', 'c9,Asha,x\n', 'a row of 3 cells'],
  ])('with %s in its last row is refused by its row, and none is kept', (_what, row, found) => {
    const { file, read } = large(rows(300) + row, () => expect.unreachable());
    const { cases, problems } = importCases(declaration, file);
    expect(cases).toEqual([]);
    expect(problems).toMatchObject([{ row: 302, found: expect.stringContaining(found) }]);
    expect(read.filter((step) => step === 'begun')).toHaveLength(1);
  });

  test('with more rows than there is room for ends where that is said', () => {
    const { file } = large(rows(300), (count) => {
      throw new Error(`${count} are too many`);
    });
    expect(() => importCases(declaration, file)).toThrow('300 are too many');
  });
});

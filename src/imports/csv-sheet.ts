/** CSV → a header and rows, each with the number the spreadsheet shows. */
import { BrokenCsv, csvRows } from './csv-rows.ts';
import type { ImportReport } from './import-report.ts';
import type { ImportProblem } from './importer.ts';
import { ROW_CHARACTERS_MAX, ROWS_MAX } from './limits.ts';

export interface Sheet {
  readonly header: readonly string[];
  readonly rows: readonly SheetRow[];
}

export interface SheetRow {
  /** The header is row 1. */
  readonly row: number;
  /** As many as the header has. */
  readonly cells: readonly string[];
}

/** The whole sheet of a text. undefined: no sheet at all. */
export function readSheet(text: string, report: ImportReport): Sheet | undefined {
  let header: readonly string[] | undefined;
  const rows: SheetRow[] = [];
  const isRead = readRows([Buffer.from(text.replace(/^\ufeff/, ''))], report, {
    header(cells) {
      header = cells;
      return true;
    },
    row: (row) => rows.push(row),
  });
  return isRead && header ? { header, rows } : undefined;
}

export interface SheetReader {
  /** False: no row is wanted. */
  header(cells: readonly string[]): boolean;
  row(row: SheetRow): void;
}

/**
 * Reads a sheet row by row. Blank rows are passed over; ragged ones are problems. False: it cannot be read to its end.
 * `place.row` follows what is being read.
 */
export function readRows(
  blocks: Iterable<Uint8Array>,
  report: ImportReport,
  reader: SheetReader,
  { rowsMax = ROWS_MAX, place = { row: 0 } } = {},
): boolean {
  let columns = 0;
  try {
    for (const cells of rowsOf(blocks)) {
      place.row += 1;
      if (place.row === 1) {
        columns = cells.length;
        if (!reader.header(cells)) return true;
      } else if (place.row > rowsMax + 1) {
        report.problem(tooMany(`more than ${rowsMax} rows`, rowsMax + 2, rowsMax));
        return false;
      } else readRow(cells, place.row);
    }
    return true;
  } catch (error) {
    if (!(error instanceof BrokenCsv)) throw error;
    report.problem(brokenCsv(error));
    return false;
  }

  function readRow(cells: readonly string[], row: number): void {
    if (cells.length === columns && cells[0]!.charCodeAt(0) > SPACE) return reader.row({ row, cells });
    if (cells.every(isBlank)) return undefined;
    const isWide = cells.length > columns && !cells.slice(columns).every(isBlank);
    if (isWide || cells.length < columns) report.problem(ragged(row, cells.length, columns));
    else reader.row({ row, cells });
    return undefined;
  }
}

const SPACE = 0x20;

const isBlank = (cell: string): boolean => cell.trim() === '';

function* rowsOf(blocks: Iterable<Uint8Array>): IterableIterator<string[]> {
  const iterator = blocks[Symbol.iterator]();
  const { value: first, done } = iterator.next();
  if (done) return;
  const head = Buffer.from(first.buffer, first.byteOffset, first.length);
  const line = head.indexOf(0x0a);
  const delimiter = delimiterOf(head.toString('utf8', 0, line < 0 ? undefined : line));
  yield* csvRows(onwards(first, iterator), { delimiter, rowBytesMax: ROW_CHARACTERS_MAX });
}

function* onwards(first: Uint8Array, rest: Iterator<Uint8Array>): IterableIterator<Uint8Array> {
  yield first;
  for (let next = rest.next(); !next.done; next = rest.next()) yield next.value;
}

/** The problem of a file that has more cases than one import reads. */
export const tooMany = (found: string, row?: number, rowsMax = ROWS_MAX) => ({
  ...(row !== undefined && { row }),
  found,
  wanted: `at most ${rowsMax} cases in one file`,
  hint: 'split the file and import the parts',
});

/** The one that stands most often in the header, outside quotes; Excel writes `;` where the comma is decimal. */
export function delimiterOf(text: string): string {
  const [header = ''] = text.split(/\r?\n/, 1);
  const plain = header.replaceAll(/"[^"]*"/g, '');
  const count = (delimiter: string): number => plain.split(delimiter).length - 1;
  return [',', ';', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best));
}

function brokenCsv({ row, kind }: BrokenCsv): ImportProblem {
  switch (kind) {
    case 'quote not closed':
      return {
        row,
        found: 'a quotation mark that is never closed',
        wanted: 'each quoted cell closed',
        hint: 'a quotation mark inside a cell is written twice',
      };
    case 'row too long':
      return {
        row,
        found: 'a row past a million characters',
        wanted: 'at most a million characters in a row',
        hint: 'shorten the cell, or close the quotation mark that lets it run on',
      };
    case 'quote in a cell':
      return {
        row,
        found: 'a quotation mark in the middle of a cell',
        wanted: 'CSV: a cell with quotation marks is quoted as a whole',
        hint: 'a quotation mark inside a cell is written twice',
      };
  }
}

function ragged(row: number, cells: number, columns: number) {
  return {
    row,
    column: letterOf(Math.min(cells, columns)),
    found: `a row of ${cells} ${cells === 1 ? 'cell' : 'cells'}`,
    wanted: `${columns}, as the header has`,
    hint: 'a comma in a cell needs quotation marks around the cell',
  };
}

/** A column's letters as the spreadsheet shows them; `index` counts from 0. */
export function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last;
}

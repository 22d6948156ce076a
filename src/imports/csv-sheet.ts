/** CSV text → a header and rows, each with the number the spreadsheet shows. */
import { CsvError, parse } from 'csv-parse/sync';
import type { ImportReport } from './import-report.ts';
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

/** Blank rows are passed over; ragged ones are problems. undefined: no sheet at all. */
export function readSheet(text: string, report: ImportReport): Sheet | undefined {
  const records = readRecords(text, report);
  const header = records?.[0];
  if (records === undefined || header === undefined) return undefined;
  if (records.length > ROWS_MAX + 1) {
    report.problem(tooMany(`more than ${ROWS_MAX} rows`, ROWS_MAX + 2));
    return undefined;
  }
  return { header, rows: rowsUnder(header, records, report) };
}

/** The problem of a file that has more cases than one import reads. */
export const tooMany = (found: string, row?: number) => ({
  ...(row !== undefined && { row }),
  found,
  wanted: `at most ${ROWS_MAX} cases in one file`,
  hint: 'split the file and import the parts',
});

function readRecords(text: string, report: ImportReport): string[][] | undefined {
  try {
    return parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      max_record_size: ROW_CHARACTERS_MAX,
      relax_column_count: true,
      to: ROWS_MAX + 2,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    report.problem(brokenCsv(error));
    return undefined;
  }
}

/** The one that stands most often in the header, outside quotes; Excel writes `;` where the comma is decimal. */
export function delimiterOf(text: string): string {
  const [header = ''] = text.split(/\r?\n/, 1);
  const plain = header.replaceAll(/"[^"]*"/g, '');
  const count = (delimiter: string): number => plain.split(delimiter).length - 1;
  return [',', ';', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best));
}

function brokenCsv(error: CsvError): { row?: number; found: string; wanted: string; hint: string } {
  const records = Number(error.records ?? 0);
  const row = records + 1;
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return {
        row,
        found: 'a quotation mark that is never closed',
        wanted: 'each quoted cell closed',
        hint: 'a quotation mark inside a cell is written twice',
      };
    case 'CSV_MAX_RECORD_SIZE':
      return {
        row,
        found: 'a row past a million characters',
        wanted: 'at most a million characters in a row',
        hint: 'shorten the cell, or close the quotation mark that lets it run on',
      };
    default:
      return {
        row,
        found: 'a quotation mark in the middle of a cell',
        wanted: 'CSV: a cell with quotation marks is quoted as a whole',
        hint: 'a quotation mark inside a cell is written twice',
      };
  }
}

function rowsUnder(
  header: readonly string[],
  records: readonly string[][],
  report: ImportReport,
): SheetRow[] {
  const rows: SheetRow[] = [];
  for (const [index, cells] of records.entries()) {
    if (index === 0 || cells.every((cell) => cell.trim() === '')) continue;
    const row = index + 1;
    const isWide = cells.slice(header.length).some((cell) => cell.trim() !== '');
    if (isWide || cells.length < header.length) report.problem(ragged(row, cells.length, header.length));
    else rows.push({ row, cells });
  }
  return rows;
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

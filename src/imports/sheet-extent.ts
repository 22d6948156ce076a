/** How far the sheets of a workbook reach, found out before anybody makes a grid of them. */
import { Parser } from 'saxen';
import { letterOf } from './csv-sheet.ts';
import type { ImportProblem } from './importer.ts';
import { SHEET_COLUMNS_MAX, SHEET_ROWS_MAX, WORKBOOK_CELLS_MAX, WORKBOOK_ROWS_MAX } from './limits.ts';
import type { WorkbookParts } from './unpack-workbook.ts';

/** What is wrong with the size of a sheet, or undefined. @throws Error of the XML reader. */
export function sizeProblem(parts: WorkbookParts): ImportProblem | undefined {
  let cells = 0;
  for (const [name, bytes] of parts) {
    const sheet = new SheetExtent(name);
    const problem = sheet.read(new TextDecoder().decode(bytes));
    if (problem) return problem;
    cells += sheet.cells;
    if (cells > WORKBOOK_CELLS_MAX) return tooManyCells(sheet.corner, name);
  }
  return undefined;
}

/** Thrown to leave the XML reader. */
class TooFar extends Error {
  readonly problem: ImportProblem;

  constructor(problem: ImportProblem) {
    super(problem.found);
    this.problem = problem;
  }
}

/** One file of the workbook; files that are no sheets have no extent. */
class SheetExtent {
  readonly #name: string;
  #isInData = false;
  #lastRow = 0;
  #row = 0;
  #column = 0;
  #lastFilledRow = 0;
  #lastFilledColumn = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** The grid up to the last filled row and column, or the empty rows when there are more of them. */
  get cells(): number {
    return Math.max(this.#lastRow, this.#lastFilledRow * this.#lastFilledColumn);
  }

  /** `B7` */
  get corner(): string {
    return addressOf(this.#lastFilledRow, this.#lastFilledColumn);
  }

  read(xml: string): ImportProblem | undefined {
    const parser = new Parser();
    parser.on('error', (error) => {
      throw error;
    });
    parser.on('openTag', (name, attributes, decode) => {
      const local = localName(name);
      if (local === 'sheetData') this.#isInData = true;
      else if (!this.#isInData) return;
      else if (local === 'row') this.#openRow(placesIn(attributes(), decode));
      else if (local === 'c') this.#openCell(placesIn(attributes(), decode));
      else if (local === 'v' || local === 'is') this.#fill();
    });
    try {
      parser.parse(xml);
      return undefined;
    } catch (error) {
      if (error instanceof TooFar) return error.problem;
      throw error;
    }
  }

  #openRow(places: readonly string[]): void {
    const rows = places.map(Number).filter((row) => row > 0);
    this.#goTo(Math.max(this.#row + 1, ...rows), 0);
  }

  #openCell(places: readonly string[]): void {
    for (const place of places) {
      const { row, column } = parsedAddress(place);
      this.#goTo(Math.max(this.#row, row), column);
    }
  }

  #goTo(row: number, column: number): void {
    if (row > SHEET_ROWS_MAX) {
      throw new TooFar(outside(`row ${row}`, this.#name, `at most ${SHEET_ROWS_MAX} rows, as Excel has`));
    }
    this.#row = row;
    this.#column = column;
    this.#lastRow = Math.max(this.#lastRow, row);
  }

  /** The cell that is open has something in it. */
  #fill(): void {
    if (this.#row > WORKBOOK_ROWS_MAX + 1 || this.#column > SHEET_COLUMNS_MAX) {
      const wanted = `at most ${WORKBOOK_ROWS_MAX + 1} rows and ${SHEET_COLUMNS_MAX} columns with something in them`;
      throw new TooFar(outside(`a cell at ${addressOf(this.#row, this.#column)}`, this.#name, wanted));
    }
    this.#lastFilledRow = Math.max(this.#lastFilledRow, this.#row);
    this.#lastFilledColumn = Math.max(this.#lastFilledColumn, this.#column);
  }
}

/** `x:row` is `row`. */
const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Every attribute `r`, under whatever prefix. */
function placesIn(
  attributes: Readonly<Record<string, string>>,
  decode: (text: string) => string,
): readonly string[] {
  return Object.entries(attributes).flatMap(([name, value]) =>
    localName(name) === 'r' ? [decode(value)] : [],
  );
}

/** `AA12` → 12 and 27; a place that is no address is left to the reader of the workbook. */
function parsedAddress(place: string): { readonly row: number; readonly column: number } {
  const [, letters = '', digits = ''] = /^([^0-9]*)(.*)$/s.exec(place) ?? [];
  const row = Number(digits);
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: Number.isNaN(row) ? 0 : row, column };
}

const addressOf = (row: number, column: number): string =>
  `${Number.isSafeInteger(column) && column > 0 ? letterOf(column - 1) : '?'}${row}`;

const outside = (found: string, name: string, wanted: string): ImportProblem => ({
  found: `${found} (${name})`,
  wanted,
  hint: 'delete what lies outside the table, or save the sheet as CSV UTF-8',
});

const tooManyCells = (corner: string, name: string): ImportProblem => ({
  found: `a workbook of more than ${WORKBOOK_CELLS_MAX} cells, up to ${corner} (${name})`,
  wanted: `at most ${WORKBOOK_CELLS_MAX} cells, empty ones between others counted`,
  hint: 'delete what lies outside the table, or save the sheet as CSV UTF-8',
});

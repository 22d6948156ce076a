/** Tables for a terminal: columns as wide as their widest cell in terminal cells, whatever the script. */
import { cut, displayWidth, type Ink, padEnd, padStart } from './terminal-text.ts';

/** One column. Without a width of its own it is as wide as its widest cell. */
export interface Column {
  readonly head: string;
  /** Numbers stand right, so that their digits stand below each other. */
  readonly align?: 'left' | 'right';
  /** May be cut when the table is wider than the terminal; the first of them gives way first. */
  readonly yields?: boolean;
}

const GAP = '  ';
const INDENT = '  ';
/** A column that gives way keeps so many cells. */
const YIELDING_CELLS_MIN = 8;
const BAR_CELLS_MIN = 4;
const BAR_CELLS_MAX = 24;

/** Where a table is shown, and what stands behind its rows. */
export interface TableLook {
  /** Cells of the terminal. */
  readonly columns: number;
  readonly ink: Ink;
  /** A bar behind each row, from 0 to 1, where there is room for bars. */
  readonly bars?: readonly (number | undefined)[];
}

/** Lines without line breaks, the heads first; cells must be plain lines. A cell that is missing is empty. */
export function alignedTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  { columns: terminalCells, ink, bars = [] }: TableLook,
): string[] {
  const widest = columns.map(({ head }, index) =>
    Math.max(displayWidth(head), ...rows.map((row) => displayWidth(row[index] ?? ''))),
  );
  const widths = fitted(columns, widest, terminalCells);
  const line = (cells: readonly string[]): string =>
    `${INDENT}${columns.map((column, index) => cellText(cells[index] ?? '', column, widths[index]!)).join(GAP)}`;
  const barCells = Math.min(BAR_CELLS_MAX, terminalCells - usedBy(widths) - GAP.length);
  return [
    ink.quiet(line(columns.map(({ head }) => head)).trimEnd()),
    ...rows.map((row, index) => `${line(row)}${barText(bars[index], barCells)}`.trimEnd()),
  ];
}

/** Whatever is there at all is seen. */
function barText(share: number | undefined, cells: number): string {
  if (share === undefined || cells < BAR_CELLS_MIN) return '';
  return GAP + '▇'.repeat(Math.max(1, Math.round(share * cells)));
}

const usedBy = (widths: readonly number[]): number =>
  INDENT.length + (widths.length - 1) * GAP.length + widths.reduce((sum, cells) => sum + cells, 0);

function cellText(text: string, { align = 'left' }: Column, cells: number): string {
  const short = cut(text, cells);
  return align === 'right' ? padStart(short, cells) : padEnd(short, cells);
}

/** What is too much is taken from the columns that may be cut, one after another. */
function fitted(columns: readonly Column[], widths: readonly number[], terminalCells: number): number[] {
  let excess = usedBy(widths) - terminalCells;
  return widths.map((cells, index) => {
    if (excess <= 0 || !columns[index]!.yields) return cells;
    const kept = Math.max(Math.min(cells, YIELDING_CELLS_MIN), cells - excess);
    excess -= cells - kept;
    return kept;
  });
}

/** The roster as CSV (RFC 4180): UTF-8 with a byte order mark, as Excel wants it, a line for each row. */
import { type Cell, harmless } from './cells.ts';

/** Excel takes a file without it for the code page of the machine. */
const BYTE_ORDER_MARK = '\ufeff';

export const csvHead = (names: readonly string[]): string => `${BYTE_ORDER_MARK}${csvLine(names)}`;

export const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\r\n`;

function csvCell(cell: Cell): string {
  if (typeof cell === 'object') return cell.digits;
  const text = typeof cell === 'number' ? String(cell) : harmless(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Bytes → text: UTF-8, or UTF-16 with its mark. Nothing is guessed; what cannot be read is a problem. */
import type { ImportProblem } from './importer.ts';
import { isParquet, packingOf } from './packing.ts';

const WANTED = 'text in UTF-8, with or without a byte order mark, or in UTF-16 with one';
const SAVE_AS = 'in Excel: File, Save As, CSV UTF-8 (Comma delimited)';
const OLD_EXCEL = [0xd0, 0xcf, 0x11, 0xe0];
const ZIP = [0x50, 0x4b, 0x03, 0x04];

/** Whether the bytes are an XLSX workbook (a zip). */
export const isWorkbook = (bytes: Uint8Array): boolean => startsWith(bytes, ZIP);

/** Whether the bytes are a workbook of Excel 97–2003. */
export const isOldWorkbook = (bytes: Uint8Array): boolean => startsWith(bytes, OLD_EXCEL);

/** What the first bytes show that no text begins with. */
export function textProblem(head: Uint8Array): ImportProblem | undefined {
  if (head.length === 0) return { found: 'an empty file', wanted: 'a header and at least one row, or JSON' };
  if (isWorkbook(head)) return unpreparedWorkbook;
  if (isOldWorkbook(head)) return oldWorkbook;
  const packed = packingOf(head) ?? (isParquet(head) ? 'Parquet' : undefined);
  if (packed === undefined) return undefined;
  return {
    found: `a ${packed} file that has not been unpacked`,
    wanted: 'CSV or JSON',
    hint: 'unpack it, or turn it into CSV',
  };
}

export function decodeText(bytes: Uint8Array): string | ImportProblem {
  const problem = textProblem(bytes);
  if (problem) return problem;
  if (startsWith(bytes, [0xff, 0xfe])) return decoded(bytes, 'utf-16le');
  if (startsWith(bytes, [0xfe, 0xff])) return decoded(bytes, 'utf-16be');

  const zeroIndex = bytes.indexOf(0);
  return zeroIndex < 0 ? decoded(bytes, 'utf-8') : zeroByte(bytes, zeroIndex);
}

/** Of bytes behind so many lines. */
export const zeroByte = (bytes: Uint8Array, index: number, linesBefore = 0): ImportProblem => ({
  row: linesBefore + rowAt(bytes, index),
  found: 'a byte zero: a binary file, or UTF-16 without its mark',
  wanted: WANTED,
  hint: SAVE_AS,
});

/** The problem of a workbook that was not turned into CSV first. */
export const unpreparedWorkbook: ImportProblem = {
  found: 'an Excel workbook that has not been turned into CSV',
  wanted: 'CSV, JSON, or a workbook and the package that reads it',
  hint: `npm install read-excel-file, or save the sheet as CSV (${SAVE_AS})`,
};

export const oldWorkbook: ImportProblem = {
  found: 'a workbook of Excel 97–2003 (.xls)',
  wanted: 'CSV, XLSX or JSON',
  hint: 'save it as .xlsx or as CSV UTF-8',
};

function decoded(bytes: Uint8Array, encoding: 'utf-8' | 'utf-16le' | 'utf-16be'): string | ImportProblem {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return badBytes(bytes, encoding);
  }
}

/** Of bytes behind so many lines. */
export function badBytes(bytes: Uint8Array, encoding: string, linesBefore = 0): ImportProblem {
  const lossy = new TextDecoder(encoding).decode(bytes);
  const before = lossy.slice(0, lossy.indexOf('\ufffd'));
  const rowStart = before.lastIndexOf('\n') + 1;
  return {
    row: linesBefore + before.split('\n').length,
    found: `bytes that are no ${encoding.toUpperCase()}, after ${JSON.stringify(before.slice(rowStart).slice(-40))}`,
    wanted: WANTED,
    hint: `the file is probably Latin-1 or Windows-1252; ${SAVE_AS}`,
  };
}

function rowAt(bytes: Uint8Array, index: number): number {
  let row = 1;
  for (let at = 0; at < index; at += 1) if (bytes[at] === 0x0a) row += 1;
  return row;
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}

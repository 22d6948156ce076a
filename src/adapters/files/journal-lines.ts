/** The lines of a journal file, whatever it was written as: NDJSON, the same packed, or Parquet. */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { isParquet, packingOf } from '../../imports/packing.ts';
import { unpackedPieces } from '../../imports/unpack-pieces.ts';
import { isParquetJournal, parquetJournalLines } from '../journal/parquet-lines.ts';
import { piecesOf } from './random-access.ts';
import { textLines } from './text-lines.ts';

const HEAD = '{"kind":"run"';
const HEAD_BYTES = 16;

/** Whether a regular file begins as a journal does. A file that cannot be read is none. */
export function isJournalFile(path: string): boolean {
  try {
    if (!statSync(path).isFile()) return false;
    const head = headOf(path);
    if (isParquet(head)) return isParquetJournal(path);
    const packing = packingOf(head);
    if (packing === undefined) return head.toString('utf8', 0, HEAD.length) === HEAD;
    for (const line of textLines(unpackedPieces(piecesOf(path), packing))) return line.startsWith(HEAD);
    return false;
  } catch {
    return false;
  }
}

/**
 * Each line without its newline; the last may lack one. Memory does not grow with the file.
 * @throws the system's own error, `LineTooLong`, `DamagedPacking` or `DamagedParquet`.
 */
export function* journalLines(path: string): IterableIterator<string> {
  const head = headOf(path);
  if (isParquet(head)) {
    yield* parquetJournalLines(path);
    return;
  }
  const packing = packingOf(head);
  yield* textLines(packing === undefined ? piecesOf(path) : unpackedPieces(piecesOf(path), packing));
}

function headOf(path: string): Buffer {
  const descriptor = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(HEAD_BYTES);
    return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(descriptor);
  }
}

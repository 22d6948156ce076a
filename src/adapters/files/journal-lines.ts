/** The lines of a journal file, read piece by piece: a journal of any length takes the memory of one line. */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

const PIECE_BYTES = 1 << 18;
/** Characters of one line: an entry holds one message, and an SMS or email has far fewer. */
const LINE_CHARACTERS_MAX = 1 << 24;
const HEAD = '{"kind":"run"';

/** A line is longer than any entry can be. */
export class LineTooLong extends Error {}

/** Whether a regular file begins as a journal does. A file that cannot be read is none. */
export function isJournalFile(path: string): boolean {
  try {
    if (!statSync(path).isFile()) return false;
    const descriptor = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(HEAD.length);
      return readSync(descriptor, bytes, 0, bytes.length, 0) === HEAD.length && bytes.toString() === HEAD;
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return false;
  }
}

/** Each line without its newline; the last may lack one. Throws the system's own error, or `LineTooLong`. */
export function* journalLines(path: string): IterableIterator<string> {
  const descriptor = openSync(path, 'r');
  const decoder = new StringDecoder('utf8');
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  let rest = '';
  try {
    for (let got = readSync(descriptor, piece); got > 0; got = readSync(descriptor, piece)) {
      const lines = (rest + decoder.write(piece.subarray(0, got))).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > LINE_CHARACTERS_MAX) throw new LineTooLong();
      yield* lines;
    }
  } finally {
    closeSync(descriptor);
  }
  if (rest !== '') yield rest;
}

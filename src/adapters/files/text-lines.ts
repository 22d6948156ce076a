/** Bytes of UTF-8, piece by piece → lines: a file of any length takes the memory of one line. */
import { StringDecoder } from 'node:string_decoder';

/** Characters of one line: an entry holds one message, and an SMS or email has far fewer. */
const LINE_CHARACTERS_MAX = 1 << 24;

/** A line is longer than any entry can be. */
export class LineTooLong extends Error {}

/** Each line without its newline; the last may lack one. Throws what reading the pieces throws, or `LineTooLong`. */
export function* textLines(pieces: Iterable<Uint8Array>): IterableIterator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for (const piece of pieces) {
    const lines = (rest + decoder.write(Buffer.from(piece.buffer, piece.byteOffset, piece.length))).split(
      '\n',
    );
    rest = lines.pop() ?? '';
    if (rest.length > LINE_CHARACTERS_MAX) throw new LineTooLong();
    yield* lines;
  }
  if (rest !== '') yield rest;
}

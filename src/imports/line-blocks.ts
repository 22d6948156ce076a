/** Bytes, piece by piece → blocks of UTF-8 that end with a line: looked at before anybody reads them. */
import { isUtf8 } from 'node:buffer';
import { badBytes, textProblem, zeroByte } from './decode-text.ts';
import type { ImportProblem } from './importer.ts';

/** The bytes are no text that an import reads. */
export class UnreadableText extends Error {
  readonly problem: ImportProblem;

  constructor(problem: ImportProblem) {
    super(problem.found);
    this.problem = problem;
  }
}

/** A line longer than this is handed on in parts. */
const LINE_BYTES_MAX = 1 << 22;
/** What the first bytes say of a file. */
const HEAD_BYTES = 4;
const LF = 0x0a;

/** Throws `UnreadableText`, and what reading the pieces throws. */
export function* lineBlocks(pieces: Iterable<Uint8Array>): IterableIterator<Uint8Array> {
  let lines = 0;
  let rest: Uint8Array = new Uint8Array(0);
  for (const piece of asUtf8(withHead(pieces))) {
    const all = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const end = endOfLines(all);
    rest = all.subarray(end);
    if (end === 0) continue;
    const block = all.subarray(0, end);
    check(block, lines);
    lines += linesIn(block);
    yield block;
  }
  if (rest.length === 0) return;
  check(rest, lines);
  yield rest;
}

function endOfLines(bytes: Uint8Array): number {
  const end = bytes.lastIndexOf(LF) + 1;
  if (end > 0 || bytes.length < LINE_BYTES_MAX) return end;
  // Not within a character.
  let cut = bytes.length;
  while (cut > 0 && (bytes[cut - 1]! & 0xc0) === 0x80) cut -= 1;
  return Math.max(0, cut - 1);
}

function check(block: Uint8Array, linesBefore: number): void {
  const zero = block.indexOf(0);
  if (zero >= 0) throw new UnreadableText(zeroByte(block, zero, linesBefore));
  if (!isUtf8(block)) throw new UnreadableText(badBytes(block, 'utf-8', linesBefore));
}

function linesIn(block: Uint8Array): number {
  let lines = 0;
  for (let at = block.indexOf(LF); at >= 0; at = block.indexOf(LF, at + 1)) lines += 1;
  return lines;
}

/** The first piece has enough to see what the file is; none at all is a problem. */
function* withHead(pieces: Iterable<Uint8Array>): IterableIterator<Uint8Array> {
  let head: Uint8Array | undefined = new Uint8Array(0);
  for (const piece of pieces) {
    if (head === undefined) {
      yield piece;
      continue;
    }
    head = head.length === 0 ? piece : Buffer.concat([head, piece]);
    if (head.length < HEAD_BYTES) continue;
    yield head;
    head = undefined;
  }
  if (head !== undefined) yield head;
}

function* asUtf8(pieces: Iterable<Uint8Array>): IterableIterator<Uint8Array> {
  let decode: ((piece: Uint8Array, isLast: boolean) => Uint8Array) | undefined;
  let isFirst = true;
  for (const piece of pieces) {
    if (isFirst) {
      const problem = textProblem(piece);
      if (problem) throw new UnreadableText(problem);
      decode = utf16Decoder(piece);
    }
    yield decode ? decode(piece, false) : isFirst ? withoutMark(piece) : piece;
    isFirst = false;
  }
  if (decode) yield decode(new Uint8Array(0), true);
}

const withoutMark = (bytes: Uint8Array): Uint8Array =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;

/** By the mark at the beginning; undefined: it is no UTF-16. */
function utf16Decoder(head: Uint8Array): ((piece: Uint8Array, isLast: boolean) => Uint8Array) | undefined {
  const [first, second] = head;
  const isLittle = first === 0xff && second === 0xfe;
  if (!isLittle && !(first === 0xfe && second === 0xff)) return undefined;
  const encoding = isLittle ? 'utf-16le' : 'utf-16be';
  const decoder = new TextDecoder(encoding, { fatal: true });
  let lines = 0;
  return (piece, isLast) => {
    try {
      const bytes = Buffer.from(decoder.decode(piece, { stream: !isLast }));
      lines += linesIn(bytes);
      return bytes;
    } catch {
      throw new UnreadableText(badBytes(piece, encoding, lines));
    }
  };
}

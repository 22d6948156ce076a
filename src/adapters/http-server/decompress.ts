/** Undoes what a body's `content-encoding` names, within a limit for what comes out. */
import { isUtf8 } from 'node:buffer';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';

type Decompressed = Buffer | 'too large' | 'unreadable';
type Undo = (bytes: Buffer, limit: { maxOutputLength: number }, done: Done) => void;
type Done = (error: Error | null, plain: Buffer) => void;

/** Codings over one another that are undone. */
const CODINGS_MAX = 3;

const CODINGS: ReadonlyMap<string, readonly Undo[]> = new Map([
  ['gzip', [gunzip]],
  ['x-gzip', [gunzip]],
  // The name means a stream of zlib; some clients send one without its wrapping.
  ['deflate', [inflate, inflateRaw]],
  ['br', [brotliDecompress]],
]);

/**
 * Calls back once. A body that contradicts its header is passed on unchanged where it is plain text, in which
 * secrets can be seen, and else is `unreadable`: packed bytes would carry them into the record.
 */
export function decompress(
  bytes: Buffer,
  encoding: string,
  limit: number,
  done: (unpacked: Decompressed) => void,
): void {
  const codings = codingsIn(encoding);
  if (codings.length === 0) return done(bytes);
  const orPlain = isText(bytes) ? bytes : 'unreadable';
  if (codings.length > CODINGS_MAX) return done(orPlain);
  const next = (packed: Buffer, left: readonly string[]): void => {
    const undoes = CODINGS.get(left.at(-1) ?? '');
    if (undoes === undefined) return done(left.length === 0 ? packed : orPlain);
    firstThatReads(undoes, packed, limit, (plain) => {
      if (Buffer.isBuffer(plain)) next(plain, left.slice(0, -1));
      else done(plain === 'unreadable' ? orPlain : plain);
    });
  };
  next(bytes, codings);
}

const codingsIn = (encoding: string): readonly string[] =>
  encoding
    .toLowerCase()
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '' && each !== 'identity');

function firstThatReads(
  [undo, ...others]: readonly Undo[],
  packed: Buffer,
  limit: number,
  done: (unpacked: Decompressed) => void,
): void {
  if (undo === undefined) return done('unreadable');
  undo(packed, { maxOutputLength: limit }, (error, plain) => {
    if (!error) return done(plain);
    if ('code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') return done('too large');
    firstThatReads(others, packed, limit, done);
  });
}

/** Words without signs that only programs send. */
const isText = (bytes: Buffer): boolean =>
  isUtf8(bytes) && !bytes.some((byte) => byte < 0x20 && !LINE.has(byte));

const LINE: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0d]);

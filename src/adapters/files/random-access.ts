/** A regular file of which any part can be read, and its bytes one piece after another. */
import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';
import type { RandomAccess } from '../../imports/importer.ts';

const PIECE_BYTES = 1 << 16;

export interface OpenFile extends RandomAccess {
  close(): void;
}

/** Throws the system's own error, as reading does. */
export function openRandomAccess(path: string): OpenFile {
  const descriptor = openSync(path, 'r');
  return {
    length: fstatSync(descriptor).size,
    read: (from, to) => readPart(descriptor, from, to),
    close: () => closeSync(descriptor),
  };
}

/**
 * The parts of a regular file, opened for each of them, so that nobody has to close it; undefined: it is none, or too large. Reading
 * throws when another file took its place.
 */
export function partsOf(path: string, bytesMax: number): RandomAccess | undefined {
  const seen = statSync(path, { throwIfNoEntry: false });
  if (!seen?.isFile() || seen.size > bytesMax) return undefined;
  return {
    length: seen.size,
    read(from, to) {
      const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
      try {
        const { dev, ino, size } = fstatSync(descriptor);
        if (dev !== seen.dev || ino !== seen.ino || size !== seen.size)
          throw new Error(`${path} changed while it was read`);
        return readPart(descriptor, from, to);
      } finally {
        closeSync(descriptor);
      }
    },
  };
}

function readPart(descriptor: number, from: number, to: number): Uint8Array {
  const bytes = Buffer.allocUnsafeSlow(Math.max(0, to - from));
  let length = 0;
  for (let got = -1; got !== 0 && length < bytes.length; length += got)
    got = readSync(descriptor, bytes, length, bytes.length - length, from + length);
  return bytes.subarray(0, length);
}

/** From the beginning; each piece is an array of its own. */
export function* piecesOf(path: string): IterableIterator<Uint8Array> {
  const descriptor = openSync(path, 'r');
  try {
    for (;;) {
      const piece = Buffer.allocUnsafe(PIECE_BYTES);
      const got = readSync(descriptor, piece);
      if (got === 0) return;
      yield piece.subarray(0, got);
    }
  } finally {
    closeSync(descriptor);
  }
}

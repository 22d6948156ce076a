/** A regular file of which any part can be read, and its bytes one piece after another. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { RandomAccess } from '../../imports/parquet/parquet-table.ts';

const PIECE_BYTES = 1 << 16;

export interface OpenFile extends RandomAccess {
  close(): void;
}

/** Throws the system's own error, as reading does. */
export function openRandomAccess(path: string): OpenFile {
  const descriptor = openSync(path, 'r');
  return {
    length: fstatSync(descriptor).size,
    read(from, to) {
      const bytes = Buffer.allocUnsafeSlow(Math.max(0, to - from));
      let length = 0;
      for (let got = -1; got !== 0 && length < bytes.length; length += got)
        got = readSync(descriptor, bytes, length, bytes.length - length, from + length);
      return bytes.subarray(0, length);
    },
    close: () => closeSync(descriptor),
  };
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

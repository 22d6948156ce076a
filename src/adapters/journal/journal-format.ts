/** What a journal is written as, by the name of its file; the packed formats in blocks that can each be read alone. */
import * as zlib from 'node:zlib';
import type { LineFile } from '../line-file.ts';

export type JournalFormat = 'ndjson' | 'gzip' | 'zstd' | 'parquet';

export function journalFormat(path: string): JournalFormat {
  if (/\.gz$/i.test(path)) return 'gzip';
  if (/\.zst$/i.test(path)) return 'zstd';
  return /\.parquet$/i.test(path) ? 'parquet' : 'ndjson';
}

/** This Node cannot write the format. */
export class CannotWriteFormat extends Error {}

/** Characters of the lines that are packed together. */
const BLOCK_CHARACTERS = 1 << 20;

/** Lines in blocks: cut off behind any of them, the file is still whole. Throws what `open` throws, or `CannotWriteFormat`. */
export function packedLines(format: 'gzip' | 'zstd', open: () => LineFile): LineFile {
  const pack = packerOf(format);
  const file = open();
  let waiting = '';
  const flush = (): void => {
    const text = waiting;
    waiting = '';
    if (text !== '') file.writeBytes(pack(Buffer.from(text, 'utf8')));
  };
  const write = (lines: string): void => {
    waiting += lines;
    if (waiting.length >= BLOCK_CHARACTERS) flush();
  };
  return {
    path: file.path,
    write,
    writeBytes: (lines) => write(Buffer.from(lines).toString('utf8')),
    close() {
      try {
        flush();
      } finally {
        file.close();
      }
    },
  };
}

type Pack = (bytes: Uint8Array) => Uint8Array;

function packerOf(format: 'gzip' | 'zstd'): Pack {
  if (format === 'gzip') return (bytes) => zlib.gzipSync(bytes, { level: GZIP_LEVEL });
  const { zstdCompressSync } = zlib as { readonly zstdCompressSync?: Pack };
  if (zstdCompressSync === undefined)
    throw new CannotWriteFormat(`Node ${process.versions.node} cannot write zstd: it takes 22.15 or newer`);
  return (bytes) => zstdCompressSync(bytes);
}

/** Packs a journal to a twentieth at a third of the time that the usual level takes. */
const GZIP_LEVEL = 3;

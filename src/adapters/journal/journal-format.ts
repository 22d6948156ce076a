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

/** Bytes of the lines that are packed together: a block ends with the line that reaches so many, however the lines come. */
const BLOCK_BYTES = 1 << 20;
const LF = 0x0a;

/** Lines in blocks: cut off behind any of them, the file is still whole. Throws `CannotWriteFormat`. */
export function packedLines(format: 'gzip' | 'zstd'): (file: LineFile) => LineFile {
  const pack = packerOf(format);
  return (file) => {
    const waiting = new Waiting();
    const flush = (block: Uint8Array): void => {
      if (block.length > 0) file.writeBytes(pack(block));
    };
    const writeBytes = (lines: Uint8Array): void => {
      waiting.add(lines);
      for (let block = waiting.block(); block; block = waiting.block()) flush(block);
    };
    return {
      path: file.path,
      write: (lines) => writeBytes(Buffer.from(lines, 'utf8')),
      writeBytes,
      close() {
        try {
          flush(waiting.rest());
        } finally {
          file.close();
        }
      },
    };
  };
}

/** Bytes that are not packed yet. */
class Waiting {
  private parts: Uint8Array[] = [];
  private length = 0;

  /** The bytes may be used again after that. */
  add(bytes: Uint8Array): void {
    this.parts.push(Uint8Array.from(bytes));
    this.length += bytes.length;
  }

  /** The next block, when it is full. */
  block(): Uint8Array | undefined {
    if (this.length < BLOCK_BYTES) return undefined;
    const all = this.rest();
    const end = all.indexOf(LF, BLOCK_BYTES - 1) + 1;
    this.add(all.subarray(end));
    return end === 0 ? undefined : all.subarray(0, end);
  }

  rest(): Buffer {
    const all = Buffer.concat(this.parts);
    this.parts = [];
    this.length = 0;
    return all;
  }
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

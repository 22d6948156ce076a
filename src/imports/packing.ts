/** What a file is by its first bytes, where it is no text. */

export type Packing = 'gzip' | 'zstd';

const GZIP = [0x1f, 0x8b];
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];
/** `PAR1` */
const PARQUET = [0x50, 0x41, 0x52, 0x31];

const begins = (head: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, index) => head[index] === byte);

/** undefined: it is not packed. */
export function packingOf(head: Uint8Array): Packing | undefined {
  if (begins(head, GZIP)) return 'gzip';
  return begins(head, ZSTD) ? 'zstd' : undefined;
}

export const isParquet = (head: Uint8Array): boolean => begins(head, PARQUET);

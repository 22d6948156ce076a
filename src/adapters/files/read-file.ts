/** Reads regular files of a bounded size, as bytes and as text. */
import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { systemReason } from './system-reason.ts';

/** The bytes of a file, or why they cannot be had: `it is a folder`. */
export type BytesRead =
  | { readonly bytes: Buffer }
  | {
      readonly problem: string;
      /** There is no such file. */
      readonly isMissing?: boolean;
      /** It has more bytes than may be read. */
      readonly isTooLarge?: boolean;
    };

const BYTES_PER_MEGABYTE = 1_000_000;

/**
 * Reads a regular file of at most `bytesMax` bytes: no folder, device or pipe, and none whose size is not
 * what it says, as those of /proc. Size and kind are looked at before anything is opened, so that a huge file
 * costs nothing and a device is left alone; opening never waits, as it would on a pipe.
 */
export function readRegular(path: string, bytesMax: number): BytesRead {
  try {
    const seen = statSync(path);
    const problem = wrongWith(seen, bytesMax);
    if (problem === undefined) return readSeen(path, seen, bytesMax);
    return { problem, ...(seen.isFile() && { isTooLarge: true }) };
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { problem: systemReason(error), ...(isMissing && { isMissing }) };
  }
}

function wrongWith(stats: Stats, bytesMax: number): string | undefined {
  if (stats.isDirectory()) return 'it is a folder';
  if (!stats.isFile()) return 'it is not a regular file';
  if (stats.size <= bytesMax) return undefined;
  return `it is ${megabytes(stats.size)} MB, and the limit is ${bytesMax / BYTES_PER_MEGABYTE} MB`;
}

const megabytes = (bytes: number): string => (bytes / BYTES_PER_MEGABYTE).toFixed(1);

/** What was opened must be what was looked at. */
function readSeen(path: string, seen: Stats, bytesMax: number): BytesRead {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(descriptor);
    const problem = wrongWith(stats, bytesMax);
    if (problem !== undefined) return { problem };
    if (stats.dev !== seen.dev || stats.ino !== seen.ino) return { problem: 'another file took its place' };
    return readWhole(descriptor, stats.size);
  } finally {
    closeSync(descriptor);
  }
}

/** One byte more than the size is asked for, so that a file which has more shows it. */
function readWhole(descriptor: number, size: number): BytesRead {
  const bytes = Buffer.allocUnsafe(size + 1);
  let length = 0;
  for (let got = -1; got !== 0 && length <= size; length += got) {
    got = readSync(descriptor, bytes, length, bytes.length - length, null);
  }
  if (length === size) return { bytes: bytes.subarray(0, size) };
  return { problem: 'its size is not what it says: it is no regular file, or is being written' };
}

/** Bytes; a scenario with 20,000 contacts written out is about 4 MB. */
export const SCENARIO_BYTES_MAX = 5_000_000;
/** A zero byte this early means that it is no text. */
const SNIFFED_BYTES = 8192;

/** The text of a file, or why it cannot be had: `it is 50.0 MB, and the limit is 5 MB`. */
export type TextRead = { readonly text: string } | TextRefusal;

interface TextRefusal {
  readonly refusal: string;
  /** It is there, and no text that could be a scenario. */
  readonly isOther?: boolean;
}

/** Reads a file that a person wrote and the command line names. */
export function readText(path: string): TextRead {
  return textFrom(readRegular(path, SCENARIO_BYTES_MAX));
}

/** The text of what was read. */
export function textFrom(read: BytesRead): TextRead {
  if ('bytes' in read) return textOf(read.bytes);
  return { refusal: read.problem, ...(read.isTooLarge && { isOther: true }) };
}

/** The text of bytes, unless they are no UTF-8. */
export function textOf(bytes: Buffer): TextRead {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return { refusal: 'it is UTF-16 text; save it as UTF-8', isOther: true };
  }
  if (bytes.subarray(0, SNIFFED_BYTES).includes(0))
    return { refusal: 'it is a binary file, not a text', isOther: true };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { refusal: 'it is not UTF-8 text', isOther: true };
  }
}

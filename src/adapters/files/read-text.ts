import { readRegular } from './read-regular.ts';

/** Bytes; a scenario with 20,000 contacts written out is about 4 MB. */
export const SCENARIO_BYTES_MAX = 5_000_000;
/** A zero byte this early means that it is no text. */
const SNIFFED_BYTES = 8192;

/** The text of a file, or why it cannot be had: `it is 50.0 MB, and the limit is 5 MB`. */
export type TextRead = { readonly text: string } | { readonly refusal: string };

/** Reads a file that a person wrote and the command line names. */
export function readText(path: string): TextRead {
  const read = readRegular(path, SCENARIO_BYTES_MAX);
  return 'problem' in read ? { refusal: read.problem } : textOf(read.bytes);
}

/** The text of bytes, unless they are no UTF-8. */
export function textOf(bytes: Buffer): TextRead {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return { refusal: 'it is UTF-16 text; save it as UTF-8' };
  }
  if (bytes.subarray(0, SNIFFED_BYTES).includes(0)) return { refusal: 'it is a binary file, not a text' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { refusal: 'it is not UTF-8 text' };
  }
}

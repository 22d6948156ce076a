/** Words of a header that are encoded (RFC 2047): `=?koi8-r?B?98na?=`. */
import { decodedBy } from './charset.ts';
import { base64Bytes, quotedPrintableBytes } from './transfer.ts';

const WORD = /=\?([^?\s*]{1,50})(?:\*[^?\s]{0,50})?\?([bq])\?([^?]*)\?=/gi;

interface Run {
  readonly charset: string;
  readonly bytes: number[];
}

/**
 * A header's value as it is meant. Blanks between two encoded words are no part of it, and a character may begin in
 * one word and end in the next. What cannot be decoded stays as it is written.
 */
export function decodedWords(text: string): string {
  if (!text.includes('=?')) return text;
  let decoded = '';
  let from = 0;
  let run: Run | undefined;
  for (const match of text.matchAll(WORD)) {
    const [whole, charset = '', encoding = '', content = ''] = match;
    const bytes = bytesIn(encoding.toLowerCase(), content);
    if (bytes === undefined) continue;
    const between = text.slice(from, match.index);
    const goesOn = run !== undefined && /^\s*$/.test(between);
    if (!goesOn || run?.charset !== charset.toLowerCase()) {
      decoded += textIn(run) + (goesOn ? '' : between);
      run = { charset: charset.toLowerCase(), bytes: [] };
    }
    for (const byte of bytes) run.bytes.push(byte);
    from = match.index + whole.length;
  }
  return decoded + textIn(run) + text.slice(from);
}

const textIn = (run: Run | undefined): string =>
  run === undefined ? '' : decodedBy(run.charset, Uint8Array.from(run.bytes));

function bytesIn(encoding: string, content: string): Uint8Array | undefined {
  if (encoding === 'b') return base64Bytes(content);
  return quotedPrintableBytes(new TextEncoder().encode(content.replaceAll('_', ' ')));
}

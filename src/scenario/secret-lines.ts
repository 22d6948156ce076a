/**
 * A file's lines without the values of its secrets, for the picture of a place: also of a file that is no sound
 * YAML or JSON. Where it is not clear how far a value goes, more is left out rather than less.
 */
import { isSecretName } from '../core/model/secret-names.ts';

const LEFT_OUT = '[redacted]';

/** What stands behind a key, and what a key is made of, its last 100 characters. */
const COLON = /:[ \t]{0,100}/g;
const IN_KEY = /[\p{L}\p{N}_.\ud800-\udfff-]/u;
const KEY_MAX = 100;
const IN_ADDRESS = /([?&;])([^=&;\s"'#]{1,100})=([^&;\s"'#,}]*)/g;
const USER_IN_ADDRESS = /(:\/\/)[^/?#\s"']{1,500}@/g;

/** `key: case_id` of an import names a column of every case export, and is no secret. */
const CASE_COLUMN = /^["']?(?:case_id|caseid|external_id|name)["']?(?:[ \t,}\r]|$)/;
const COLUMN_MAX = 20;

/** How a line ends: the indent below which its last secret goes on. */
interface MaskedLine {
  readonly text: string;
  readonly goesOnBelow?: number;
}

/** The same number of lines, each without its secrets. */
export function linesWithoutSecrets(lines: readonly string[]): string[] {
  let below: number | undefined;
  return lines.map((line) => {
    if (below !== undefined && (line.trim() === '' || indentOf(line) > below)) {
      return line.trim() === '' ? line : line.slice(0, indentOf(line)) + LEFT_OUT;
    }
    const masked = lineWithoutSecrets(line);
    below = masked.goesOnBelow;
    return masked.text;
  });
}

function lineWithoutSecrets(line: string): MaskedLine {
  let text = '';
  let from = 0;
  let goesOnBelow: number | undefined;
  for (const match of line.matchAll(COLON)) {
    const key = keyBefore(line, match.index);
    if (match.index < from || !isSecretName(key)) continue;
    const start = match.index + match[0].length;
    if (key === 'key' && CASE_COLUMN.test(line.slice(start, start + COLUMN_MAX))) continue;
    const isInside = /[{[]/.test(line.slice(0, match.index));
    const { end, isOpen } = valueAt(line, start, isInside);
    text += line.slice(from, start) + (end > start ? LEFT_OUT : '');
    from = end;
    if (isOpen || !isInside) goesOnBelow = indentOf(line);
  }
  text += line.slice(from);
  return {
    text: text.replace(USER_IN_ADDRESS, `$1${LEFT_OUT}@`).replace(IN_ADDRESS, fieldWithoutSecret),
    ...(goesOnBelow !== undefined && { goesOnBelow }),
  };
}

/** The key that a colon ends, without its quotes. Read backwards, so that a long line takes no longer than its length. */
function keyBefore(line: string, colon: number): string {
  let end = colon;
  while (end > 0 && colon - end < KEY_MAX && /[ \t]/.test(line[end - 1]!)) end -= 1;
  if (/["']/.test(line[end - 1] ?? '')) end -= 1;
  let start = end;
  while (start > 0 && end - start < KEY_MAX && IN_KEY.test(line[start - 1]!)) start -= 1;
  return line.slice(start, end);
}

const fieldWithoutSecret = (whole: string, sign: string, name: string): string =>
  isSecretName(name) ? `${sign}${name}=${LEFT_OUT}` : whole;

/** Where a value ends that begins at `start`, and whether it goes on in the next line. */
function valueAt(line: string, start: number, isInside: boolean): { end: number; isOpen: boolean } {
  const quote = line[start];
  if (quote === '"' || quote === "'") {
    const end = quotedEnd(line, start, quote);
    return end === undefined ? { end: line.length, isOpen: true } : { end, isOpen: false };
  }
  if (!isInside || quote === '{' || quote === '[') return { end: line.length, isOpen: true };
  const length = line.slice(start).search(/[,}\]]/);
  return length < 0 ? { end: line.length, isOpen: true } : { end: start + length, isOpen: false };
}

/** After the closing quote. */
function quotedEnd(line: string, start: number, quote: string): number | undefined {
  for (let at = start + 1; at < line.length; at += 1) {
    if (line[at] === '\\' && quote === '"') at += 1;
    else if (line[at] === quote && line[at + 1] === quote && quote === "'") at += 1;
    else if (line[at] === quote) return at + 1;
  }
  return undefined;
}

/** Blanks before the first word, and the dashes of lists. */
const indentOf = (line: string): number => line.length - line.replace(/^[ \t]*(?:- +)*/, '').length;

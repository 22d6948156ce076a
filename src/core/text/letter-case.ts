/** Letter case as Python's `str` has it, from our own tables. */
import { ALIKE, CASE_IGNORED, CASED, LOWER, LOWER_LONG, UPPER, UPPER_LONG } from './generated/text-tables.ts';
import { readChanges, readLongChanges, readRanges, valueAt } from './tables.ts';

const lowers = readChanges(LOWER);
const longLowers = readLongChanges(LOWER_LONG);
const uppers = readChanges(UPPER);
const longUppers = readLongChanges(UPPER_LONG);
const cased = readRanges(CASED);
const caseIgnored = readRanges(CASE_IGNORED);
const alike: ReadonlyMap<number, readonly number[]> = readAlike();

const CAPITAL_SIGMA = 0x3a3;
const SMALL_SIGMA = 'σ';
const FINAL_SIGMA = 'ς';
const ASCII_ONLY = /^[\0-\x7f]*$/;

/** `str.lower()`. */
export function lower(text: string): string {
  if (ASCII_ONLY.test(text)) return text.toLowerCase();
  const codes = codesOf(text);
  return codes.map((code, index) => (code === CAPITAL_SIGMA ? sigma(codes, index) : lowered(code))).join('');
}

/** `str.upper()`. */
export function upper(text: string): string {
  if (ASCII_ONLY.test(text)) return text.toUpperCase();
  return codesOf(text)
    .map((code) => longUppers.get(code) ?? String.fromCodePoint(uppers.get(code) ?? code))
    .join('');
}

/** The character and those that differ from it in letter case only, as `re.IGNORECASE` has it. */
export function sameLetters(code: number): readonly number[] {
  return alike.get(code) ?? [code, lowers.get(code) ?? code, uppers.get(code) ?? code];
}

const lowered = (code: number): string =>
  longLowers.get(code) ?? String.fromCodePoint(lowers.get(code) ?? code);

/** A capital sigma is a final one after a letter with case and before none. */
function sigma(codes: readonly number[], at: number): string {
  return isCased(neighbour(codes, at, -1)) && !isCased(neighbour(codes, at, 1)) ? FINAL_SIGMA : SMALL_SIGMA;
}

/** The next character that counts, before or after. */
function neighbour(codes: readonly number[], at: number, step: 1 | -1): number | undefined {
  let place = at + step;
  while (place >= 0 && place < codes.length && valueAt(caseIgnored, codes[place]!)) place += step;
  return codes[place];
}

const isCased = (code: number | undefined): boolean => code !== undefined && valueAt(cased, code);

function codesOf(text: string): number[] {
  return Array.from(text, (char) => char.codePointAt(0)!);
}

function readAlike(): ReadonlyMap<number, readonly number[]> {
  const groups = ALIKE.split(' ').map(codesOf);
  return new Map(groups.flatMap((group) => group.map((code) => [code, group] as const)));
}

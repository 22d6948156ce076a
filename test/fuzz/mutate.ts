/** Changes of an input by chance: pieces cut, doubled and moved, words of the target, odd characters and numbers. */
import type { Random } from './target.ts';

export const INPUT_LENGTH_MAX = 60_000;

const CHANGES_MAX = 6;
const PIECE_MAX = 200;
const COPIES = [2, 3, 8, 100];

const oddCharacters = [
  ...['\0', '\u0001', '\b', '\t', '\n', '\r', '\r\n', '\u001b', '\u007f', '\u0085', '\u00a0', '\u00ad'],
  ...['\u00df', '\u0130', '\u0131', '\u017f', '\u0301', '\u0660', '\u0967', '\u2028', '\u202e', '\u200d'],
  ...['\ufeff', '\ufffd', '\uff11', '\u{1f469}\u200d\u{1f33e}', '\u{10ffff}', '"', "'", '\\', '{', '}', '['],
  ...[']', ':', ',', '#', '&', '*', '!', '%', '<', '>', '|', '-', '=', '.', '/', ';', '@', '~', '`', '$'],
];
const oddNumbers = [
  ...[
    '0',
    '-0',
    '-1',
    '1',
    '2',
    '00',
    '1.5',
    '1e3',
    '1e400',
    '-1e-9',
    '0x10',
    '07',
    '127',
    '128',
    '255',
    '256',
  ],
  ...[
    '32767',
    '65535',
    '65536',
    '2147483647',
    '2147483648',
    '4294967295',
    '9007199254740993',
    'NaN',
    'Infinity',
  ],
  ...[
    '1_000',
    '1,000',
    '99999999999999999999',
    '2026-02-30',
    '2024-02-29',
    '24:00',
    '0000-00-00',
    '9999-12-31',
  ],
];

interface Sources {
  readonly words: readonly string[];
  /** Other inputs, of which pieces may be put in. */
  readonly others: readonly string[];
  readonly isBytes: boolean;
}

/** One to six changes; never longer than INPUT_LENGTH_MAX. */
export function mutated(text: string, random: Random, sources: Sources): string {
  let changed = text;
  const count = 1 + Math.floor(random() ** 2 * CHANGES_MAX);
  for (let index = 0; index < count; index += 1) {
    changed = pick(changes, random)(changed, random, sources).slice(0, INPUT_LENGTH_MAX);
  }
  return changed;
}

export function pick<T>(list: readonly T[], random: Random): T {
  return list[Math.floor(random() * list.length)]!;
}

type Change = (text: string, random: Random, sources: Sources) => string;

const changes: readonly Change[] = [
  ...[cutPiece, doublePiece, movePiece, cutLine, copyLine, indentLine],
  ...[putWord, putWord, replaceToken, replaceToken, changeNumber, oddCharacter, flipBit],
  ...[endEarly, spliced, pieceOfOther],
];

function cutPiece(text: string, random: Random): string {
  const [from, to] = pieceIn(text, random);
  return text.slice(0, from) + text.slice(to);
}

function doublePiece(text: string, random: Random): string {
  const [from, to] = pieceIn(text, random);
  return text.slice(0, to) + text.slice(from, to).repeat(pick(COPIES, random)) + text.slice(to);
}

function movePiece(text: string, random: Random): string {
  const [from, to] = pieceIn(text, random);
  return putAnywhere(text.slice(0, from) + text.slice(to), text.slice(from, to), random);
}

function cutLine(text: string, random: Random): string {
  const [from, to] = lineIn(text, random);
  return text.slice(0, from) + text.slice(to);
}

function copyLine(text: string, random: Random): string {
  const [from, to] = lineIn(text, random);
  const [at] = lineIn(text, random);
  return text.slice(0, at) + text.slice(from, to) + text.slice(at);
}

function indentLine(text: string, random: Random): string {
  const [from] = lineIn(text, random);
  return text.slice(0, from) + pick(['  ', ' ', '\t', '- '], random) + text.slice(from);
}

function putWord(text: string, random: Random, { words }: Sources): string {
  return putAnywhere(text, pick(words, random), random);
}

/** A name, a number or a value becomes another. */
function replaceToken(text: string, random: Random, { words }: Sources): string {
  const [from, to] = tokenIn(text, random, /[\w.+-]/);
  return text.slice(0, from) + pick(pick([words, oddNumbers], random), random) + text.slice(to);
}

function changeNumber(text: string, random: Random): string {
  const [from, to] = tokenIn(text, random, /\d/);
  return text.slice(0, from) + pick(oddNumbers, random) + text.slice(to);
}

function oddCharacter(text: string, random: Random, { isBytes }: Sources): string {
  const character = pick(oddCharacters, random);
  return putAnywhere(text, isBytes ? Buffer.from(character).toString('latin1') : character, random);
}

function flipBit(text: string, random: Random, { isBytes }: Sources): string {
  const at = Math.floor(random() * text.length);
  const bit = 1 << Math.floor(random() * (isBytes ? 8 : 7));
  const code = (text.charCodeAt(at) || 0) ^ bit;
  return text.slice(0, at) + String.fromCharCode(isBytes ? code & 0xff : code) + text.slice(at + 1);
}

function endEarly(text: string, random: Random): string {
  return text.slice(0, Math.floor(random() * text.length));
}

/** Begins as one input and ends as another. */
function spliced(text: string, random: Random, { others }: Sources): string {
  const other = pick(others, random);
  return text.slice(0, Math.floor(random() * text.length)) + other.slice(Math.floor(random() * other.length));
}

function pieceOfOther(text: string, random: Random, { others }: Sources): string {
  const other = pick(others, random);
  return putAnywhere(text, other.slice(...pieceIn(other, random)), random);
}

function putAnywhere(text: string, piece: string, random: Random): string {
  const at = Math.floor(random() * (text.length + 1));
  return text.slice(0, at) + piece + text.slice(at);
}

/** Short ones more often. */
function pieceIn(text: string, random: Random): [from: number, to: number] {
  const from = Math.floor(random() * text.length);
  return [from, Math.min(text.length, from + 1 + Math.floor(random() ** 3 * PIECE_MAX))];
}

/** A whole line, its end included. */
function lineIn(text: string, random: Random): [from: number, to: number] {
  const at = Math.floor(random() * text.length);
  const from = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', from);
  return [from, end < 0 ? text.length : end + 1];
}

/** The run of such characters that begins next; nothing at a random place when there is none. */
function tokenIn(text: string, random: Random, kind: RegExp): [from: number, to: number] {
  const at = Math.floor(random() * text.length);
  let from = at;
  while (from < text.length && !kind.test(text[from]!)) from += 1;
  if (from === text.length) return [at, at];
  while (from > 0 && kind.test(text[from - 1]!)) from -= 1;
  let to = from;
  while (to < text.length && kind.test(text[to]!)) to += 1;
  return [from, to];
}

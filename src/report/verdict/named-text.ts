/** Sentences that hold keys of people, written with their names: `sms to Amina Lema (3bc36664) at …`. */
import type { People } from '../people.ts';

/** After these words stands a person's key. */
const before: ReadonlySet<string> = new Set(['to', 'from', 'for', 'case', 'of', 'about', 'contact']);

/** Texts in quotes stay as they are. */
export function namedText(text: string, people: People): string {
  const pieces = text.split(/("(?:[^"\\]|\\.)*")/);
  return pieces.map((piece, index) => (index % 2 === 1 ? piece : namedWords(piece, people))).join('');
}

function namedWords(text: string, people: People): string {
  const words = text.split(' ');
  return words
    .map((word, index) => (before.has(words[index - 1] ?? '') ? named(word, people) : word))
    .join(' ');
}

function named(word: string, people: People): string {
  const [, key = '', rest = ''] = /^(.*?)([,:;)]*)$/.exec(word) ?? [];
  return people.label(key) + rest;
}

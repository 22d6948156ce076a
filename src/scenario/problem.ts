import { visible } from '../core/render/visible.ts';

/** Something a scenario's author can mend: what is wrong, where, and what would put it right. */
export interface Problem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in characters. */
  readonly column: number;
  /** The column after the last character, when it is on the same line. */
  readonly endColumn?: number;
  /** Where in the file's own terms: `cases.asha.time_zone`. */
  readonly path: string;
  readonly found: string;
  readonly wanted: string;
  readonly hint?: string;
  /** Set when it stands for so many problems that are not told one by one. */
  readonly count?: number;
}

/** What a value looks like in a message: quoted, on one line, not too long. */
export function quoted(text: string): string {
  const line = visible(text.replaceAll(/\s+/g, ' '));
  return `"${line.length > 60 ? `${line.slice(0, 57)}…` : line}"`;
}

/** `a, b or c` */
export function alternatives(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** Problems of a scenario file: what each says, and which of many are listed. */
import { codePointsNamed } from '../core/render/visible.ts';

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
  /** Set when it stands for so many problems that are not listed one by one. */
  readonly count?: number;
  /** Set then, when there may be more: not all of the file was read. */
  readonly isCutShort?: boolean;
}

/** What a value looks like in a message: quoted, on one line, not too long. */
export function quoted(text: string): string {
  const line = codePointsNamed(text.replaceAll(/[\t\n\r ]+/g, ' '));
  return `"${line.length > 60 ? `${line.slice(0, 57)}…` : line}"`;
}

/** `a, b or c` */
export function alternatives(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** Problems listed for one file; the rest are counted. */
export const problemsMax = 200;

/** The problems of one scenario file, each once: the first are listed one by one, the rest are counted. */
export class ProblemCollector {
  /** Something of the file was not read any more, because enough problems were found. */
  isCutShort = false;
  readonly #once = new Map<string, Problem>();
  readonly #max: number;
  #overflow: { readonly first: Problem; readonly count: number } | undefined;

  /** `max`: so many are listed one by one. */
  constructor(max = problemsMax) {
    this.#max = max;
  }

  get isEmpty(): boolean {
    return this.#once.size === 0;
  }

  get isFull(): boolean {
    return this.#once.size >= this.#max;
  }

  add(problems: Iterable<Problem>): void {
    for (const problem of problems) this.#take(problem);
  }

  #take(problem: Problem): void {
    const name = JSON.stringify(problem);
    if (this.#once.has(name)) return;
    if (!this.isFull && problem.count === undefined) {
      this.#once.set(name, problem);
      return;
    }
    const count = (this.#overflow?.count ?? 0) + (problem.count ?? 1);
    this.#overflow = { first: this.#overflow?.first ?? problem, count };
  }

  /** The file itself first, from top to bottom; last of all how many are not listed. */
  inOrder(path: string): readonly Problem[] {
    const rank = ({ file }: Problem) => (file === path ? 0 : 1);
    const sorted = [...this.#once.values()].sort(
      (a, b) => rank(a) - rank(b) || compare(a.file, b.file) || a.line - b.line || a.column - b.column,
    );
    if (this.#overflow === undefined) return sorted;
    return [...sorted, uncounted(this.#overflow.first, this.#overflow.count, this.isCutShort)];
  }
}

/** One problem that stands for many, at the place of the first of them. */
export function uncounted(first: Problem, count: number, isCutShort = false): Problem {
  const { hint: _hint, ...place } = first;
  const more = count === 1 ? '1 more problem' : `${count} more problems`;
  return {
    ...place,
    found: isCutShort ? `${more}, and rows or documents that were not read` : more,
    wanted: `those above mended first: ${problemsMax} are shown one by one`,
    count,
    ...(isCutShort && { isCutShort }),
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

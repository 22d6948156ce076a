/** What a pattern says, once read. Characters are code points. */

/** One member of a character set, or a character on its own. */
export type CharTest =
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  | { readonly kind: 'category'; readonly name: Category; readonly letters: Letters }
  /** General categories of Unicode that begin so: `L`, `Nd`. */
  | { readonly kind: 'property'; readonly category: string; readonly negated: boolean };

/** `\d \s \w` and their opposites. */
export type Category = 'd' | 'D' | 's' | 'S' | 'w' | 'W';

/** What `\d \s \w \b` take: what Python's `str` says, that of ASCII only, or what JavaScript says. */
export type Letters = 'python' | 'ascii' | 'ecmascript';

/** Which letters are taken in either case. */
export type Fold = 'none' | 'ascii' | 'all';

export type Assertion =
  | 'start'
  | 'end'
  | 'end_or_last_newline'
  | 'line_start'
  | 'line_end'
  /** Lines in JavaScript also end with a carriage return and the two separators of Unicode. */
  | 'any_line_start'
  | 'any_line_end'
  | 'boundary'
  | 'inside'
  | 'never';

export type Node =
  | {
      readonly kind: 'set';
      readonly tests: readonly CharTest[];
      readonly negated: boolean;
      readonly fold: Fold;
    }
  | { readonly kind: 'sequence' | 'choice'; readonly nodes: readonly Node[] }
  | { readonly kind: 'repeat'; readonly node: Node; readonly min: number; readonly max: number }
  | { readonly kind: 'assert'; readonly what: Assertion; readonly letters: Letters }
  | { readonly kind: 'look'; readonly node: Node; readonly negated: boolean; readonly behind: boolean };

/** Thrown while reading: the pattern has no meaning in its dialect. */
export class InvalidPattern extends Error {}

/** Thrown while reading: it has one, and no matcher of bounded time can follow it. */
export class UnsupportedPattern extends Error {}

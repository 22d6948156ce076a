/** What a Python pattern says, once read. Characters are code points. */

/** One member of a character set, or a character on its own. */
export type CharTest =
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  | { readonly kind: 'category'; readonly name: Category; readonly ascii: boolean };

/** `\d \s \w` and their opposites. */
export type Category = 'd' | 'D' | 's' | 'S' | 'w' | 'W';

export type Assertion =
  | 'start'
  | 'end'
  | 'end_or_last_newline'
  | 'line_start'
  | 'line_end'
  | 'boundary'
  | 'inside'
  | 'never';

export type Node =
  | {
      readonly kind: 'set';
      readonly tests: readonly CharTest[];
      readonly negated: boolean;
      readonly fold: boolean;
    }
  | { readonly kind: 'sequence' | 'choice'; readonly nodes: readonly Node[] }
  | { readonly kind: 'repeat'; readonly node: Node; readonly min: number; readonly max: number }
  | { readonly kind: 'assert'; readonly what: Assertion; readonly ascii: boolean }
  /** `width` is undefined for a look ahead. */
  | {
      readonly kind: 'look';
      readonly node: Node;
      readonly negated: boolean;
      readonly width: number | undefined;
    };

/** Thrown while reading: Python's `re.compile` would raise. */
export class InvalidPattern extends Error {}

/** Thrown while reading: Python would take it, and its meaning needs memory that we do not keep. */
export class UnsupportedPattern extends Error {}

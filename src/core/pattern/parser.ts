/** Reads a regular expression, as Python's `re` does or as JavaScript does. */
import { isIdentifier } from '../text/python-text.ts';
import { anchorOf, ecmaEscapeAt } from './ecma-escapes.ts';
import {
  type CharTest,
  type Fold,
  InvalidPattern,
  type Letters,
  type Node,
  UnsupportedPattern,
} from './nodes.ts';
import { type Escape, escapeAt } from './python-escapes.ts';
import { widthOf } from './width.ts';

/**
 * `python`: `re` of Python 3.13. `ecmascript`: JavaScript's with the flag u, forgiving where it is
 * without; of Java's `(?i)` at the start and `\A`, `\Z`, `\z` besides.
 */
export type Dialect = 'python' | 'ecmascript';

interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
  readonly x: boolean;
  readonly a: boolean;
}

const NO_FLAGS: Flags = { i: false, m: false, s: false, x: false, a: false };
const DEPTH_MAX = 100;
/** The longest that a quantifier in braces is. */
const BRACES_MAX = 24;
const FLAG_GROUP = /^([aimsux]*)(?:-([imsx]+))?([):])/;
const FLAG_GROUP_MAX = 16;
const LINE_ENDS = ['\n', '\r', '\u2028', '\u2029'];

/**
 * @param flags letters of `i`, `m` and `s`, as they stand behind a pattern between slashes.
 * @throws InvalidPattern where the dialect has no such pattern.
 * @throws UnsupportedPattern for back references, conditions, atomic and possessive groups.
 */
export function parsePattern(source: string, dialect: Dialect, flags = ''): Node {
  return new PatternParser([...source], dialect, withFlags(NO_FLAGS, flags, '')).parse();
}

class PatternParser {
  private readonly source: readonly string[];
  private at = 0;
  private depth = 0;
  private flags: Flags;
  private readonly isEcma: boolean;
  /** Something other than comments and flags has been read. */
  private started = false;
  private globalFlags = '';
  private groups = 0;
  private readonly names = new Set<string>();

  constructor(source: readonly string[], dialect: Dialect, flags: Flags) {
    this.source = source;
    this.isEcma = dialect === 'ecmascript';
    this.flags = flags;
  }

  parse(): Node {
    const node = this.choice();
    if (this.at < this.source.length) throw new InvalidPattern('unbalanced parenthesis');
    return node;
  }

  private choice(): Node {
    const nodes = [this.sequence()];
    while (this.eat('|')) {
      this.started = true;
      nodes.push(this.sequence());
    }
    return nodes.length === 1 ? nodes[0]! : { kind: 'choice', nodes };
  }

  private sequence(): Node {
    const nodes: Node[] = [];
    let repeatable = false;
    while (this.at < this.source.length) {
      if (this.flags.x && this.skipBlank()) continue;
      const char = this.source[this.at]!;
      if (char === '|' || char === ')') break;

      const bounds = this.quantifier();
      if (bounds) {
        const node = nodes.pop();
        if (!node || !repeatable) throw new InvalidPattern('nothing to repeat');
        nodes.push({ kind: 'repeat', node, ...bounds });
        repeatable = false;
        continue;
      }
      const node = this.atom();
      if (!node) continue;
      nodes.push(node);
      this.started = true;
      repeatable = node.kind !== 'assert';
    }
    return { kind: 'sequence', nodes };
  }

  /** White space and comments of verbose patterns. */
  private skipBlank(): boolean {
    const char = this.source[this.at]!;
    if (/[\t-\r ]/.test(char)) {
      this.at += 1;
      return true;
    }
    if (char !== '#') return false;
    while (this.at < this.source.length && this.source[this.at] !== '\n') this.at += 1;
    return true;
  }

  private quantifier(): { min: number; max: number } | undefined {
    const bounds = this.bounds();
    if (!bounds) return undefined;
    if (this.eat('+')) throw new UnsupportedPattern('possessive quantifiers');
    this.eat('?');
    return bounds;
  }

  private bounds(): { min: number; max: number } | undefined {
    const max = Number.POSITIVE_INFINITY;
    if (this.eat('*')) return { min: 0, max };
    if (this.eat('+')) return { min: 1, max };
    if (this.eat('?')) return { min: 0, max: 1 };
    const braces = /^\{([0-9]*)(,?)([0-9]*)\}/.exec(
      this.source.slice(this.at, this.at + BRACES_MAX).join(''),
    );
    if (!braces || (braces[1] === '' && (braces[2] === '' || this.isEcma))) return undefined;

    this.at += braces[0].length;
    const low = Number(braces[1]);
    const high = braces[2] === '' ? low : braces[3] === '' ? max : Number(braces[3]);
    if (high < low) throw new InvalidPattern('min repeat greater than max repeat');
    return { min: low, max: high };
  }

  private atom(): Node | undefined {
    const char = this.source[this.at]!;
    this.at += 1;
    switch (char) {
      case '(':
        return this.group();
      case '[':
        return this.set();
      case '\\':
        return this.escape();
      case '.':
        return this.anyChar();
      case '^':
        return this.assertion(this.flags.m ? (this.isEcma ? 'any_line_start' : 'line_start') : 'start');
      case '$':
        return this.end();
      default:
        return this.setOf([literal(char)], false);
    }
  }

  private anyChar(): Node {
    if (this.flags.s) return this.setOf([], true);
    return this.setOf((this.isEcma ? LINE_ENDS : ['\n']).map(literal), true);
  }

  private end(): Node {
    if (this.isEcma) return this.assertion(this.flags.m ? 'any_line_end' : 'end');
    return this.assertion(this.flags.m ? 'line_end' : 'end_or_last_newline');
  }

  private escape(): Node {
    const anchor = anchorOf(this.source[this.at], this.isEcma);
    if (anchor) {
      this.at += 1;
      return this.assertion(anchor);
    }
    if (!this.isEcma) this.tellReference();
    return this.setOf([this.escaped(false)], false);
  }

  private tellReference(): void {
    const digits = this.source.slice(this.at, this.at + 3).join('');
    if (!/^[1-9]/.test(digits) || /^[0-3][0-7]{2}$/.test(digits)) return;
    this.reference(Number.parseInt(digits.slice(0, 2), 10));
  }

  private escaped(inSet: boolean): CharTest {
    const { test, end }: Escape = this.isEcma
      ? ecmaEscapeAt(this.source, this.at, inSet)
      : escapeAt(this.source, this.at, this.letters, inSet);
    this.at = end;
    return test;
  }

  private get letters(): Letters {
    if (this.isEcma) return 'ecmascript';
    return this.flags.a ? 'ascii' : 'python';
  }

  private reference(group: number): never {
    if (group > this.groups) throw new InvalidPattern(`invalid group reference ${group}`);
    throw new UnsupportedPattern('back references');
  }

  private set(): Node {
    const tests: CharTest[] = [];
    const negated = this.eat('^');
    const first = this.isEcma ? -1 : this.at;
    while (this.at === first || this.source[this.at] !== ']') {
      const from = this.member();
      const isRange = this.source[this.at] === '-' && this.source[this.at + 1] !== ']';
      if (!isRange) {
        tests.push(from);
        continue;
      }
      this.at += 1;
      const to = this.member();
      if (this.isEcma && (from.kind !== 'range' || to.kind !== 'range')) {
        tests.push(from, literal('-'), to);
        continue;
      }
      if (from.kind !== 'range' || to.kind !== 'range' || to.to < from.from) {
        throw new InvalidPattern('bad character range');
      }
      tests.push({ kind: 'range', from: from.from, to: to.to });
    }
    this.at += 1;
    return this.setOf(tests, negated);
  }

  private member(): CharTest {
    const char = this.source[this.at];
    if (char === undefined) throw new InvalidPattern('unterminated character set');
    this.at += 1;
    if (char !== '\\') return literal(char);
    return this.escaped(true);
  }

  private group(): Node | undefined {
    if (!this.eat('?')) return this.captured();
    const char = this.source[this.at];
    this.at += 1;
    switch (char) {
      case ':':
        return this.body(this.flags);
      case 'P':
        return this.pythonNamed();
      case '#':
        return this.comment();
      case '=':
      case '!':
        return this.look(char === '!', false);
      case '<':
        return this.lookBehind();
      case '>':
        throw new UnsupportedPattern('atomic groups');
      case '(':
        throw new UnsupportedPattern('conditions');
      default:
        this.at -= 1;
        return this.flagGroup();
    }
  }

  private captured(): Node {
    const node = this.body(this.flags);
    this.groups += 1;
    return node;
  }

  private pythonNamed(): Node {
    const isReference = this.eat('=');
    if (this.isEcma || (!isReference && !this.eat('<'))) throw new InvalidPattern('unknown extension ?P');
    if (!isReference) return this.named();
    const name = this.until(')');
    if (!this.names.has(name)) throw new InvalidPattern(`unknown group name ${name}`);
    throw new UnsupportedPattern('back references');
  }

  private named(): Node {
    const name = this.until('>');
    if (!isIdentifier(name)) throw new InvalidPattern(`bad character in group name ${name}`);
    if (this.names.has(name)) throw new InvalidPattern(`redefinition of group name ${name}`);
    const node = this.captured();
    this.names.add(name);
    return node;
  }

  /** Ends at the first parenthesis without a backslash. */
  private comment(): undefined {
    if (this.isEcma) throw new InvalidPattern('unknown extension ?#');
    while (!this.eat(')')) {
      if (this.at >= this.source.length) throw new InvalidPattern('missing ), unterminated comment');
      this.at += this.source[this.at] === '\\' ? 2 : 1;
    }
  }

  private lookBehind(): Node {
    const isNegated = this.eat('!');
    if (!isNegated && !this.eat('=')) {
      if (this.isEcma) return this.named();
      throw new InvalidPattern('unknown extension ?<');
    }
    return this.look(isNegated, true);
  }

  private look(negated: boolean, behind: boolean): Node {
    const node = this.body(this.flags);
    if (behind && !this.isEcma && widthOf(node) === undefined) {
      throw new InvalidPattern('look-behind requires fixed-width pattern');
    }
    return { kind: 'look', node, negated, behind };
  }

  /** `(?i)` at the very start, or `(?i:…)` anywhere. */
  private flagGroup(): Node | undefined {
    const text = FLAG_GROUP.exec(this.source.slice(this.at, this.at + FLAG_GROUP_MAX).join(''));
    const on = text?.[1] ?? '';
    const off = text?.[2] ?? '';
    if (
      !text ||
      on + off === '' ||
      (this.isEcma && on.includes('a')) ||
      [...off].some((flag) => on.includes(flag))
    ) {
      throw new InvalidPattern('unknown extension or flag');
    }
    this.at += text[0].length;
    if (text[3] === ':') {
      if (isOfBothAlphabets(on)) throw new InvalidPattern('flags a and u are incompatible');
      return this.body(withFlags(this.flags, on, off));
    }
    if (this.started || off !== '')
      throw new InvalidPattern('global flags not at the start of the expression');
    this.globalFlags += on;
    if (isOfBothAlphabets(this.globalFlags)) throw new InvalidPattern('flags a and u are incompatible');
    this.flags = withFlags(this.flags, on, '');
    return undefined;
  }

  /** What stands between the parentheses, whose flags end with it. */
  private body(flags: Flags): Node {
    this.depth += 1;
    this.started = true;
    if (this.depth > DEPTH_MAX) throw new UnsupportedPattern(`groups nested deeper than ${DEPTH_MAX}`);
    const outer = this.flags;
    this.flags = flags;
    const node = this.choice();
    if (!this.eat(')')) throw new InvalidPattern('missing ), unterminated subpattern');
    this.flags = outer;
    this.depth -= 1;
    return node;
  }

  private until(end: string): string {
    const to = this.source.indexOf(end, this.at);
    if (to < 0) throw new InvalidPattern(`missing ${end}`);
    const text = this.source.slice(this.at, to).join('');
    this.at = to + 1;
    return text;
  }

  private eat(char: string): boolean {
    if (this.source[this.at] !== char) return false;
    this.at += 1;
    return true;
  }

  private setOf(tests: readonly CharTest[], negated: boolean): Node {
    return { kind: 'set', tests, negated, fold: this.fold };
  }

  private get fold(): Fold {
    if (!this.flags.i) return 'none';
    return this.flags.a ? 'ascii' : 'all';
  }

  private assertion(what: (Node & { kind: 'assert' })['what']): Node {
    return { kind: 'assert', what, letters: this.letters };
  }
}

function literal(char: string): CharTest {
  const code = char.codePointAt(0)!;
  return { kind: 'range', from: code, to: code };
}

const isOfBothAlphabets = (flags: string): boolean => flags.includes('a') && flags.includes('u');

function withFlags(flags: Flags, on: string, off: string): Flags {
  const is = (name: keyof Flags): boolean => (flags[name] || on.includes(name)) && !off.includes(name);
  return { i: is('i'), m: is('m'), s: is('s'), x: is('x'), a: is('a') && !on.includes('u') };
}

/** Reads a regular expression as Python's `re` does. */
import { escapeAt } from './escapes.ts';
import { type CharTest, InvalidPattern, type Node, UnsupportedPattern } from './nodes.ts';
import { widthOf } from './width.ts';

interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
  readonly x: boolean;
  readonly a: boolean;
}

const NO_FLAGS: Flags = { i: false, m: false, s: false, x: false, a: false };
const DEPTH_MAX = 100;
const NAME = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u;

/**
 * @throws InvalidPattern where Python raises.
 * @throws UnsupportedPattern for back references, conditions, atomic and possessive groups.
 */
export function parsePattern(source: string): Node {
  return new PatternParser([...source]).parse();
}

class PatternParser {
  private readonly source: readonly string[];
  private at = 0;
  private depth = 0;
  private flags = NO_FLAGS;
  /** Something other than comments and flags has been read. */
  private started = false;
  private groups = 0;
  private readonly names = new Set<string>();

  constructor(source: readonly string[]) {
    this.source = source;
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
    const braces = /^\{(\d*)(,?)(\d*)\}/.exec(this.source.slice(this.at, this.at + 24).join(''));
    if (!braces || (braces[1] === '' && braces[2] === '')) return undefined;

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
        return this.flags.s ? this.setOf([], true) : this.setOf([literal('\n')], true);
      case '^':
        return this.assertion(this.flags.m ? 'line_start' : 'start');
      case '$':
        return this.assertion(this.flags.m ? 'line_end' : 'end_or_last_newline');
      default:
        return this.setOf([literal(char)], false);
    }
  }

  private escape(): Node {
    const char = this.source[this.at];
    const simple = { A: 'start', Z: 'end', b: 'boundary', B: 'inside' } as const;
    if (char === 'A' || char === 'Z' || char === 'b' || char === 'B') {
      this.at += 1;
      return this.assertion(simple[char]);
    }
    const digits = this.source.slice(this.at, this.at + 3).join('');
    if (/^[1-9]/.test(digits) && !/^[0-3][0-7]{2}$/.test(digits))
      this.reference(Number.parseInt(digits.slice(0, 2), 10));
    const { test, end } = escapeAt(this.source, this.at, this.flags.a, false);
    this.at = end;
    return this.setOf([test], false);
  }

  private reference(group: number): never {
    if (group > this.groups) throw new InvalidPattern(`invalid group reference ${group}`);
    throw new UnsupportedPattern('back references');
  }

  private set(): Node {
    const tests: CharTest[] = [];
    const negated = this.eat('^');
    const first = this.at;
    while (this.at === first || this.source[this.at] !== ']') {
      const from = this.member();
      const isRange = this.source[this.at] === '-' && this.source[this.at + 1] !== ']';
      if (!isRange) {
        tests.push(from);
        continue;
      }
      this.at += 1;
      const to = this.member();
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
    const { test, end } = escapeAt(this.source, this.at, this.flags.a, true);
    this.at = end;
    return test;
  }

  private group(): Node | undefined {
    if (!this.eat('?')) return this.captured();
    const char = this.source[this.at];
    this.at += 1;
    switch (char) {
      case ':':
        return this.body(this.flags);
      case 'P':
        return this.named();
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

  private named(): Node {
    const isReference = this.eat('=');
    if (!isReference && !this.eat('<')) throw new InvalidPattern('unknown extension ?P');
    const name = this.until(isReference ? ')' : '>');
    if (!NAME.test(name)) throw new InvalidPattern(`bad character in group name ${name}`);
    if (isReference) {
      if (!this.names.has(name)) throw new InvalidPattern(`unknown group name ${name}`);
      throw new UnsupportedPattern('back references');
    }
    if (this.names.has(name)) throw new InvalidPattern(`redefinition of group name ${name}`);
    const node = this.captured();
    this.names.add(name);
    return node;
  }

  private comment(): undefined {
    this.until(')');
  }

  private lookBehind(): Node {
    const isNegated = this.eat('!');
    if (!isNegated && !this.eat('=')) throw new InvalidPattern('unknown extension ?<');
    return this.look(isNegated, true);
  }

  private look(negated: boolean, isBehind: boolean): Node {
    const node = this.body(this.flags);
    const width = isBehind ? widthOf(node) : undefined;
    if (isBehind && width === undefined) throw new InvalidPattern('look-behind requires fixed-width pattern');
    return { kind: 'look', node, negated, width };
  }

  /** `(?i)` at the very start, or `(?i:…)` anywhere. */
  private flagGroup(): Node | undefined {
    const text = /^([aimsux]*)(?:-([imsx]+))?([):])/.exec(this.source.slice(this.at, this.at + 16).join(''));
    const on = text?.[1] ?? '';
    const off = text?.[2] ?? '';
    if (!text || on + off === '' || [...off].some((flag) => on.includes(flag))) {
      throw new InvalidPattern('unknown extension or flag');
    }
    if (on.includes('a') && on.includes('u')) throw new InvalidPattern('flags a and u are incompatible');
    this.at += text[0].length;
    const flags = withFlags(this.flags, on, off);
    if (text[3] === ':') return this.body(flags);
    if (this.started || off !== '')
      throw new InvalidPattern('global flags not at the start of the expression');
    this.flags = flags;
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
    return { kind: 'set', tests, negated, fold: this.flags.i };
  }

  private assertion(what: (Node & { kind: 'assert' })['what']): Node {
    return { kind: 'assert', what, ascii: this.flags.a };
  }
}

function literal(char: string): CharTest {
  const code = char.codePointAt(0)!;
  return { kind: 'range', from: code, to: code };
}

function withFlags(flags: Flags, on: string, off: string): Flags {
  const is = (name: keyof Flags): boolean => (flags[name] || on.includes(name)) && !off.includes(name);
  return { i: is('i'), m: is('m'), s: is('s'), x: is('x'), a: is('a') && !on.includes('u') };
}

/**
 * Walks a pattern through a text, all ways at once: the work is at most in proportion to the pattern's
 * steps times the text's characters, so that no pattern can hang a run. Only whether it matches is known.
 */
import { isLineEnd, isWordChar } from './char-test.ts';
import type { Assertion, Letters } from './nodes.ts';
import type { Look, Step } from './program.ts';

const NEWLINE = 10;

/** Work of one match, looks included; beyond it the match is given up. */
const WORK_MAX = 5_000_000;

/** Where a match must lie: from the start on, anywhere, or from end to end. */
export type Extent = 'start' | 'anywhere' | 'whole';

/** The answer, undefined when given up, and the work it took. */
export interface Found {
  readonly matches: boolean | undefined;
  readonly work: number;
}

export function walked(steps: readonly Step[], text: string, extent: Extent): Found {
  const walk = new Walk(Array.from(text, (char) => char.codePointAt(0)!));
  const matches = walk.matches(steps, extent);
  return { matches: walk.gaveUp ? undefined : matches, work: walk.work };
}

class Walk {
  work = 0;
  private readonly chars: readonly number[];
  private readonly looks = new Map<Look, Uint8Array>();

  constructor(chars: readonly number[]) {
    this.chars = chars;
  }

  /** From then on every answer is meaningless. */
  get gaveUp(): boolean {
    return this.work > WORK_MAX;
  }

  matches(steps: readonly Step[], extent: Extent): boolean {
    let found = false;
    this.sweep(steps, { begins: extent === 'anywhere', backwards: false }, (at) => {
      found = extent !== 'whole' || at === this.chars.length;
      return found;
    });
    return found;
  }

  /**
   * Reports every place where a match ends, until that is enough: of matches from the first place on, or
   * where it `begins` anywhere of those from every place.
   */
  private sweep(
    steps: readonly Step[],
    { begins, backwards }: { readonly begins: boolean; readonly backwards: boolean },
    isEnough: (at: number) => boolean,
  ): void {
    const { length } = this.chars;
    let [current, following] = placesFor(steps);
    for (let count = 0; count <= length; count += 1) {
      const at = backwards ? length - count : count;
      if (count === 0 || begins) this.follow(steps, current, 0, at);
      if (current.hasMatch && isEnough(at)) return;
      if (count === length || (current.size === 0 && !begins) || this.gaveUp) return;
      this.step(steps, current, following, this.chars[backwards ? at - 1 : at]!, backwards ? at - 1 : at + 1);
      [current, following] = [following, current];
      following.clear();
    }
  }

  /** Takes one character on every way that accepts it. */
  private step(steps: readonly Step[], from: Places, to: Places, char: number, at: number): void {
    for (let place = 0; place < from.size; place += 1) {
      const index = from.list[place]!;
      const step = steps[index]!;
      this.work += 1;
      if (step.kind === 'char' && step.accepts(char)) this.follow(steps, to, index + 1, at);
    }
  }

  /** Adds every step reachable without taking a character. */
  private follow(steps: readonly Step[], places: Places, start: number, at: number): void {
    const pending = [start];
    while (pending.length > 0) {
      const index = pending.pop()!;
      this.work += 1;
      if (!places.add(index)) continue;
      const step = steps[index]!;
      switch (step.kind) {
        case 'match':
          places.hasMatch = true;
          break;
        case 'fork':
          pending.push(step.second);
          if (step.first !== step.second) pending.push(step.first);
          break;
        case 'assert':
          if (this.holds(step.what, step.letters, at)) pending.push(index + 1);
          break;
        case 'look':
          if (this.looksTrue(step.look, at)) pending.push(index + 1);
          break;
        case 'char':
          break;
      }
    }
  }

  private looksTrue(look: Look, at: number): boolean {
    const known = this.looks.get(look) ?? this.everywhere(look);
    return (known[at] === 1) !== look.negated;
  }

  /** Where in the text a look finds what it looks for, found in one sweep. */
  private everywhere(look: Look): Uint8Array {
    const found = new Uint8Array(this.chars.length + 1);
    this.looks.set(look, found);
    this.sweep(look.steps, { begins: true, backwards: !look.behind }, (at) => {
      found[at] = 1;
      return false;
    });
    return found;
  }

  private holds(what: Assertion, letters: Letters, at: number): boolean {
    const { chars } = this;
    switch (what) {
      case 'start':
        return at === 0;
      case 'end':
        return at === chars.length;
      case 'end_or_last_newline':
        return at === chars.length || (at === chars.length - 1 && chars[at] === NEWLINE);
      case 'line_start':
        return at === 0 || chars[at - 1] === NEWLINE;
      case 'line_end':
        return at === chars.length || chars[at] === NEWLINE;
      case 'any_line_start':
        return at === 0 || isLineEnd(chars[at - 1]!);
      case 'any_line_end':
        return at === chars.length || isLineEnd(chars[at]!);
      case 'boundary':
        return chars.length > 0 && this.isWord(at - 1, letters) !== this.isWord(at, letters);
      case 'inside':
        return this.isInside(letters, at);
      case 'never':
        return false;
    }
  }

  /** `\B`: in an empty text Python finds none before 3.14, JavaScript does. */
  private isInside(letters: Letters, at: number): boolean {
    if (this.chars.length === 0) return letters === 'ecmascript';
    return this.isWord(at - 1, letters) === this.isWord(at, letters);
  }

  private isWord(at: number, letters: Letters): boolean {
    const code = this.chars[at];
    return code !== undefined && isWordChar(code, letters);
  }
}

/** What an `Int32Array` can hold. */
const TURNS_MAX = 2 ** 31 - 1;

/** Kept for the next text: making them takes longer than a short text. No two sweeps of the same steps overlap. */
const kept = new WeakMap<readonly Step[], readonly [Places, Places]>();

function placesFor(steps: readonly Step[]): readonly [Places, Places] {
  const pair = kept.get(steps) ?? [new Places(steps.length), new Places(steps.length)];
  kept.set(steps, pair);
  for (const places of pair) places.clear();
  return pair;
}

/** The steps reached at one character, each once, in the order they were reached. */
class Places {
  readonly list: Int32Array;
  size = 0;
  hasMatch = false;
  private readonly seenIn: Int32Array;
  private turn = 1;

  constructor(steps: number) {
    this.list = new Int32Array(steps);
    this.seenIn = new Int32Array(steps);
  }

  add(index: number): boolean {
    if (this.seenIn[index] === this.turn) return false;
    this.seenIn[index] = this.turn;
    this.list[this.size] = index;
    this.size += 1;
    return true;
  }

  clear(): void {
    this.size = 0;
    this.hasMatch = false;
    this.turn += 1;
    if (this.turn < TURNS_MAX) return;
    this.seenIn.fill(0);
    this.turn = 1;
  }
}

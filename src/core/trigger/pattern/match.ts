/**
 * Walks a pattern through a text, all ways at once: time grows with pattern times text, so that no
 * pattern can hang a run. Only whether it matches at the start is told, as `re.match` tells it.
 */
import { isWordChar } from './char-test.ts';
import type { Assertion } from './nodes.ts';
import type { Step } from './program.ts';

const NEWLINE = 10;

/** Steps of one match, looks included; beyond it the match is given up. */
const WORK_MAX = 5_000_000;

/** undefined: given up. */
export function matchesAtStart(steps: readonly Step[], text: string): boolean | undefined {
  const chars = Array.from(text, (char) => char.codePointAt(0)!);
  const walk = new Walk(chars);
  const matches = walk.run(steps, 0);
  return walk.gaveUp ? undefined : matches;
}

class Walk {
  private readonly chars: readonly number[];
  private work = 0;

  constructor(chars: readonly number[]) {
    this.chars = chars;
  }

  /** From then on every answer is meaningless. */
  get gaveUp(): boolean {
    return this.work > WORK_MAX;
  }

  /** Whether the steps match from a place on, ending at `end` where one is given. */
  run(steps: readonly Step[], from: number, end?: number): boolean {
    let current = new Places(steps.length);
    let following = new Places(steps.length);
    if (this.follow(steps, current, 0, from, end)) return true;
    for (let at = from; at < this.chars.length && current.size > 0; at += 1) {
      if (this.gaveUp) return false;
      following.clear();
      for (let place = 0; place < current.size; place += 1) {
        const index = current.list[place]!;
        const step = steps[index]!;
        this.work += 1;
        if (step.kind !== 'char' || !step.accepts(this.chars[at]!)) continue;
        if (this.follow(steps, following, index + 1, at + 1, end)) return true;
      }
      [current, following] = [following, current];
    }
    return false;
  }

  /** Adds every step reachable without taking a character; true when the match is among them. */
  private follow(steps: readonly Step[], places: Places, start: number, at: number, end?: number): boolean {
    const pending = [start];
    while (pending.length > 0) {
      const index = pending.pop()!;
      if (!places.add(index)) continue;
      this.work += 1;
      const step = steps[index]!;
      switch (step.kind) {
        case 'match':
          if (end === undefined || end === at) return true;
          break;
        case 'fork':
          pending.push(step.second, step.first);
          break;
        case 'assert':
          if (this.holds(step.what, step.ascii, at)) pending.push(index + 1);
          break;
        case 'look':
          if (this.looks(step, at)) pending.push(index + 1);
          break;
        case 'char':
          break;
      }
    }
    return false;
  }

  private looks({ steps, negated, width }: Step & { kind: 'look' }, at: number): boolean {
    if (this.gaveUp) return false;
    if (width === undefined) return this.run(steps, at) !== negated;
    return (at >= width && this.run(steps, at - width, at)) !== negated;
  }

  private holds(what: Assertion, ascii: boolean, at: number): boolean {
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
      case 'boundary':
        return chars.length > 0 && this.isWord(at - 1, ascii) !== this.isWord(at, ascii);
      case 'inside':
        return chars.length > 0 && this.isWord(at - 1, ascii) === this.isWord(at, ascii);
      case 'never':
        return false;
    }
  }

  private isWord(at: number, ascii: boolean): boolean {
    const code = this.chars[at];
    return code !== undefined && isWordChar(code, ascii);
  }
}

/** The steps reached at one character, each once, in the order they were reached. */
class Places {
  readonly list: Int32Array;
  size = 0;
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
    this.turn += 1;
  }
}

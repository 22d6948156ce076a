/** Turns a pattern into steps that a matcher walks through, all ways at once. */
import { charTester } from './char-test.ts';
import { type Assertion, type Letters, type Node, UnsupportedPattern } from './nodes.ts';

export type Step =
  | { readonly kind: 'char'; readonly accepts: (code: number) => boolean }
  /** Goes on in two places; a plain jump names one place twice. */
  | { readonly kind: 'fork'; first: number; second: number }
  | { readonly kind: 'assert'; readonly what: Assertion; readonly letters: Letters }
  | { readonly kind: 'look'; readonly look: Look }
  | { readonly kind: 'match' };

/** A look around: its steps are walked over the whole text once, a look ahead from the end on. */
export interface Look {
  readonly steps: readonly Step[];
  readonly negated: boolean;
  readonly behind: boolean;
}

type Fork = Step & { kind: 'fork' };
type CharStep = Step & { kind: 'char' };

/** @throws UnsupportedPattern when the pattern has more than so many steps, counted repeats written out. */
export function programOf(node: Node, stepsMax: number): readonly Step[] {
  return compiled(node, false, { left: stepsMax, max: stepsMax });
}

function compiled(node: Node, backwards: boolean, budget: Budget): readonly Step[] {
  const compiler = new Compiler(backwards, budget);
  compiler.add(node);
  compiler.steps.push({ kind: 'match' });
  return compiler.steps;
}

interface Budget {
  left: number;
  readonly max: number;
}

class Compiler {
  readonly steps: Step[] = [];
  private readonly backwards: boolean;
  private readonly budget: Budget;
  private readonly charSteps = new Map<Node, CharStep>();

  constructor(backwards: boolean, budget: Budget) {
    this.backwards = backwards;
    this.budget = budget;
  }

  add(node: Node): void {
    this.spend();
    switch (node.kind) {
      case 'set':
        this.steps.push(this.charStep(node));
        break;
      case 'assert':
        this.steps.push(node);
        break;
      case 'look':
        this.steps.push({ kind: 'look', look: this.lookOf(node) });
        break;
      case 'sequence':
        for (const each of this.backwards ? node.nodes.toReversed() : node.nodes) this.add(each);
        break;
      case 'choice':
        this.addChoice(node.nodes);
        break;
      case 'repeat':
        this.addRepeat(node.node, node.min, node.max);
        break;
    }
  }

  /** A set that is repeated many times is read once. */
  private charStep(node: Node & { kind: 'set' }): CharStep {
    const known = this.charSteps.get(node);
    if (known) return known;
    const step: CharStep = { kind: 'char', accepts: charTester(node) };
    this.charSteps.set(node, step);
    return step;
  }

  private lookOf({ node, negated, behind }: Node & { kind: 'look' }): Look {
    return { steps: compiled(node, !behind, this.budget), negated, behind };
  }

  private addChoice(nodes: readonly Node[]): void {
    const exits: Fork[] = [];
    for (const each of nodes) {
      const fork = this.fork();
      this.add(each);
      exits.push(this.fork());
      fork.second = this.steps.length;
    }
    this.steps.push({ kind: 'assert', what: 'never', letters: 'ascii' });
    for (const exit of exits) this.jump(exit, this.steps.length);
  }

  private addRepeat(node: Node, min: number, max: number): void {
    for (let count = 0; count < min; count += 1) this.add(node);
    if (max === Number.POSITIVE_INFINITY) {
      const start = this.steps.length;
      const fork = this.fork();
      this.add(node);
      this.jump(this.fork(), start);
      fork.second = this.steps.length;
      return;
    }
    const forks: Fork[] = [];
    for (let count = min; count < max; count += 1) {
      forks.push(this.fork());
      this.add(node);
    }
    for (const fork of forks) fork.second = this.steps.length;
  }

  /** Goes on with the next step, and later also elsewhere. */
  private fork(): Fork {
    this.spend();
    const following = this.steps.length + 1;
    const fork: Fork = { kind: 'fork', first: following, second: following };
    this.steps.push(fork);
    return fork;
  }

  private jump(fork: Fork, to: number): void {
    fork.first = to;
    fork.second = to;
  }

  private spend(): void {
    this.budget.left -= 1;
    if (this.budget.left < 0) throw new UnsupportedPattern(`more than ${this.budget.max} steps`);
  }
}

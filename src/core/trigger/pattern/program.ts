/** Turns a pattern into steps that a matcher walks through, all ways at once. */
import { charTester } from './char-test.ts';
import { type Assertion, type Node, UnsupportedPattern } from './nodes.ts';

export type Step =
  | { readonly kind: 'char'; readonly accepts: (code: number) => boolean }
  /** Goes on in two places; a plain jump names one place twice. */
  | { readonly kind: 'fork'; first: number; second: number }
  | { readonly kind: 'assert'; readonly what: Assertion; readonly ascii: boolean }
  | {
      readonly kind: 'look';
      readonly steps: readonly Step[];
      readonly negated: boolean;
      readonly width: number | undefined;
    }
  | { readonly kind: 'match' };

type Fork = Step & { kind: 'fork' };

/** Steps of a whole pattern, counted repeats written out. */
const STEPS_MAX = 20_000;

/** @throws UnsupportedPattern when the pattern has more than `STEPS_MAX` steps. */
export function programOf(node: Node): readonly Step[] {
  return compile(node, { left: STEPS_MAX });
}

function compile(node: Node, budget: { left: number }): readonly Step[] {
  const compiler = new Compiler(budget);
  compiler.add(node);
  compiler.steps.push({ kind: 'match' });
  return compiler.steps;
}

class Compiler {
  readonly steps: Step[] = [];
  private readonly budget: { left: number };

  constructor(budget: { left: number }) {
    this.budget = budget;
  }

  add(node: Node): void {
    this.spend();
    switch (node.kind) {
      case 'set':
        this.steps.push({ kind: 'char', accepts: charTester(node) });
        break;
      case 'assert':
        this.steps.push(node);
        break;
      case 'look':
        this.steps.push({ ...node, steps: compile(node.node, this.budget) });
        break;
      case 'sequence':
        for (const each of node.nodes) this.add(each);
        break;
      case 'choice':
        this.addChoice(node.nodes);
        break;
      case 'repeat':
        this.addRepeat(node.node, node.min, node.max);
        break;
    }
  }

  private addChoice(nodes: readonly Node[]): void {
    const exits: Fork[] = [];
    for (const each of nodes) {
      const fork = this.fork();
      this.add(each);
      exits.push(this.fork());
      fork.second = this.steps.length;
    }
    this.steps.push({ kind: 'assert', what: 'never', ascii: false });
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
    if (this.budget.left < 0) throw new UnsupportedPattern(`patterns of more than ${STEPS_MAX} steps`);
  }
}

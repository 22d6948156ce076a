import type { Expression } from '../model/expression.ts';
import type { FormNode } from './instance.ts';
import { isNodes, oneValue, valueIn } from './node-values.ts';
import type { Result, Scope } from './scope.ts';
import { toBoolean, toInt, toNumber, toText, type Value } from './values.ts';

/** The arguments of one call; each is evaluated when it is asked for, and not before. */
export class Args {
  readonly scope: Scope;
  private readonly expressions: readonly Expression[];

  constructor(expressions: readonly Expression[], scope: Scope) {
    this.expressions = expressions;
    this.scope = scope;
  }

  get count(): number {
    return this.expressions.length;
  }

  result(index: number): Result {
    return this.scope.evaluate(this.expressions[index]!, this.scope);
  }

  value(index: number): Value {
    return oneValue(this.result(index), this.scope);
  }

  text(index: number): string {
    return toText(this.value(index));
  }

  number(index: number): number {
    return toNumber(this.value(index));
  }

  /** Without a fraction. */
  int(index: number): number {
    return toInt(this.value(index));
  }

  boolean(index: number): boolean {
    return toBoolean(this.value(index));
  }

  /** The nodes of an argument that is a path; undefined: it is none. */
  nodes(index: number): readonly FormNode[] | undefined {
    const result = this.result(index);
    return isNodes(result) ? result : undefined;
  }

  /** The values from an argument on; one path as the last argument gives the values of its nodes. */
  values(from: number): readonly Value[] {
    if (this.count !== from + 1) return this.expressions.slice(from).map((_, at) => this.value(from + at));
    const result = this.result(from);
    return isNodes(result) ? result.map((node) => valueIn(node, this.scope)) : [result];
  }
}

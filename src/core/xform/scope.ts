import type { Expression } from '../model/expression.ts';
import type { Instant } from '../model/instant.ts';
import { FormFault } from '../model/survey.ts';
import type { FormNode } from './instance.ts';
import type { Value } from './values.ts';

/** What a form asks of the world while it is filled in. Every answer is the same for the same run. */
export interface FormContext {
  /** The instant of what is happening now. */
  now(): Instant;
  /** The next number of the keyed chance, from 0 up to 1. */
  random(): number;
  /** The case that the form is about. */
  readonly caseId: string | undefined;
  /** undefined: there is no such case. */
  caseWithId(caseId: string): FormCase | undefined;
  /** Who fills in the form, as the session of CommCare names them. */
  readonly user: { readonly id: string; readonly name: string; readonly data: ReadonlyMap<string, string> };
}

/** A case as `instance('casedb')` shows it. */
export interface FormCase {
  readonly caseId: string;
  readonly type: string;
  readonly name: string;
  readonly ownerId: string;
  readonly isClosed: boolean;
  readonly properties: ReadonlyMap<string, string>;
  /** Index name → case id. */
  readonly indices: ReadonlyMap<string, string>;
}

/** What the expressions of one form may reach. */
export interface Sources {
  /** The document of the form's own instance: the root is its child. */
  readonly document: FormNode;
  /** The document of another instance; undefined: there is none of that id. */
  instance(id: string): FormNode | undefined;
  caseNode(caseId: string): FormNode | undefined;
  readonly context: FormContext;
}

/** What an expression gives: a value, or the nodes a path leads to. */
export type Result = Value | readonly FormNode[];

/** Where an expression stands. */
export interface Scope {
  /** Evaluates what stands inside another expression. */
  readonly evaluate: (expression: Expression, scope: Scope) => Result;
  readonly sources: Sources;
  readonly work: Work;
  /** What relative paths begin at. */
  readonly node: FormNode;
  /** What `current()` is. */
  readonly current: FormNode;
  /** From 1, inside a predicate. */
  readonly position?: number;
  /** In a constraint: the answer that is to be checked, read where the node's own value would be. */
  readonly candidate?: { readonly value: Value };
}

/** Steps of one answer or one start of a form; beyond it the form is given up. */
const STEPS_MAX = 1_000_000;

/** Counts what expressions do, so that none can hold up a run. */
export class Work {
  private steps = 0;

  /** @throws FormFault when the form has taken more than its steps. */
  step(count = 1): void {
    this.steps += count;
    if (this.steps > STEPS_MAX) {
      throw new FormFault(`the form's expressions take more than ${STEPS_MAX} steps`);
    }
  }
}

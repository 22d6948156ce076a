import type { BinaryOperator, Expression, NodePath, PathStart, PathStep } from '../core/model/expression.ts';
import { functions, unsupportedFunctions } from '../core/xform/functions.ts';
import { type ParsedPath, type ParsedStep, type XPathLibrary, xpathLibrary } from './xpath-library.ts';

/** Why an expression cannot be used. */
export interface ExpressionProblem {
  readonly found: string;
  readonly wanted: string;
  readonly hint?: string;
}

const LENGTH_MAX = 20_000;
const DEPTH_MAX = 400;
const NAME = /^[\p{L}_][\p{L}\p{N}\p{M}_.-]*$/u;

/** Why a function cannot be called with so many arguments; undefined: it can. */
export type CallProblem = (name: string, args: number) => ExpressionProblem | undefined;

/** An XPath expression as plain data, or why it is none. By default the functions are those of forms. */
export function parseExpression(
  text: string,
  callProblem: CallProblem = formCallProblem,
): { readonly expression: Expression } | { readonly problem: ExpressionProblem } {
  try {
    return { expression: new Reader(xpathLibrary(), callProblem).read(text) };
  } catch (error) {
    if (error instanceof Unusable) return { problem: error.problem };
    throw error;
  }
}

class Unusable extends Error {
  readonly problem: ExpressionProblem;

  constructor(found: string, wanted: string, hint?: string) {
    super(found);
    this.problem = { found, wanted, ...(hint === undefined ? {} : { hint }) };
  }
}

class Reader {
  private readonly xpath: XPathLibrary;
  private readonly operators: ReadonlyArray<readonly [XPathLibrary['OrOperation'], BinaryOperator]>;
  private readonly callProblem: CallProblem;
  private depth = 0;

  constructor(xpath: XPathLibrary, callProblem: CallProblem) {
    this.xpath = xpath;
    this.callProblem = callProblem;
    this.operators = [
      [xpath.OrOperation, 'or'],
      [xpath.AndOperation, 'and'],
      [xpath.EqualsOperation, '='],
      [xpath.NotEqualOperation, '!='],
      [xpath.LessThanOperation, '<'],
      [xpath.LessThanOrEqualOperation, '<='],
      [xpath.GreaterThanOperation, '>'],
      [xpath.GreaterThanOrEqualOperation, '>='],
      [xpath.PlusOperation, '+'],
      [xpath.MinusOperation, '-'],
      [xpath.MultiplyOperation, '*'],
      [xpath.DivOperation, 'div'],
      [xpath.ModOperation, 'mod'],
    ];
  }

  read(text: string): Expression {
    if (text.length > LENGTH_MAX) {
      throw new Unusable(`an expression of ${text.length} characters`, `at most ${LENGTH_MAX}`);
    }
    return this.expression(this.parsed(text));
  }

  private parsed(text: string): object {
    try {
      return this.xpath.parse(text).expression.expression;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Unusable('an expression that is no XPath', 'an XPath expression', why);
    }
  }

  private expression(node: object): Expression {
    this.depth += 1;
    if (this.depth > DEPTH_MAX) {
      throw new Unusable(`an expression more than ${DEPTH_MAX} levels deep`, 'a flatter one');
    }
    const read = this.anyExpression(node);
    this.depth -= 1;
    return read;
  }

  private anyExpression(node: object): Expression {
    const { xpath } = this;
    if (node instanceof xpath.PathExpr) return this.pathExpression(node);
    if (node instanceof xpath.FunctionCall) return this.call(node.functionName, node.arguments);
    if (node instanceof xpath.XString) return { kind: 'text', value: node.str };
    if (node instanceof xpath.XNumber) return { kind: 'number', value: node.num };
    if (node instanceof xpath.UnaryMinusOperation) {
      return { kind: 'negative', operand: this.expression(node.rhs) };
    }
    for (const [operation, operator] of this.operators) {
      if (!(node instanceof operation)) continue;
      return {
        kind: 'binary',
        operator,
        left: this.expression(node.lhs),
        right: this.expression(node.rhs),
      };
    }
    throw new Unusable('a union or a variable', 'paths, functions and operators');
  }

  private pathExpression(node: InstanceType<XPathLibrary['PathExpr']>): Expression {
    const { filter, filterPredicates = [], locationPath } = node;
    if (filter === undefined) return { kind: 'path', path: this.location(locationPath!) };
    if (filterPredicates.length > 0) {
      throw new Unusable(
        'a condition behind an expression in brackets',
        'a condition behind a step of a path',
      );
    }
    const start = this.startFrom(filter);
    const steps = (locationPath?.steps ?? []).map((step) => this.step(step));
    if (start !== undefined) return { kind: 'path', path: { from: start, steps } };
    if (steps.length > 0) throw new Unusable('a path behind a function', 'instance(…)/… or current()/…');
    return this.expression(filter);
  }

  /** `current()` and `instance('id')`, where paths begin. */
  private startFrom(filter: object): PathStart | undefined {
    const { FunctionCall, PathExpr, XString } = this.xpath;
    if (!(filter instanceof FunctionCall)) return undefined;
    const [first, ...others] = filter.arguments;
    if (filter.functionName === 'current' && first === undefined) return 'current';
    if (filter.functionName !== 'instance') return undefined;
    const id = first instanceof PathExpr ? first.filter : first;
    if (id instanceof XString && others.length === 0) return { instance: id.str };
    throw new Unusable('instance() without a name', "instance('id')");
  }

  private location({ absolute, steps }: ParsedPath): NodePath {
    return { from: absolute ? 'root' : 'context', steps: steps.map((step) => this.step(step)) };
  }

  private step({ axis, nodeTest, predicates }: ParsedStep): PathStep {
    const read = predicates.map((predicate) => this.expression(predicate));
    const { ATTRIBUTE, CHILD, PARENT, SELF } = this.xpath.Step;
    if (axis === SELF && nodeTest.localName === undefined)
      return { axis: 'self', name: '', predicates: read };
    if (axis === PARENT && nodeTest.localName === undefined) {
      return { axis: 'parent', name: '', predicates: read };
    }
    if (axis !== CHILD && axis !== ATTRIBUTE) {
      throw new Unusable('a step other than child, @attribute, . and ..', 'a path like /data/group/question');
    }
    return { axis: axis === CHILD ? 'child' : 'attribute', name: this.nameIn(nodeTest), predicates: read };
  }

  /** Without its prefix, as JavaRosa compares names. */
  private nameIn(test: ParsedStep['nodeTest']): string {
    if (test === this.xpath.NodeTest.nameTestAny) return '*';
    if (test.localName !== undefined && NAME.test(test.localName)) return test.localName;
    throw new Unusable('a step that is no name', 'a path like /data/group/question');
  }

  private call(name: string, args: readonly object[]): Expression {
    const problem = this.callProblem(name, args.length);
    if (problem !== undefined) throw new Unusable(problem.found, problem.wanted, problem.hint);
    return { kind: 'call', name, args: args.map((arg) => this.expression(arg)) };
  }
}

function formCallProblem(name: string, args: number): ExpressionProblem | undefined {
  if (unsupportedFunctions.has(name)) {
    return {
      found: `the function ${name}()`,
      wanted: 'a form without it',
      hint: 'drysend does not evaluate it',
    };
  }
  const known = functions.get(name);
  if (!known) {
    const hint = nearest(name);
    const problem = { found: `the unknown function ${name}()`, wanted: 'a function of CommCare' };
    return hint === undefined ? problem : { ...problem, hint };
  }
  const [min, max] = known.args;
  if (args >= min && args <= max) return undefined;
  const wanted = min === max ? `${min}` : `${min} or more`;
  return { found: `${name}() with ${args} arguments`, wanted: `${name}() with ${wanted}` };
}

/** A function whose name differs by its letter case or its dashes only. */
function nearest(name: string): string | undefined {
  const plain = (text: string): string => text.replaceAll(/[^a-z]/gi, '').toLowerCase();
  const like = [...functions.keys()].find((known) => plain(known) === plain(name));
  return like === undefined ? undefined : `did you mean ${like}()?`;
}

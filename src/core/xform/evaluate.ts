import type { BinaryOperator, Expression } from '../model/expression.ts';
import { bounded, FormFault } from '../model/survey.ts';
import { Args } from './function-args.ts';
import { functions } from './functions.ts';
import { oneValue } from './node-values.ts';
import { nodesOf } from './paths.ts';
import type { Result, Scope } from './scope.ts';
import { areEqual, toBoolean, toNumber, type Value } from './values.ts';

/**
 * An expression's result, by JavaRosa's rules.
 * @throws FormFault when it has none, or takes too many steps.
 */
export function evaluate(expression: Expression, scope: Scope): Result {
  scope.work.step();
  switch (expression.kind) {
    case 'number':
    case 'text':
      return expression.value;
    case 'path':
      return nodesOf(expression.path, scope);
    case 'negative':
      return -toNumber(valueAt(expression.operand, scope));
    case 'binary':
      return binary(expression, scope);
    case 'call':
      return call(expression.name, expression.args, scope);
  }
}

/** The one value of an expression. */
export const valueAt = (expression: Expression, scope: Scope): Value =>
  oneValue(evaluate(expression, scope), scope);

function call(name: string, args: readonly Expression[], scope: Scope): Result {
  const known = functions.get(name);
  if (!known) throw new FormFault(`there is no function ${name}()`);
  const result = known.apply(new Args(args, scope));
  if (typeof result === 'string') scope.work.step(Math.ceil(result.length / 100));
  return typeof result === 'string' ? bounded(result) : result;
}

function binary({ operator, left, right }: Expression & { kind: 'binary' }, scope: Scope): Value {
  if (operator === 'or' || operator === 'and') {
    const first = toBoolean(valueAt(left, scope));
    return first === (operator === 'or') ? first : toBoolean(valueAt(right, scope));
  }
  const [a, b] = [valueAt(left, scope), valueAt(right, scope)];
  if (operator === '=') return areEqual(a, b);
  return operator === '!=' ? !areEqual(a, b) : ofNumbers(operator, toNumber(a), toNumber(b));
}

function ofNumbers(
  operator: Exclude<BinaryOperator, 'or' | 'and' | '=' | '!='>,
  a: number,
  b: number,
): Value {
  switch (operator) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case 'div':
      return a / b;
    case 'mod':
      return a % b;
  }
}

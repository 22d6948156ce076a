import { FormFault } from '../model/survey.ts';
import type { FormNode } from './instance.ts';
import type { Result, Scope } from './scope.ts';
import type { Value } from './values.ts';

/** What a node holds, as an expression reads it; empty nodes are empty texts. */
export function valueIn(node: FormNode, scope: Scope): Value {
  if (scope.candidate && node === scope.current) return scope.candidate.value;
  return node.value ?? '';
}

/**
 * One value of a result.
 * @throws FormFault for several nodes, as JavaRosa does.
 */
export function oneValue(result: Result, scope: Scope): Value {
  if (!isNodes(result)) return result;
  if (result.length > 1) {
    throw new FormFault(`${result[0]!.path} leads to ${result.length} nodes where one value is wanted`);
  }
  return result.length === 0 ? '' : valueIn(result[0]!, scope);
}

export const isNodes = (result: Result): result is readonly FormNode[] => Array.isArray(result);

import type { Expression, NodePath, PathStep } from '../model/expression.ts';
import { FormFault } from '../model/survey.ts';
import { attributeNamed, childrenNamed, type FormNode, isRelevant, lineOf } from './instance.ts';
import { oneValue } from './node-values.ts';
import type { Scope } from './scope.ts';
import { toBoolean, toText } from './values.ts';

/** The nodes a path leads to, hidden ones left out, in document order. */
export function nodesOf(path: NodePath, scope: Scope): readonly FormNode[] {
  const cases = caseOf(path, scope);
  if (cases) return follow(cases.nodes, path.steps.slice(cases.stepsUsed), scope).filter(isRelevant);
  const { nodes, steps, bound } = startOf(path, scope);
  return follow(nodes, steps, scope, bound).filter(isRelevant);
}

interface Start {
  readonly nodes: readonly FormNode[];
  readonly steps: readonly PathStep[];
  /** The nodes down to the context: an absolute path stays within their repeats. */
  readonly bound?: readonly FormNode[];
}

function startOf({ from, steps }: NodePath, scope: Scope): Start {
  switch (from) {
    case 'context':
      return { nodes: [scope.node], steps };
    case 'current':
      return { nodes: [scope.current], steps };
    case 'root':
      return { nodes: [scope.sources.document], steps, bound: boundOf(scope) };
    default:
      return { nodes: tableNamed(from.instance, scope), steps };
  }
}

/** From the root down to the context; nothing when the context stands in another instance. */
function boundOf({ node, sources }: Scope): readonly FormNode[] {
  const line = lineOf(node);
  return line[0] === sources.document.children[0] ? line : [];
}

function tableNamed(id: string, { sources }: Scope): readonly FormNode[] {
  const document = sources.instance(id);
  if (!document) throw new FormFault(`there is no instance "${id}"`);
  return [document];
}

/**
 * Steps on. Where a step without conditions names the node that leads to the context, it is that node: an
 * expression inside a repeat means its own repetition.
 */
function follow(
  nodes: readonly FormNode[],
  steps: readonly PathStep[],
  scope: Scope,
  bound: readonly FormNode[] = [],
): readonly FormNode[] {
  let current = nodes;
  let isBound = true;
  for (const [depth, step] of steps.entries()) {
    const own: FormNode | undefined = isBound ? bound[depth] : undefined;
    isBound = own?.name === step.name && step.axis === 'child' && step.predicates.length === 0;
    if (own && isBound) {
      scope.work.step();
      current = [own];
    } else current = current.flatMap((node) => stepFrom(node, step, scope));
  }
  return current;
}

function stepFrom(node: FormNode, step: PathStep, scope: Scope): readonly FormNode[] {
  const found = onAxis(node, step);
  scope.work.step(1 + found.length);
  return step.predicates.reduce(
    (left, predicate) =>
      left.filter((each, index) => {
        const value = oneValue(
          scope.evaluate(predicate, { ...scope, node: each, position: index + 1 }),
          scope,
        );
        return typeof value === 'number' ? value === index + 1 : toBoolean(value);
      }),
    found,
  );
}

function onAxis(node: FormNode, { axis, name }: PathStep): readonly FormNode[] {
  switch (axis) {
    case 'self':
      return [node];
    case 'parent':
      return node.parent ? [node.parent] : [];
    case 'attribute':
      return name === '*' ? node.attributes : present(attributeNamed(node, name));
    case 'child':
      return name === '*' ? node.children : childrenNamed(node, name);
  }
}

const present = (node: FormNode | undefined): readonly FormNode[] => (node ? [node] : []);

/** `instance('casedb')/casedb/case[@case_id = …]` is looked up, not searched; the loader refuses other ways. */
function caseOf(
  { from, steps }: NodePath,
  scope: Scope,
): { readonly nodes: readonly FormNode[]; readonly stepsUsed: number } | undefined {
  if (typeof from === 'string' || from.instance !== 'casedb') return undefined;
  const wanted = caseIdIn(steps[1]);
  if (!wanted) throw new FormFault('a case is looked up by @case_id only');
  scope.work.step();
  const caseId = toText(oneValue(scope.evaluate(wanted, scope), scope));
  return { nodes: present(scope.sources.caseNode(caseId)), stepsUsed: 2 };
}

/** What `@case_id` must equal; undefined: the step asks for something else. */
export function caseIdIn(step: PathStep | undefined): Expression | undefined {
  const [predicate, ...others] = step?.predicates ?? [];
  if (others.length > 0 || predicate?.kind !== 'binary' || predicate.operator !== '=') return undefined;
  const { left, right } = predicate;
  if (isCaseId(left)) return right;
  return isCaseId(right) ? left : undefined;
}

function isCaseId(expression: Expression): boolean {
  if (expression.kind !== 'path' || expression.path.from !== 'context') return false;
  const [step, ...others] = expression.path.steps;
  return others.length === 0 && step?.axis === 'attribute' && step.name === 'case_id';
}

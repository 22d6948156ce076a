import type { Expression, NodePath, PathStep } from '../core/model/expression.ts';
import type { NodeTemplate } from '../core/model/xform.ts';
import { caseIdIn } from '../core/xform/paths.ts';
import { SESSION_INSTANCES } from '../core/xform/session-instances.ts';

/** A node of the form's instances, and the one above it. */
export interface Placed {
  readonly template: NodeTemplate;
  readonly above: Placed | undefined;
  /** It belongs to the form's own instance, which changes. */
  readonly isMain: boolean;
}

/** What an expression reads, and what it asks for that is not there. */
export interface Reads {
  readonly paths: Set<string>;
  readonly missing: Set<string>;
}

/** Nodes that the expressions of one form may read in all; a form of Vellum's reads some thousand. */
const READS_MAX = 300_000;

/** All instances of a form, to see where paths lead before anybody answers. */
export class References {
  private readonly root: Placed;
  private readonly tables: ReadonlyMap<string, Placed>;
  private readonly byPath = new Map<string, Placed>();
  private readonly children = new WeakMap<NodeTemplate, ReadonlyMap<string, readonly NodeTemplate[]>>();
  private reads = 0;

  constructor(instance: NodeTemplate, tables: ReadonlyMap<string, NodeTemplate>) {
    this.root = this.placed(instance, undefined, true);
    this.tables = new Map([...tables].map(([id, table]) => [id, this.placed(table, undefined, false)]));
    this.remember(this.root);
  }

  /** A node of the form's own instance. */
  at(path: string): Placed | undefined {
    return this.byPath.get(path);
  }

  /** What an expression that stands at a node reads. */
  readsOf(expression: Expression, node: Placed): Reads {
    const reads: Reads = { paths: new Set(), missing: new Set() };
    this.visit(expression, [node], node, reads);
    return reads;
  }

  /** The nodes of the form's own instance a path without conditions leads to. */
  resolve(path: NodePath, node: Placed): readonly Placed[] {
    const reads: Reads = { paths: new Set(), missing: new Set() };
    return this.follow(path, [node], node, reads) ?? [];
  }

  private visit(
    expression: Expression,
    nodes: readonly Placed[] | undefined,
    current: Placed,
    reads: Reads,
  ): void {
    switch (expression.kind) {
      case 'number':
      case 'text':
        return;
      case 'negative':
        return this.visit(expression.operand, nodes, current, reads);
      case 'binary':
        this.visit(expression.left, nodes, current, reads);
        return this.visit(expression.right, nodes, current, reads);
      case 'call':
        for (const arg of expression.args) this.visit(arg, nodes, current, reads);
        return;
      case 'path':
        for (const { template, isMain } of this.follow(expression.path, nodes, current, reads) ?? []) {
          if (isMain) reads.paths.add(template.path);
        }
    }
  }

  /** undefined: outside of the form, in cases and the session. */
  private follow(
    path: NodePath,
    nodes: readonly Placed[] | undefined,
    current: Placed,
    reads: Reads,
  ): readonly Placed[] | undefined {
    let at = this.startOf(path, nodes, current, reads);
    const isCases = typeof path.from === 'object' && path.from.instance === 'casedb';
    if (isCases && path.steps.length > 0 && !caseIdIn(path.steps[1])) {
      reads.missing.add("cases by anything but instance('casedb')/casedb/case[@case_id = …]");
    }
    for (const step of path.steps) {
      at = at && this.stepFrom(at, step, path, reads);
      for (const predicate of step.predicates) this.visit(predicate, at, current, reads);
    }
    return at;
  }

  private startOf(
    { from }: NodePath,
    nodes: readonly Placed[] | undefined,
    current: Placed,
    reads: Reads,
  ): readonly Placed[] | undefined {
    if (from === 'context') return nodes;
    if (from === 'current') return [current];
    if (from === 'root') return [aboveOf(this.root)];
    const table = this.tables.get(from.instance);
    if (!table && !SESSION_INSTANCES.has(from.instance)) reads.missing.add(`the instance "${from.instance}"`);
    return table && [aboveOf(table)];
  }

  private stepFrom(
    nodes: readonly Placed[],
    step: PathStep,
    path: NodePath,
    reads: Reads,
  ): readonly Placed[] | undefined {
    const found = nodes.flatMap((node) => this.onAxis(node, step));
    this.reads += 1 + found.length;
    if (this.reads > READS_MAX) {
      reads.missing.add(`expressions that read more than ${READS_MAX} nodes`);
      return undefined;
    }
    if (found.length > 0) return found;
    reads.missing.add(`the node ${textOf(path)}`);
    return undefined;
  }

  private onAxis(node: Placed, { axis, name }: PathStep): readonly Placed[] {
    const { template, above, isMain } = node;
    const fits = (one: NodeTemplate): boolean => name === '*' || one.name === name;
    switch (axis) {
      case 'self':
        return [node];
      case 'parent':
        return above ? [above] : [];
      case 'attribute':
        return template.attributes.filter(fits).map((one) => this.placed(one, node, isMain));
      case 'child':
        return this.childrenOf(template, name).map((one) => this.placed(one, node, isMain));
    }
  }

  /** One for each name: the repetitions that stand in a form are alike. */
  private childrenOf(template: NodeTemplate, name: string): readonly NodeTemplate[] {
    const known = this.children.get(template) ?? byName(template.children);
    this.children.set(template, known);
    return known.get(name) ?? [];
  }

  private placed(template: NodeTemplate, above: Placed | undefined, isMain: boolean): Placed {
    return { template, above, isMain };
  }

  private remember(node: Placed): void {
    const { template } = node;
    this.byPath.set(template.path, node);
    for (const one of template.attributes) this.byPath.set(one.path, this.placed(one, node, true));
    for (const one of template.children) this.remember(this.placed(one, node, true));
  }
}

/** Children by name, all of them under `*`; a repeat's pattern stands for its repetitions. */
function byName(children: readonly NodeTemplate[]): ReadonlyMap<string, readonly NodeTemplate[]> {
  const first = new Map<string, NodeTemplate>();
  for (const child of children) if (!first.has(child.name) || child.isPattern) first.set(child.name, child);
  const named = new Map<string, readonly NodeTemplate[]>([['*', [...first.values()]]]);
  for (const [name, child] of first) named.set(name, [child]);
  return named;
}

/** The document, whose only child is the root. */
function aboveOf(root: Placed): Placed {
  const template = {
    name: '',
    path: '',
    attributes: [],
    children: [root.template],
    text: '',
    isPattern: false,
  };
  return { template, above: undefined, isMain: root.isMain };
}

/** A path as it is written, without its conditions. */
function textOf({ from, steps }: NodePath): string {
  const names = steps.map(({ axis, name }) =>
    axis === 'parent' ? '..' : axis === 'self' ? '.' : axis === 'attribute' ? `@${name}` : name,
  );
  const start =
    from === 'root'
      ? '/'
      : from === 'context'
        ? ''
        : from === 'current'
          ? 'current()/'
          : `instance('${from.instance}')/`;
  return `${start}${names.join('/')}`;
}

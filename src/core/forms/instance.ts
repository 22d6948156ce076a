import type { NodeTemplate } from './form.ts';
import { FormError } from './form-error.ts';
import type { Value } from './values.ts';

/** A node of a form while it is filled in, or of another instance that its expressions read. */
export interface FormNode {
  /** Local name; attributes have theirs without `@`. */
  readonly name: string;
  /** The path of its template: without positions, attributes with `@`. */
  readonly path: string;
  readonly parent: FormNode | undefined;
  readonly attributes: FormNode[];
  readonly children: FormNode[];
  /** undefined: empty. */
  value: Value | undefined;
  /** What its own condition says; it is hidden too when a node above is. */
  isShown: boolean;
}

/** Nodes that one form may come to hold, repeats included. */
const NODES_MAX = 20_000;

/** Makes the nodes of one run of a form, and counts them. */
export class NodeMaker {
  private made = 0;

  /** The nodes of a template, each with its text as value. */
  grow(template: NodeTemplate, parent: FormNode | undefined): FormNode {
    this.made += 1;
    if (this.made > NODES_MAX) throw new FormError(`the form comes to more than ${NODES_MAX} nodes`);
    const { name, path, text } = template;
    const node = aNode(name, path, parent, text === '' ? undefined : text);
    for (const each of template.attributes) node.attributes.push(this.grow(each, node));
    for (const each of template.children) if (!each.isPattern) node.children.push(this.grow(each, node));
    return node;
  }
}

/** A node without attributes and children. */
export function aNode(name: string, path: string, parent: FormNode | undefined, value?: Value): FormNode {
  return { name, path, parent, attributes: [], children: [], value, isShown: true };
}

/** Whether neither the node nor one above it is hidden. */
export function isRelevant(node: FormNode): boolean {
  for (let at: FormNode | undefined = node; at !== undefined; at = at.parent) if (!at.isShown) return false;
  return true;
}

export const childNamed = (node: FormNode, name: string): FormNode | undefined =>
  node.children.find((child) => child.name === name);

export const attributeNamed = (node: FormNode, name: string): FormNode | undefined =>
  node.attributes.find((attribute) => attribute.name === name);

/** How many nodes of the same name stand before it, as XForms count from 0. */
export function positionOf(node: FormNode): number {
  const siblings = node.parent?.children.filter(({ name }) => name === node.name) ?? [];
  return Math.max(0, siblings.indexOf(node));
}

/** The nodes from the top down to this one. */
export function lineOf(node: FormNode): readonly FormNode[] {
  const line: FormNode[] = [];
  for (let at: FormNode | undefined = node; at !== undefined; at = at.parent) line.unshift(at);
  return line;
}

/** Every node of a path, in document order. */
export function nodesAt(root: FormNode, path: string): readonly FormNode[] {
  if (root.path === path) return [root];
  const found: FormNode[] = [];
  const visit = (node: FormNode): void => {
    for (const attribute of node.attributes) if (attribute.path === path) found.push(attribute);
    for (const child of node.children) {
      if (child.path === path) found.push(child);
      else if (path.startsWith(`${child.path}/`)) visit(child);
    }
  };
  visit(root);
  return found;
}

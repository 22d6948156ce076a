import { FormFault } from '../model/survey.ts';
import type { NodeTemplate } from '../model/xform.ts';
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
  /** The children by name: forms of a thousand questions keep them side by side. */
  named: Map<string, FormNode[]> | undefined;
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
    if (this.made > NODES_MAX) throw new FormFault(`the form comes to more than ${NODES_MAX} nodes`);
    const { name, path, text } = template;
    const node = aNode(name, path, parent, text === '' ? undefined : text);
    for (const each of template.attributes) node.attributes.push(this.grow(each, node));
    for (const each of template.children) if (!each.isPattern) addChild(node, this.grow(each, node));
    return node;
  }
}

/** A node without attributes and children. */
export function aNode(name: string, path: string, parent: FormNode | undefined, value?: Value): FormNode {
  return { name, path, parent, attributes: [], children: [], named: undefined, value, isShown: true };
}

/** What stands above a root, so that paths may begin with its name. */
export function documentOf(root: FormNode): FormNode {
  const document = aNode('', '', undefined);
  addChild(document, root);
  return document;
}

/** Puts a child behind those of its name, or behind all. */
export function addChild(parent: FormNode, child: FormNode): void {
  parent.named ??= new Map();
  const alike = parent.named.get(child.name);
  const at = alike ? parent.children.indexOf(alike.at(-1)!) + 1 : parent.children.length;
  if (at === parent.children.length) parent.children.push(child);
  else parent.children.splice(at, 0, child);
  if (alike) alike.push(child);
  else parent.named.set(child.name, [child]);
}

/** Whether neither the node nor one above it is hidden. */
export function isRelevant(node: FormNode): boolean {
  for (let at: FormNode | undefined = node; at !== undefined; at = at.parent) if (!at.isShown) return false;
  return true;
}

export const childrenNamed = (node: FormNode, name: string): readonly FormNode[] =>
  node.named?.get(name) ?? none;

export const childNamed = (node: FormNode, name: string): FormNode | undefined =>
  childrenNamed(node, name)[0];

export const attributeNamed = (node: FormNode, name: string): FormNode | undefined =>
  node.attributes.find((attribute) => attribute.name === name);

/** How many nodes of the same name stand before it, as XForms count from 0. */
export const positionOf = (node: FormNode): number =>
  node.parent ? Math.max(0, childrenNamed(node.parent, node.name).indexOf(node)) : 0;

/** The nodes from the top down to this one. */
export function lineOf(node: FormNode): readonly FormNode[] {
  const line: FormNode[] = [];
  for (let at: FormNode | undefined = node; at !== undefined; at = at.parent) line.push(at);
  return line.reverse();
}

/** Every node of a path in or below a node, in document order. */
export function nodesAt(node: FormNode, path: string): readonly FormNode[] {
  if (node.path === path) return [node];
  if (!path.startsWith(`${node.path}/`)) return none;
  return path
    .slice(node.path.length + 1)
    .split('/')
    .reduce<readonly FormNode[]>((nodes, name) => nodes.flatMap((each) => stepTo(each, name)), [node]);
}

function stepTo(node: FormNode, name: string): readonly FormNode[] {
  if (!name.startsWith('@')) return childrenNamed(node, name);
  const attribute = attributeNamed(node, name.slice(1));
  return attribute ? [attribute] : none;
}

const none: readonly FormNode[] = [];

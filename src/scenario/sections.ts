/**
 * The sections of a scenario: the maps in them, what each is made into, and what the timeline's edits make of
 * them.
 */
import type { MapNode, Node } from './node.ts';
import type { ParseContext } from './parse-context.ts';
import { quoted } from './problem.ts';

/** What the timeline may edit, as it is written so far: each edit is laid over it. */
export interface EditedDefinitions {
  readonly alerts: Map<string, MapNode>;
  readonly broadcasts: Map<string, MapNode>;
  readonly updateRules: Map<string, MapNode>;
  readonly users: Map<string, MapNode>;
  readonly webUsers: Map<string, MapNode>;
  readonly groups: Map<string, MapNode>;
  readonly caseGroups: Map<string, MapNode>;
  readonly locations: Map<string, MapNode>;
  /** By name; those of other projects as `project/name`. */
  readonly gateways: Map<string, { readonly node: MapNode; readonly project: string }>;
  /** When each case is registered by an import. */
  readonly registeredAt: Map<string, number>;
}

/** The maps among the values of a node, by key. */
export function mapsIn(node: Node | undefined): Map<string, MapNode> {
  const found = new Map<string, MapNode>();
  if (node?.kind !== 'map') return found;
  for (const [name, { value }] of node.entries) {
    if (value.kind === 'map') found.set(name, value);
    else if (value.kind === 'text' && value.text === '')
      found.set(name, { ...value, kind: 'map', entries: new Map() });
  }
  return found;
}

/** Lays an edit over what is there: keys given replace, `none` removes, rivals give way to each other. */
export function mergeEdit(
  base: MapNode,
  edit: MapNode,
  known: Readonly<Record<string, unknown>>,
  rivals: readonly ReadonlySet<string>[],
): MapNode {
  const entries = new Map(base.entries);
  for (const [name, entry] of edit.entries) {
    const isNone = entry.value.kind === 'text' && entry.value.text === 'none';
    if (isNone && Object.hasOwn(known, name)) {
      entries.delete(name);
      continue;
    }
    const group = rivals.find((one) => one.has(name));
    for (const rival of group ?? []) if (!edit.entries.has(rival)) entries.delete(rival);
    entries.set(name, entry);
  }
  return { ...base, entries };
}

/** The maps of a section, after telling what is no map. */
export function section(node: Node | undefined, context: ParseContext): Map<string, MapNode> {
  const maps = mapsIn(node);
  if (node === undefined || (node.kind === 'text' && node.text === '')) return maps;
  if (node.kind !== 'map') context.unwanted(node, 'a map of name: {…}');
  else
    for (const [name, { key, value }] of node.entries)
      if (name.trim() === '') context.problem(key, 'an empty key', 'a name');
      else if (!maps.has(name)) context.unwanted(value, `a map of what ${quoted(name)} is`);
  return maps;
}

/** What each map of a section is made into, in file order. */
export function all<T>(
  node: Node | undefined,
  make: (node: MapNode) => T | undefined,
  context: ParseContext,
): T[] {
  return [...section(node, context).values()].flatMap((one) => make(one) ?? []);
}

/** The same by key. */
export function byKey<T extends { readonly key: string }>(
  node: Node | undefined,
  make: (node: MapNode) => T | undefined,
  context: ParseContext,
): ReadonlyMap<string, T> {
  return new Map(all(node, make, context).map((one) => [one.key, one]));
}

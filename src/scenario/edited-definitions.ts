import type { MapNode, Node } from './node.ts';

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

import { mapsIn } from './edited-definitions.ts';
import type { MapNode, Node } from './node.ts';
import type { ParseContext } from './parse-context.ts';
import { quoted } from './problem.ts';

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

import type { MapNode, Node } from './node.ts';
import { quoted } from './problem.ts';
import type { Reading } from './reading.ts';
import { mapsIn } from './stage.ts';

/** The maps of a section, after telling what is no map. */
export function section(node: Node | undefined, reading: Reading): Map<string, MapNode> {
  const maps = mapsIn(node);
  if (node === undefined || (node.kind === 'text' && node.text === '')) return maps;
  if (node.kind !== 'map') reading.unwanted(node, 'a map of name: {…}');
  else
    for (const [name, { key, value }] of node.entries)
      if (name.trim() === '') reading.problem(key, 'an empty key', 'a name');
      else if (!maps.has(name)) reading.unwanted(value, `a map of what ${quoted(name)} is`);
  return maps;
}

/** What each map of a section is made into, in file order. */
export function all<T>(
  node: Node | undefined,
  make: (node: MapNode) => T | undefined,
  reading: Reading,
): T[] {
  return [...section(node, reading).values()].flatMap((one) => make(one) ?? []);
}

/** The same by key. */
export function byKey<T extends { readonly key: string }>(
  node: Node | undefined,
  make: (node: MapNode) => T | undefined,
  reading: Reading,
): ReadonlyMap<string, T> {
  return new Map(all(node, make, reading).map((one) => [one.key, one]));
}

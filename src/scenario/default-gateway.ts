import type { Routing } from '../core/model/gateway.ts';
import type { MapNode, Node } from './node.ts';

/** The parts of a scenario that may name the project's default gateway. */
interface Told {
  readonly node: MapNode;
  readonly project?: Node;
  readonly routing?: Node;
}

/** A routing with another project-wide default. */
export function defaultLaid(routing: Routing, gateway: string | undefined): Routing {
  return gateway === undefined
    ? routing
    : { ...routing, project: new Map([...routing.project, ['*', gateway]]) };
}

/** `default_gateway` is the project's `*`; of the two, the one further down the file wins. */
export function withDefault(routing: Routing, scenario: Told): Routing {
  const told = entryIn(scenario.project, 'default_gateway');
  if (told?.kind !== 'text') return routing;
  const mapped = entryIn(entryIn(scenario.routing, 'project'), '*');
  return mapped !== undefined && isLater(mapped, told, scenario.node)
    ? routing
    : defaultLaid(routing, told.text.trim());
}

function entryIn(node: Node | undefined, name: string): Node | undefined {
  return node?.kind === 'map' ? node.entries.get(name)?.value : undefined;
}

function isLater(one: Node, other: Node, root: MapNode): boolean {
  if (one.place.origin.file === other.place.origin.file) return one.place.start > other.place.start;
  return one.place.origin.file === root.place.origin.file;
}

/** Where the parts of a scenario stand in its files. */
import type { SourceLocation } from '../core/model/expectation.ts';
import type { MapNode, Node } from '../scenario/node.ts';
import { sourceOf } from '../scenario/parse-context.ts';

export type Step = string | number;

/** Finds places in one scenario. */
export interface Places {
  /** The key or item at the end of these steps, or the last one that is there. */
  find(...steps: readonly Step[]): SourceLocation;
  /** The node at the end; undefined: there is none. */
  node(...steps: readonly Step[]): Node | undefined;
}

export function placesIn(root: MapNode): Places {
  return {
    find(...steps) {
      let node: Node = root;
      let place = sourceOf(root);
      for (const step of steps) {
        const next = inside(node, step);
        if (!next) break;
        place = next.place;
        node = next.node;
      }
      return place;
    },
    node(...steps) {
      let node: Node | undefined = root;
      for (const step of steps) node = node && inside(node, step)?.node;
      return node;
    },
  };
}

/** A key stands for its value: the value of a block begins a line below. */
function inside(node: Node, step: Step): { node: Node; place: SourceLocation } | undefined {
  if (node.kind === 'list') {
    const item = typeof step === 'number' ? node.items[step] : undefined;
    return item && { node: item, place: sourceOf(item) };
  }
  const entry = node.kind === 'map' ? node.entries.get(String(step)) : undefined;
  return entry && { node: entry.value, place: sourceOf(entry.key) };
}

/** `project/key` stands in that project. */
export function stepsTo(section: string, key: string, otherProjects: Iterable<string>): Step[] {
  for (const project of otherProjects) {
    if (key.startsWith(`${project}/`))
      return ['other_projects', project, section, key.slice(project.length + 1)];
  }
  return [section, key];
}

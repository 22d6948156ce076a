/** The names of a scenario that may stand for each other. */
import type { MapNode, Node } from '../scenario/node.ts';

export interface Names {
  /** Another name of the section; undefined: there is no other. */
  other(section: string, name: string): string | undefined;
  /** Another language that the scenario has. */
  otherLanguage(language: string): string | undefined;
}

export function namesOf(root: MapNode): Names {
  const languages = new Set<string>(languagesIn(root.entries.get('project')?.value));
  return {
    other: (section, name) => keysOf(root.entries.get(section)?.value).find((key) => key !== name),
    otherLanguage: (language) => [...languages].find((code) => code !== language),
  };
}

const keysOf = (node: Node | undefined): string[] => (node?.kind === 'map' ? [...node.entries.keys()] : []);

function languagesIn(project: Node | undefined): string[] {
  const list = project?.kind === 'map' ? project.entries.get('languages')?.value : undefined;
  return list?.kind === 'list' ? list.items.flatMap((item) => (item.kind === 'text' ? [item.text] : [])) : [];
}

import type { MapEntry, MapNode, Node, TextNode } from './node.ts';
import type { Names, NounKind, ParseContext } from './parse-context.ts';
import { quoted } from './problem.ts';

/** The keys of a section, in file order. */
export function keysIn(node: Node | undefined): readonly TextNode[] {
  return node?.kind === 'map' ? [...node.entries.values()].map(({ key }) => key) : [];
}

/** HQ's own sender, which takes email when the file has no smtp gateway. */
const builtInMail = 'HQ_EMAIL';

const textsOf = (nodes: readonly TextNode[]): string[] => nodes.map(({ text }) => text);

/** Every name in a scenario, by what it may be used for; those of a kind are gathered when they are asked for. */
export function namesIn(root: MapNode, imported: readonly string[], context: ParseContext): Names {
  const section = (name: string) => textsOf(keysIn(root.entries.get(name)?.value));
  const others = otherNames(root);
  const both = (name: string) => [...section(name), ...others.of(name)];
  const ofKind = (kind: string) => [...context.groups].flatMap(([key, one]) => (one === kind ? [key] : []));
  const cases = () => [...section('cases'), ...imported, ...others.of('cases')];
  const people = () => [...cases(), ...both('users'), ...both('web_users')];
  const gathered: Readonly<Record<NounKind, () => readonly string[]>> = {
    case: cases,
    user: () => both('users'),
    web_user: () => both('web_users'),
    'any user': () => [...both('users'), ...both('web_users')],
    group: () => ofKind('group'),
    case_group: () => ofKind('case_group'),
    location: () => both('locations'),
    alert: () => both('alerts'),
    broadcast: () => both('broadcasts'),
    keyword: () => both('keywords'),
    survey: () => both('surveys'),
    gateway: () => {
      const own = [...section('gateways'), ...others.gateways];
      return smtpGateways(root).length > 0 ? own : [...own, builtInMail];
    },
    'smtp gateway': () => smtpGateways(root),
    person: people,
    owner: () => [...both('users'), ...both('web_users'), ...ofKind('group'), ...both('locations')],
    sender: people,
    recipient: () => [...people(), ...context.groups.keys(), ...both('locations')],
    'sender of events': () => [...both('alerts'), ...both('broadcasts')],
  };
  const known = new Map<NounKind, ReadonlySet<string>>();
  return {
    get(kind) {
      const names = known.get(kind) ?? new Set(gathered[kind]());
      known.set(kind, names);
      return names;
    },
  };
}

interface OtherNames {
  /** Things of one section, as `project/key`. */
  of(section: string): string[];
  /** By bare name too. */
  readonly gateways: string[];
}

/** Things of other projects. */
function otherNames(root: MapNode): OtherNames {
  const projects = root.entries.get('other_projects')?.value;
  const entries = projects?.kind === 'map' ? [...projects.entries] : [];
  const keysOf = (value: Node, section: string): string[] =>
    value.kind === 'map' ? textsOf(keysIn(value.entries.get(section)?.value)) : [];
  const of = (section: string): string[] =>
    entries.flatMap(([project, { value }]) => keysOf(value, section).map((key) => `${project}/${key}`));
  return {
    of,
    gateways: [...entries.flatMap(([, { value }]) => keysOf(value, 'gateways')), ...of('gateways')],
  };
}

function smtpGateways(root: MapNode): string[] {
  const gateways = root.entries.get('gateways')?.value;
  if (gateways?.kind !== 'map') return [];
  return [...gateways.entries].flatMap(([name, { value }]) => {
    const type = value.kind === 'map' ? value.entries.get('type')?.value : undefined;
    return type?.kind === 'text' && type.text === 'smtp' ? [name] : [];
  });
}

/** Cases, users and web users share one name space; so do groups and case groups. */
export function tellSharedNames(root: MapNode, context: ParseContext): void {
  tellTwice(root, ['cases', 'users', 'web_users'], context);
  tellTwice(root, ['groups', 'case_groups'], context);
}

function tellTwice(root: MapNode, sections: readonly string[], context: ParseContext): void {
  const maps = sections.map((name) => {
    const section = root.entries.get(name)?.value;
    return { name, entries: section?.kind === 'map' ? section.entries : undefined };
  });
  maps.forEach(({ name, entries = new Map<string, MapEntry>() }, index) => {
    const before = maps.slice(0, index);
    if (before.every((one) => one.entries === undefined)) return;
    for (const { key } of entries.values()) {
      const first = before.find((one) => one.entries?.has(key.text));
      if (first) {
        const found = `${quoted(key.text)} in ${first.name} and in ${name}`;
        context.problem(key, found, 'one name for one thing');
      }
    }
  });
}

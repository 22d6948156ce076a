import type { MapNode, Node, TextNode } from './node.ts';
import type { Names, NounKind, ParseContext } from './parse-context.ts';
import { quoted } from './problem.ts';

/** The keys of a section, in file order. */
export function keysIn(node: Node | undefined): readonly TextNode[] {
  return node?.kind === 'map' ? [...node.entries.values()].map(({ key }) => key) : [];
}

/** HQ's own sender, which takes email when the file has no smtp gateway. */
const builtInMail = 'HQ_EMAIL';

const textsOf = (nodes: readonly TextNode[]): string[] => nodes.map(({ text }) => text);

/** Every name in a scenario, by what it may be used for. */
export function namesIn(root: MapNode, imported: readonly string[], context: ParseContext): Names {
  const section = (name: string) => textsOf(keysIn(root.entries.get(name)?.value));
  const others = otherNames(root);
  const cases = [...section('cases'), ...imported, ...others.of('cases')];
  const users = [...section('users'), ...others.of('users')];
  const webUsers = [...section('web_users'), ...others.of('web_users')];
  const locations = [...section('locations'), ...others.of('locations')];
  const alerts = [...section('alerts'), ...others.of('alerts')];
  const broadcasts = [...section('broadcasts'), ...others.of('broadcasts')];
  const ofKind = (kind: string) => [...context.groups].flatMap(([key, one]) => (one === kind ? [key] : []));
  const people = [...cases, ...users, ...webUsers];
  const smtp = smtpGateways(root);
  const gateways = [...section('gateways'), ...others.gateways, ...(smtp.length > 0 ? [] : [builtInMail])];
  const names: Readonly<Record<NounKind, readonly string[]>> = {
    case: cases,
    user: users,
    web_user: webUsers,
    'any user': [...users, ...webUsers],
    group: ofKind('group'),
    case_group: ofKind('case_group'),
    location: locations,
    alert: alerts,
    broadcast: broadcasts,
    keyword: [...section('keywords'), ...others.of('keywords')],
    survey: [...section('surveys'), ...others.of('surveys')],
    gateway: gateways,
    'smtp gateway': smtp,
    person: people,
    owner: [...users, ...webUsers, ...ofKind('group'), ...locations],
    sender: people,
    recipient: [...people, ...context.groups.keys(), ...locations],
    'sender of events': [...alerts, ...broadcasts],
  };
  return new Map(Object.entries(names).map(([kind, all]) => [kind as NounKind, new Set(all)]));
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
  const seen = new Map<string, string>();
  for (const section of sections) {
    for (const key of keysIn(root.entries.get(section)?.value)) {
      const first = seen.get(key.text);
      if (first === undefined) seen.set(key.text, section);
      else
        context.problem(key, `${quoted(key.text)} in ${first} and in ${section}`, 'one name for one thing');
    }
  }
}

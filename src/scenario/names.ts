import type { MapNode, Node, TextNode } from './node.ts';
import { quoted } from './problem.ts';
import type { Names, NounKind, Reading } from './reading.ts';

/** The keys of a section, in file order. */
export function keysIn(node: Node | undefined): readonly TextNode[] {
  return node?.kind === 'map' ? [...node.entries.values()].map(({ key }) => key) : [];
}

/** HQ's own sender, which takes email when the file has no smtp gateway. */
const builtInMail = 'HQ_EMAIL';

const textsOf = (nodes: readonly TextNode[]): string[] => nodes.map(({ text }) => text);

/** Every name in a scenario, by what it may be used for. */
export function namesIn(root: MapNode, imported: readonly string[], reading: Reading): Names {
  const section = (name: string) => textsOf(keysIn(root.entries.get(name)?.value));
  const others = otherNames(root);
  const cases = [...section('cases'), ...imported, ...others.cases];
  const users = section('users');
  const webUsers = section('web_users');
  const locations = section('locations');
  const ofKind = (kind: string) => [...reading.groups].flatMap(([key, one]) => (one === kind ? [key] : []));
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
    alert: section('alerts'),
    broadcast: section('broadcasts'),
    keyword: [...section('keywords'), ...others.keywords],
    survey: [...section('surveys'), ...others.surveys],
    gateway: gateways,
    'smtp gateway': smtp,
    person: people,
    owner: [...users, ...webUsers, ...ofKind('group'), ...locations],
    sender: people,
    recipient: [...people, ...reading.groups.keys(), ...locations],
    'sender of events': [...section('alerts'), ...section('broadcasts')],
  };
  return new Map(Object.entries(names).map(([kind, all]) => [kind as NounKind, new Set(all)]));
}

interface OtherNames {
  readonly cases: string[];
  readonly gateways: string[];
  readonly keywords: string[];
  readonly surveys: string[];
}

/** Things of other projects, as `project/key`; their gateways by bare name too. */
function otherNames(root: MapNode): OtherNames {
  const cases: string[] = [];
  const gateways: string[] = [];
  const keywords: string[] = [];
  const surveys: string[] = [];
  const projects = root.entries.get('other_projects')?.value;
  if (projects?.kind !== 'map') return { cases, gateways, keywords, surveys };
  for (const [project, { value }] of projects.entries) {
    if (value.kind !== 'map') continue;
    cases.push(...textsOf(keysIn(value.entries.get('cases')?.value)).map((key) => `${project}/${key}`));
    const own = textsOf(keysIn(value.entries.get('gateways')?.value));
    gateways.push(...own, ...own.map((key) => `${project}/${key}`));
    keywords.push(...textsOf(keysIn(value.entries.get('keywords')?.value)).map((key) => `${project}/${key}`));
    surveys.push(...textsOf(keysIn(value.entries.get('surveys')?.value)).map((key) => `${project}/${key}`));
  }
  return { cases, gateways, keywords, surveys };
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
export function tellSharedNames(root: MapNode, reading: Reading): void {
  tellTwice(root, ['cases', 'users', 'web_users'], reading);
  tellTwice(root, ['groups', 'case_groups'], reading);
}

function tellTwice(root: MapNode, sections: readonly string[], reading: Reading): void {
  const seen = new Map<string, string>();
  for (const section of sections) {
    for (const key of keysIn(root.entries.get(section)?.value)) {
      const first = seen.get(key.text);
      if (first === undefined) seen.set(key.text, section);
      else
        reading.problem(key, `${quoted(key.text)} in ${first} and in ${section}`, 'one name for one thing');
    }
  }
}

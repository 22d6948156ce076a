import type { Group, Location, User } from '../core/model/people.ts';
import { keyOf, type Node } from './node.ts';
import type { ParseContext } from './parse-context.ts';
import { reference, text, word, yesNo } from './scalars.ts';
import { field, listOf, mapOf, named, oneOrMore, type RecordOf, record, type Shape } from './shape.ts';

export const userShape = named(
  'user',
  record({
    username: field(word, 'Default: the key'),
    user_id: field(word, 'HQ’s id of the user; default: the key'),
    first_name: field(text, 'First name'),
    last_name: field(text, 'Last name'),
    phone: field(text, 'One phone number'),
    phones: field(listOf(text), 'Phone numbers, the default one first'),
    verified: field(yesNo, 'Whether the numbers are two-way; default no'),
    language: field(text, 'Language code'),
    time_zone: field(text, 'IANA zone; an unknown one falls back to the project’s, as in HQ'),
    email: field(text, 'Address'),
    active: field(yesNo, 'Default yes'),
    data: field(mapOf(oneOrMore(text)), 'User data, for user_data filters'),
    user_case: field(mapOf(text), 'Properties of the worker’s user case'),
  }),
);

/** A mobile worker or a web user. */
export function userFrom(node: Node, kind: User['kind'], context: ParseContext): User | undefined {
  const given = userShape.read(node, context);
  if (given === undefined) return undefined;
  const { language, email, user_case: userCase, phone, phones } = given;
  if (phone !== undefined && phones !== undefined) {
    context.problem(given.node.entries.get('phones')!.key, 'phone and phones', 'one of them');
  }
  const timeZone = given.time_zone ?? userCase?.get('time_zone');
  return {
    kind,
    key: context.outside(keyOf(node)),
    ...(context.otherProject === '' ? {} : { project: context.otherProject }),
    username: given.username ?? keyOf(node),
    userId: given.user_id ?? keyOf(node),
    firstName: given.first_name ?? '',
    lastName: given.last_name ?? '',
    phones: (phones ?? (phone === undefined ? [] : [phone])).filter((it) => it !== ''),
    verified: given.verified ?? false,
    ...(language === undefined ? {} : { language }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(email === undefined ? {} : { email }),
    active: given.active ?? true,
    data: given.data ?? new Map(),
    ...(userCase ? { userCase } : {}),
  };
}

const members = (kind: 'any user' | 'case') => oneOrMore(reference(kind));
const noMembers: Shape<readonly string[]> = listOf(text);

/** A list of keys; an empty value is an empty list. */
function keys(kind: 'any user' | 'case'): Shape<readonly string[]> {
  const some = members(kind);
  return {
    read: (node, context) =>
      node.kind === 'text' && node.text === '' ? noMembers.read(node, context) : some.read(node, context),
    schema: (definitions) => some.schema(definitions),
  };
}

export const groupShape = named(
  'group',
  record({
    name: field(text, 'Default: the key'),
    users: field(keys('any user'), 'Members of a user group'),
    cases: field(keys('case'), 'Members of a case group'),
  }),
);

export const caseGroupShape = named(
  'case_group',
  record({
    name: field(text, 'Default: the key'),
    cases: field(keys('case'), 'Members'),
  }),
);

/** A group; one with `cases` is a case group. */
export function groupFrom(node: Node, kind: Group['kind'], context: ParseContext): Group | undefined {
  const given = kind === 'group' ? groupShape.read(node, context) : caseGroupShape.read(node, context);
  if (given === undefined) return undefined;
  const { name = keyOf(node), cases, users }: Partial<RecordOf<typeof groupShape.fields>> = given;
  if (given.node.entries.has('users') && given.node.entries.has('cases')) {
    return context.problem(node, 'users and cases in one group', 'a group of users, or a group of cases');
  }
  const ofCases = kind === 'case_group' || given.node.entries.has('cases');
  return {
    kind: ofCases ? 'case_group' : 'group',
    key: context.outside(keyOf(node)),
    name,
    members: [...new Set((ofCases ? cases : users) ?? [])],
  };
}

export const locationShape = named(
  'location',
  record({
    name: field(text, 'Default: the key'),
    type: field(text, 'Location type'),
    site_code: field(text, 'Default: the key'),
    parent: field(reference('location'), 'The location above'),
    users: field(keys('any user'), 'Users assigned here'),
    archived: field(yesNo, 'Default no'),
  }),
);

export function locationFrom(node: Node, context: ParseContext): Location | undefined {
  const given = locationShape.read(node, context);
  if (given === undefined) return undefined;
  return {
    key: context.outside(keyOf(node)),
    name: given.name ?? keyOf(node),
    type: given.type ?? '',
    siteCode: given.site_code ?? keyOf(node),
    ...(given.parent === undefined ? {} : { parent: given.parent }),
    users: [...new Set(given.users ?? [])],
    archived: given.archived ?? false,
  };
}

/** Locations stand in a tree: one that is above itself would never be left again. */
export function tellLocationCycles(
  locations: ReadonlyMap<string, Location>,
  node: Node,
  context: ParseContext,
): void {
  for (const { key } of locations.values()) {
    const seen = new Set<string>([key]);
    for (let at = locations.get(key)?.parent; at !== undefined; at = locations.get(at)?.parent) {
      if (at === key) {
        const place = node.kind === 'map' ? (node.entries.get(key)?.value ?? node) : node;
        context.problem(place, `location "${key}" above itself`, 'a parent that is not below it');
      }
      if (seen.has(at)) break;
      seen.add(at);
    }
  }
}

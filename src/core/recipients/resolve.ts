/** Whom an alert's recipient means right now, and everybody in it. */
import { caseValue } from '../contact/nodes.ts';
import { noUserDataFilter, type RecipientRef, type UserDataFilter } from '../model/alert.ts';
import type { Group, Location } from '../model/people.ts';
import type { AddressParty, CaseRecord, Party, UserRecord } from '../state/records.ts';
import type { World } from '../state/world.ts';
import { lower } from '../text/letter-case.ts';

/** What a recipient of an alert stands for right now, before its members are counted. */
export type Resolved =
  | Party
  | { readonly kind: 'group'; readonly group: Group }
  | {
      readonly kind: 'location';
      readonly location: Location;
      readonly descendants: boolean;
      readonly types: readonly string[];
    }
  | { readonly kind: 'list'; readonly cases: readonly CaseRecord[] };

/** A name for a recipient that does not change while what it resolves to does. */
export function refName(ref: RecipientRef): string {
  if ('key' in ref) return `${ref.kind}:${ref.key}`;
  return 'property' in ref ? `${ref.kind}:${ref.property}` : ref.kind;
}

/** The key the journal shows for a recipient: whom it resolves to, else its own name. */
export function shownName(ref: RecipientRef, resolved: Resolved | undefined): string {
  if (resolved && 'key' in resolved && resolved.key !== '') return resolved.key;
  if (resolved?.kind === 'group') return resolved.group.key;
  if (resolved?.kind === 'location') return resolved.location.key;
  return 'key' in ref ? ref.key : ref.kind;
}

/** Resolves one recipient (docs/hq/scheduling.md#s6); undefined: nobody. */
export function resolve(
  world: World,
  ref: RecipientRef,
  record: CaseRecord | undefined,
): Resolved | undefined {
  switch (ref.kind) {
    case 'case':
      return record;
    case 'owner':
      return record && ownerOf(world, record);
    case 'parent':
      return record && world.parentsOf(record, 'parent', 'child')[0];
    case 'children':
      return record && { kind: 'list', cases: world.childrenOfCase(record.key) };
    case 'last_submitting_user':
      return record?.lastModifiedBy === undefined ? undefined : world.users.get(record.lastModifiedBy);
    case 'host_owner_location':
      return record && hostOwnerLocation(world, record);
    case 'host_owner_location_parent':
      return record && parentLocation(world, hostOwnerLocation(world, record));
    case 'case_owner_location_parent':
      return record?.owner === undefined
        ? undefined
        : parentLocation(world, locationOf(world, record.owner, false, []));
    case 'case_key':
      return liveCase(world, ref.key);
    case 'user':
    case 'web_user':
      return userOf(world, ref.key, ref.kind);
    case 'group':
    case 'case_group':
      return groupOf(world, ref.key);
    case 'location':
      return locationOf(world, ref.key, ref.descendants, ref.types);
    case 'user_property':
      return record && userByName(world, caseValue(record, ref.property));
    case 'user_id_property':
      return record && userById(world, caseValue(record, ref.property));
    case 'email_property':
      return record && addressOf(record, caseValue(record, ref.property));
  }
}

function ownerOf(world: World, record: CaseRecord): Resolved | undefined {
  const key = record.owner || record.lastModifiedBy;
  if (key === undefined) return undefined;
  const location = locationOf(world, key, false, []);
  return location ?? world.users.get(key) ?? userGroup(world, key);
}

function userGroup(world: World, key: string): Resolved | undefined {
  const group = world.groups.get(key);
  return group?.kind === 'group' ? { kind: 'group', group } : undefined;
}

function hostOwnerLocation(world: World, record: CaseRecord): Resolved | undefined {
  const host = world.parentsOf(record, 'host', 'extension')[0];
  if (host?.owner === undefined) return undefined;
  const location = world.locations.get(host.owner);
  return location && !location.archived ? locationOf(world, location.key, false, []) : undefined;
}

function parentLocation(world: World, child: Resolved | undefined): Resolved | undefined {
  if (child?.kind !== 'location' || child.location.parent === undefined) return undefined;
  return locationOf(world, child.location.parent, false, []);
}

function liveCase(world: World, key: string): CaseRecord | undefined {
  const record = world.cases.get(key);
  return record && !record.deleted ? record : undefined;
}

function userOf(world: World, key: string, kind: 'user' | 'web_user'): UserRecord | undefined {
  const record = world.users.get(key);
  return record?.user.kind === kind ? record : undefined;
}

function groupOf(world: World, key: string): Resolved | undefined {
  const group = world.groups.get(key);
  return group && { kind: 'group', group };
}

function locationOf(
  world: World,
  key: string,
  descendants: boolean,
  types: readonly string[],
): Resolved | undefined {
  const location = world.locations.get(key);
  return location && { kind: 'location', location, descendants, types };
}

/** The mobile worker whose user name is the value in lower case, and nothing else done to it. */
function userByName(world: World, name: string | null | undefined): UserRecord | undefined {
  return name ? world.users.workerNamed(lower(name)) : undefined;
}

const userById = (world: World, id: string | null | undefined): UserRecord | undefined =>
  id ? world.users.withId(id) : undefined;

/** HQ makes a recipient of a missing address too: it ends as NO_EMAIL_ADDRESS, not as nobody. */
function addressOf(record: CaseRecord, address: string | null | undefined): AddressParty {
  return { kind: 'address', key: address ?? '', project: record.project, case: record };
}

/** Everybody a resolved recipient means at the moment of sending, each once, in order. */
export function expand(
  world: World,
  resolved: Resolved | undefined,
  filter: UserDataFilter = noUserDataFilter,
  record?: CaseRecord,
): readonly Party[] {
  const parties = members(world, resolved);
  return filter.values.size === 0 ? parties : parties.filter((party) => passes(party, filter, record));
}

function members(world: World, resolved: Resolved | undefined): readonly Party[] {
  if (!resolved) return [];
  switch (resolved.kind) {
    case 'group':
      return resolved.group.kind === 'group'
        ? activeUsers(world, resolved.group.members)
        : resolved.group.members.flatMap((key) => world.cases.get(key) ?? []).filter((each) => !each.deleted);
    case 'location':
      return usersAt(world, resolved.location, resolved.descendants, resolved.types);
    case 'list':
      return resolved.cases;
    default:
      return [resolved];
  }
}

function activeUsers(world: World, keys: readonly string[]): UserRecord[] {
  const seen = new Set(keys);
  return [...seen].flatMap((key) => world.users.get(key) ?? []).filter((each) => each.user.active);
}

function usersAt(world: World, top: Location, descendants: boolean, types: readonly string[]): Party[] {
  const locations = descendants ? world.locations.withDescendants(top) : [top];
  const wanted = types.length === 0 ? locations : locations.filter((each) => types.includes(each.type));
  return activeUsers(
    world,
    wanted.flatMap((each) => each.users),
  );
}

/** HQ's user_data_filter: only users are asked; every key must be there and share a value. */
function passes(party: Party, { of, values }: UserDataFilter, record: CaseRecord | undefined): boolean {
  if (party.kind !== 'user') return true;
  for (const [key, wanted] of values) {
    const own = of === 'user' ? party.user.data.get(key) : valuesIn(party.user.userCase?.get(key));
    if (!own?.some((value) => wanted.some((each) => filterValue(each, record) === value))) return false;
  }
  return true;
}

const valuesIn = (value: string | undefined): readonly string[] => (value === undefined ? [] : [value]);

/** `{property}` is the property of the alert's case; any other text is itself. */
function filterValue(text: string, record: CaseRecord | undefined): string | undefined {
  if (!text.startsWith('{') || !text.endsWith('}')) return text;
  return record ? (caseValue(record, text.slice(1, -1)) ?? undefined) : undefined;
}

import { caseValue } from '../contact/nodes.ts';
import { noUserDataFilter, type UserDataFilter } from '../model/alert.ts';
import type { Location } from '../model/people.ts';
import type { CaseRecord, Party, UserRecord } from '../state/records.ts';
import type { World } from '../state/world.ts';
import type { Resolved } from './resolve.ts';

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

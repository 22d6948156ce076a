/** The world that HQ's recipient tests play in: a few workers, groups, places and cases. */
import type { CaseSeed } from '../../../src/core/model/case.ts';
import type { Group, Location, User } from '../../../src/core/model/people.ts';
import { alertOf, userKey } from './row-alert.ts';
import { instantOf } from './row-times.ts';
import { caseSeed, type OpenStage, stageFor } from './state-for.ts';

/** What a row says of the case that the recipient is resolved for. */
export interface RecipientCase {
  readonly owner_id?: string | null;
  readonly last_modified_by?: string;
  readonly properties?: Readonly<Record<string, string>>;
  readonly indices?: readonly { readonly identifier: string; readonly relationship: 'child' | 'extension' }[];
  readonly host?: { readonly owner_id: string } | null;
}

const nurses = ['mobile4', 'mobile5', 'mobile6', 'web2'];

export function recipientsWorld(row: RecipientCase = {}): OpenStage {
  const alert = alertOf({
    schedule: { kind: 'alert', active: true, events: [{ minutes_to_wait: 0 }] },
    recipients: [['Self', null]],
  });
  const open = stageFor({ now: instantOf('2026-01-01T00:00:00Z'), timeZone: 'UTC', alert });
  const { world } = open.state;
  for (const user of users())
    world.users.set(user.key, { kind: 'user', key: user.key, project: 'demo', user });
  for (const group of groups) world.groups.set(group.key, group);
  for (const location of locations) world.locations.set(location.key, location);
  for (const seed of seedsOf(row)) world.addCase(seed);
  return open;
}

function users(): User[] {
  const workers = ['mobile', 'mobile2', 'mobile3', 'mobile4', 'mobile5', 'mobile6'];
  return [...workers, 'web', 'web2'].map((key) => ({
    kind: key.startsWith('web') ? 'web_user' : 'user',
    key,
    username: key,
    userId: key,
    firstName: '',
    lastName: '',
    phones: [],
    verified: false,
    active: true,
    data: new Map(nurses.includes(key) ? [['role', ['nurse']]] : []),
  }));
}

const groups: readonly Group[] = [
  { kind: 'group', key: 'group', name: 'group', members: ['mobile'] },
  {
    kind: 'group',
    key: 'group2',
    name: 'group2',
    members: ['mobile', 'mobile3', 'mobile4', 'mobile5', 'mobile6'],
  },
  { kind: 'case_group', key: 'case_group', name: 'case_group', members: ['case'] },
];

const locations: readonly Location[] = [
  locationOf('usa', 'country'),
  locationOf('ma', 'state', 'usa', ['mobile2']),
  locationOf('boston', 'city', 'ma', ['mobile']),
];

function locationOf(key: string, type: string, parent?: string, members: readonly string[] = []): Location {
  const base = { key, name: key, type, siteCode: key, users: members, archived: false };
  return parent === undefined ? base : { ...base, parent };
}

function seedsOf(row: RecipientCase): CaseSeed[] {
  const links = (row.indices ?? []).map((index) => ({ case: 'parent_case', ...index }));
  const host = row.host
    ? [{ case: 'host_case', identifier: 'host', relationship: 'extension' as const }]
    : [];
  const { owner_id: owner, last_modified_by: lastModifiedBy } = row;
  const own = caseSeed('case', {
    properties: new Map(Object.entries(row.properties ?? {})),
    parents: [...links, ...host],
    ...(owner == null ? {} : { owner: keyOf(owner) }),
    ...(lastModifiedBy === undefined ? {} : { lastModifiedBy: userKey(lastModifiedBy) }),
  });
  return [
    own,
    caseSeed('parent_case'),
    caseSeed('host_case', row.host ? { owner: keyOf(row.host.owner_id) } : {}),
  ];
}

/** `location:boston` and `user:mobile` by our own keys. */
export const keyOf = (id: string): string => id.replace(/^(user|location):/, '').replace(/@.*/, '');

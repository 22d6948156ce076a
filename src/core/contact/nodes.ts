import { compileTemplate, type Node } from '../render/template.ts';
import type { CaseRecord, Party, UserRecord } from '../state/records.ts';
import type { World } from '../state/world.ts';
import { isoUtc } from '../time/format.ts';

/** `{case.…}`: the case's JSON, its links, its owner and who changed it last (docs/hq/contacts-and-messages.md#s5-2). */
export function caseNode(world: World, record: CaseRecord): Node {
  return {
    get(name) {
      switch (name) {
        case 'parent':
          return linked(world, world.parentsOf(record, 'parent', 'child')[0]);
        case 'host':
          return linked(world, world.parentsOf(record, 'host', 'extension')[0]);
        case 'owner':
          return ownerNode(world, record.owner ?? record.lastModifiedBy);
        case 'last_modified_by':
          return personNode(world, record.lastModifiedBy);
        default:
          return caseValue(record, name);
      }
    },
  };
}

/** Names of a case's node that lead to other records. */
const LINKS: ReadonlySet<string> = new Set(['parent', 'host', 'owner', 'last_modified_by']);

/** Whether a text takes its values from the case alone, be it as the case or as the recipient. */
export function readsOwnCase(text: string): boolean {
  if (!text.includes('{') && !text.includes('}')) return true;
  const template = compileTemplate(text);
  if ('problem' in template) return false;
  return template.parts.every(
    (part) => typeof part === 'string' || part.path[0] !== 'case' || !LINKS.has(part.path[1] ?? ''),
  );
}

/** `{recipient.…}`: what each kind of recipient shows. */
export function recipientNode(party: Party): Node | undefined {
  if (party.kind === 'user') return userNode(party);
  if (party.kind !== 'case') return undefined;
  return { get: (name) => caseValue(party, name) };
}

/** A value of the case as its JSON has it: built-in fields, then dynamic properties. */
export function caseValue(record: CaseRecord, name: string): string | null | undefined {
  switch (name) {
    case 'name':
    case 'case_name':
      return record.name;
    case 'case_id':
      return record.caseId;
    case 'case_type':
      return record.type;
    case 'owner_id':
      return record.owner ?? '';
    case 'external_id':
      return record.externalId ?? record.properties.get(name) ?? null;
    case 'domain':
      return record.project;
    case 'closed':
      return record.closed ? 'True' : 'False';
    case 'date_opened':
      return isoUtc(record.openedAt);
    case 'server_modified_on':
    case 'date_modified':
      return isoUtc(record.serverModifiedAt);
    default:
      return record.properties.get(name);
  }
}

function linked(world: World, record: CaseRecord | undefined): Node | undefined {
  return record && caseNode(world, record);
}

function ownerNode(world: World, key: string | undefined): Node | undefined {
  if (key === undefined) return undefined;
  const group = world.groups.get(key);
  if (group) return fields({ name: group.name });
  const location = world.locations.get(key);
  if (location) return fields({ name: location.name, site_code: location.siteCode });
  return personNode(world, key);
}

function personNode(world: World, key: string | undefined): Node | undefined {
  const record = key === undefined ? undefined : world.users.get(key);
  return record && userNode(record);
}

function userNode({ user }: UserRecord): Node {
  const name = user.kind === 'user' ? user.username.split('@')[0]! : user.username;
  return fields({
    name,
    username: user.username,
    first_name: user.firstName,
    last_name: user.lastName,
    phone_number: user.phones[0] ?? null,
  });
}

function fields(values: Readonly<Record<string, string | null>>): Node {
  const map = new Map(Object.entries(values));
  return { get: (name) => map.get(name) };
}

import type { NumberEvidence, ZoneEvidence } from '../model/because.ts';
import type { User } from '../model/people.ts';
import type { PhoneEntry } from '../state/phone-book.ts';
import type { CaseRecord, Party, UserRecord } from '../state/records.ts';
import type { World } from '../state/world.ts';
import { type Zone, zoneNamed } from '../time/zone.ts';
import { normalizeNumber } from './number.ts';

/** A zone and where it came from. */
export interface ZoneChoice {
  readonly zone: Zone;
  readonly because: ZoneEvidence;
}

/** The zone a single contact asks for, when HQ would accept it; undefined: the project's applies. */
export function ownZone(party: Party, release: string | undefined): ZoneChoice | undefined {
  const wanted = zoneText(party);
  if (!wanted) return undefined;
  const zone = zoneNamed(wanted.text, release);
  return (
    zone && (release === undefined ? sharedChoice(zone, wanted.from) : choiceOf(zone, wanted.from, release))
  );
}

const choiceOf = (zone: Zone, from: ZoneEvidence['from'], release: string | undefined): ZoneChoice => ({
  zone,
  because: { name: zone.name, from, ...released(release) },
});

/** One for all contacts of a zone of the product's own release. */
function sharedChoice(zone: Zone, from: ZoneEvidence['from']): ZoneChoice {
  const known = sharedChoices[from].get(zone);
  if (known !== undefined) return known;
  const choice = choiceOf(zone, from, undefined);
  sharedChoices[from].set(zone, choice);
  return choice;
}

const sharedChoices: Readonly<Record<ZoneEvidence['from'], WeakMap<Zone, ZoneChoice>>> = {
  case: new WeakMap(),
  user: new WeakMap(),
  utc: new WeakMap(),
  project: new WeakMap(),
};

/** The zone of an individual, else UTC where the alert says so, else the project's (docs/hq/scheduling.md#s2-1). */
export function zoneFor(
  world: World,
  party: Party | undefined,
  utcDefault: boolean,
  project = world.project.name,
): ZoneChoice {
  const own = party && ownZone(party, world.plan.project.zones);
  if (own) return own;
  if (utcDefault) return sharedChoice(zoneNamed('UTC')!, 'utc');
  const zone = world.zoneOfProject(world.projectNamed(party?.project ?? project));
  const wanted = party && zoneText(party);
  const { zones } = world.plan.project;
  if (!wanted && zones === undefined) return sharedChoice(zone, 'project');
  const ignored = wanted && { from: wanted.from, value: wanted.text };
  const release = released(zones);
  return { zone, because: { name: zone.name, from: 'project', ...release, ...(ignored && { ignored }) } };
}

const released = (release: string | undefined) => (release === undefined ? {} : { release });

function zoneText(party: Party): { text: string; from: 'case' | 'user' } | undefined {
  const text = party.kind === 'user' ? userZone(party) : caseOf(party)?.properties.get('time_zone');
  if (!text) return undefined;
  return { text, from: party.kind === 'user' ? 'user' : 'case' };
}

const userZone = ({ user }: UserRecord): string | undefined =>
  user.timeZone ?? user.userCase?.get('time_zone');

/** The case whose properties speak for a party. */
function caseOf(party: Party): CaseRecord | undefined {
  if (party.kind === 'case') return party;
  return party.kind === 'address' ? party.case : undefined;
}

/**
 * The language code as it stands: exact, never trimmed. A worker's is the account's, else the user case's; a web
 * user has the account's only (docs/hq/contacts-and-messages.md#s1-4).
 */
export function languageOf(party: Party): string | undefined {
  if (party.kind === 'user') return party.user.language || workerCase(party.user)?.get('language_code');
  return caseOf(party)?.properties.get('language_code');
}

/** Mobile workers alone have a user case. */
const workerCase = (user: User): User['userCase'] => (user.kind === 'user' ? user.userCase : undefined);

/** As it stands, never trimmed; a web user without an address is written to at the user name, which is one. */
export function emailOf(party: Party): string | undefined {
  if (party.kind === 'address') return party.key;
  if (party.kind === 'user') {
    const { kind, email, username } = party.user;
    return kind === 'web_user' ? email || username : email;
  }
  return party.kind === 'case' ? party.properties.get('commcare_email_address') : undefined;
}

/** Whether HQ's check for inactive contacts lets a message through. */
export function isActive(world: World, party: Party): boolean {
  if (party.kind === 'case') return !party.closed && !party.deleted && world.cases.get(party.key) === party;
  return party.kind === 'user' ? party.user.active : true;
}

/** A number to send to, and the entry when the number is two-way. */
export interface NumberChoice {
  /** Digits without plus. */
  readonly number: string;
  readonly twoWay?: PhoneEntry;
  readonly because: NumberEvidence;
}

const twoWayEvidence: NumberEvidence = { from: 'two_way' };

/** Two-way entry, else one-way number, else the worker's user case (not for surveys). */
export function numberFor(world: World, party: Party, forSurvey = false): NumberChoice | undefined {
  const twoWay = twoWayEntry(world, party);
  if (twoWay) return { number: twoWay.number, twoWay, because: twoWayEvidence };
  const shared = sharedEntry(world, party);
  if (shared) return { number: shared.number, twoWay: shared, because: { from: 'shared' } };
  if (party.kind === 'case')
    return oneWay(world, party, party.properties.get('contact_phone_number'), 'contact_phone_number');
  if (party.kind === 'number') return { number: party.number, because: { from: 'number' } };
  if (party.kind !== 'user') return undefined;
  const own = oneWay(world, party, party.user.phones[0], 'user');
  if (own || forSurvey) return own;
  return oneWay(world, party, party.user.userCase?.get('contact_phone_number'), 'user_case');
}

function twoWayEntry(world: World, party: Party): PhoneEntry | undefined {
  const entries = world.phones.of(party.key);
  if (party.kind !== 'user') return entries.find((entry) => entry.twoWay);
  for (const phone of party.user.phones) {
    const { normalized } = normalizeNumber(phone, world.projectNamed(party.project).hq);
    const entry = entries.find((candidate) => candidate.twoWay && candidate.number === normalized);
    if (entry) return entry;
  }
  return undefined;
}

/** Under HQ's two flags for shared numbers any entry counts as two-way (docs/hq/contacts-and-messages.md#s3-2). */
function sharedEntry(world: World, party: Party): PhoneEntry | undefined {
  const { inboundLeniency, oneNumberManyContacts } = world.projectNamed(party.project);
  return inboundLeniency && oneNumberManyContacts ? world.phones.of(party.key)[0] : undefined;
}

function oneWay(world: World, party: Party, raw: string | undefined, from: OneWay): NumberChoice | undefined {
  if (raw === undefined) return undefined;
  const { normalized, sendable } = normalizeNumber(raw, world.projectNamed(party.project).hq);
  return sendable && normalized !== null ? { number: normalized, because: oneWayEvidence[from] } : undefined;
}

type OneWay = 'contact_phone_number' | 'user' | 'user_case';

/** One for all numbers of one source. */
const oneWayEvidence: { readonly [From in OneWay]: NumberEvidence } = {
  contact_phone_number: { from: 'contact_phone_number' },
  user: { from: 'user' },
  user_case: { from: 'user_case' },
};

import parsePhoneNumber from 'libphonenumber-js/max';
import { emailOf, languageOf, type NumberChoice, numberFor, zoneFor } from '../../core/contact/contact.ts';
import { numberText } from '../../core/contact/number-text.ts';
import { routeAtEnqueue, routeAtProcessing } from '../../core/dispatch/route-message.ts';
import type { CaseSeed } from '../../core/model/case.ts';
import type { User } from '../../core/model/people.ts';
import { visibleLine } from '../../core/render/visible.ts';
import type { CaseRecord, Party } from '../../core/state/records.ts';
import type { World } from '../../core/state/world.ts';
import { wallText } from '../../core/time/format.ts';
import { gatewayText, zoneText } from '../../report/because-text.ts';
import { peopleNamed } from '../../report/people.ts';
import type { LiveSession } from './live-session.ts';

type FreshContact = ReturnType<typeof contactOf>;

/** A contact with the words it is called by everywhere: `Amina Lema (3bc36664)`, or the name where the key says the same. */
type LabelledContact = FreshContact & { readonly label: string };

/** Contacts as they were shown last: made anew only when something about them has changed. */
const latest = new WeakMap<
  LiveSession,
  { readonly revision: string; readonly contacts: readonly LabelledContact[] }
>();

/** Everybody the page shows: cases, users, and numbers that nobody owns. */
export function contactsOf(session: LiveSession) {
  const { contactsRevision: revision, now } = session;
  const known = latest.get(session);
  const contacts = known?.revision === revision ? known.contacts : freshContacts(session);
  latest.set(session, { revision, contacts });
  return contacts.map(({ zone: { zone, from }, ...contact }) => ({
    ...contact,
    zone: { name: zone.name, wall: wallText(zone, now), from },
  }));
}

function freshContacts({ liveRun, plan }: LiveSession): LabelledContact[] {
  const { world } = liveRun.engine.state;
  const keys = new Set([...plan.cases.keys(), ...world.cases.keys()]);
  const cases = [...keys].flatMap((key) => {
    const record = world.cases.get(key);
    const seed = plan.cases.get(key);
    if (record) return contactOf(world, record, !record.deleted);
    return seed ? contactOf(world, recordOf(seed, world), false) : [];
  });
  const userKeys = new Set([...plan.users.keys(), ...world.users.keys()]);
  const users = [...userKeys].flatMap((key) => {
    const record = world.users.get(key);
    return record ? contactOf(world, record, true) : [];
  });
  const known = new Set([...cases, ...users].map(({ normalized }) => normalized));
  const numbers = [...liveRun.writers]
    .filter((number) => !known.has(number))
    .map((number) =>
      contactOf(world, { kind: 'number', key: `+${number}`, project: world.project.name, number }, false),
    );
  return labelled([...cases, ...users, ...numbers]);
}

function labelled(contacts: readonly FreshContact[]): LabelledContact[] {
  const people = peopleNamed(new Map(contacts.map(({ key, name }) => [key, name])));
  return contacts.map((contact) => {
    const { key, name } = contact;
    const label = people.label(key);
    return { ...contact, label: label === key && name !== '' ? name : label };
  });
}

/** A case that does not exist yet, as it would be. */
export function recordOf(
  seed: Pick<CaseSeed, 'key' | 'project' | 'type' | 'name' | 'properties'>,
  world: World,
): CaseRecord {
  return {
    kind: 'case',
    key: seed.key,
    project: seed.project,
    caseId: '',
    ordinal: 0,
    openedAt: world.now,
    type: seed.type,
    name: seed.name,
    properties: new Map(seed.properties),
    owner: undefined,
    parents: [],
    externalId: undefined,
    lastModifiedBy: undefined,
    closed: false,
    deleted: false,
    serverModifiedAt: world.now,
  };
}

/** The gateway that a contact's next message takes, and the rule that says so. */
export function gatewayFor(world: World, party: Party, number: NumberChoice) {
  const early = routeAtEnqueue(world, party, number);
  if ('problem' in early) return { name: null, because: early.problem, code: 'GATEWAY_NOT_FOUND' };
  const route = early.gateway ? early : routeAtProcessing(world, party.project, number.number);
  if ('problem' in route) return { name: null, because: route.problem, code: 'NO_SUITABLE_GATEWAY' };
  return { name: route.gateway?.name ?? null, because: route.because ? gatewayText(route.because) : '' };
}

/** Two letters of the country that a number belongs to. */
export const countryOf = (digits: string): string | undefined => parsePhoneNumber(`+${digits}`)?.country;

function contactOf(world: World, party: Exclude<Party, { kind: 'address' }>, registered: boolean) {
  const { zone, because } = zoneFor(world, party, false);
  const choice = numberFor(world, party);
  const raw = rawNumber(party);
  const normalized = choice?.number;
  return {
    key: party.key,
    kind: party.kind,
    name: nameOf(party),
    type: party.kind === 'case' ? party.type : undefined,
    registered,
    closed: party.kind === 'case' && party.closed,
    zone: { zone, from: zoneText(because) },
    language: languageOf(party),
    number: raw,
    normalized,
    ...(choice === undefined && { numberProblem: numberProblem(raw) }),
    country: normalized === undefined ? undefined : countryOf(normalized),
    twoWay: choice?.twoWay !== undefined,
    optedOut: normalized !== undefined && world.optedOut.get(normalized)?.out === true,
    email: emailOf(party),
    gateway: choice && gatewayFor(world, party, choice),
    properties: party.kind === 'case' ? Object.fromEntries(party.properties) : undefined,
  };
}

/** Why no text can be sent; HQ says no more than the code. */
const numberProblem = (raw: string | undefined): string =>
  raw === undefined || raw === ''
    ? 'NO_PHONE_NUMBER'
    : `HQ reads no phone number in ${visibleLine(raw)}: NO_PHONE_NUMBER`;

function rawNumber(party: Exclude<Party, { kind: 'address' }>): string | undefined {
  if (party.kind === 'case') return party.properties.get('contact_phone_number');
  return party.kind === 'user' ? party.user.phones[0] : party.number;
}

function nameOf(party: Exclude<Party, { kind: 'address' }>): string {
  if (party.kind === 'case') return party.name;
  return party.kind === 'user' ? fullName(party.user) : numberText(party.number);
}

const fullName = ({ firstName, lastName, username }: User): string =>
  `${firstName} ${lastName}`.trim() || username;

import { emailOf, languageOf, numberFor, zoneFor } from '../../core/contact/contact.ts';
import { numberText } from '../../core/contact/number-text.ts';
import type { User } from '../../core/model/people.ts';
import type { Party } from '../../core/state/records.ts';
import type { World } from '../../core/state/world.ts';
import { wallText } from '../../core/time/format.ts';
import { zoneText } from '../../report/because-text.ts';
import { peopleNamed } from '../../report/people.ts';
import { countryOf, gatewayFor, recordOf } from './contact-facts.ts';
import { ProblemFinder } from './contact-problems.ts';
import { labelOf } from './label.ts';
import type { LiveSession } from './live-session.ts';

type FreshContact = ReturnType<typeof contactFrom>;

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

function freshContacts(session: LiveSession): LabelledContact[] {
  const { liveRun, plan } = session;
  const { world } = liveRun.engine.state;
  const finder = new ProblemFinder(session);
  const contactOf = (party: Exclude<Party, { kind: 'address' }>, registered: boolean) =>
    contactFrom(world, party, registered, finder);
  const keys = new Set([...plan.cases.keys(), ...world.cases.keys()]);
  const cases = [...keys].flatMap((key) => {
    const record = world.cases.get(key);
    const seed = plan.cases.get(key);
    if (record) return contactOf(record, !record.deleted);
    return seed ? contactOf(recordOf(seed, world), false) : [];
  });
  const userKeys = new Set([...plan.users.keys(), ...world.users.keys()]);
  const users = [...userKeys].flatMap((key) => {
    const record = world.users.get(key);
    return record ? contactOf(record, true) : [];
  });
  const known = new Set([...cases, ...users].map(({ normalized }) => normalized));
  const numbers = [...liveRun.writers]
    .filter((number) => !known.has(number))
    .map((number) =>
      contactOf({ kind: 'number', key: `+${number}`, project: world.project.name, number }, false),
    );
  return labelled([...cases, ...users, ...numbers]);
}

function labelled(contacts: readonly FreshContact[]): LabelledContact[] {
  const people = peopleNamed(new Map(contacts.map(({ key, name }) => [key, name])));
  return contacts.map((contact) => ({ ...contact, label: labelOf(people, contact.key) }));
}

function contactFrom(
  world: World,
  party: Exclude<Party, { kind: 'address' }>,
  registered: boolean,
  finder: ProblemFinder,
) {
  const { zone, because } = zoneFor(world, party, false);
  const choice = numberFor(world, party);
  const raw = rawNumber(party);
  const normalized = choice?.number;
  const gateway = choice && gatewayFor(world, party, choice);
  const optedOut = normalized !== undefined && world.optedOut.get(normalized)?.out === true;
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
    country: normalized === undefined ? undefined : countryOf(normalized),
    twoWay: choice?.twoWay !== undefined,
    optedOut,
    email: emailOf(party),
    gateway,
    problems:
      party.kind === 'case'
        ? finder.of(party, { choice, isOptedOut: optedOut, hasGateway: gateway?.name !== null })
        : [],
    properties: party.kind === 'case' ? Object.fromEntries(party.properties) : undefined,
  };
}

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

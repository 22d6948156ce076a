import { emailOf, languageOf, numberFor, zoneFor } from '../../core/contact/contact.ts';
import { numberText } from '../../core/contact/number-text.ts';
import type { User } from '../../core/model/people.ts';
import type { Party } from '../../core/state/records.ts';
import type { World } from '../../core/state/world.ts';
import { wallText } from '../../core/time/format.ts';
import { zoneText } from '../../report/because-text.ts';
import { countryOf, gatewayFor, recordOf } from './contact-facts.ts';
import type { ProblemFinder } from './contact-problems.ts';
import type { LiveSession } from './live-session.ts';

/** Somebody who has or may get a phone. */
export type Reachable = Exclude<Party, { kind: 'address' }>;

/** One of them, and whether the story has registered them by now. */
interface Known {
  readonly party: Reachable;
  readonly registered: boolean;
}

/** What is shown of a contact, apart from the time on its clock. */
type FreshContact = ReturnType<typeof contactFrom>;

/** A contact with the words it is called by everywhere: `Amina Lema (3bc36664)`, or the name where the key says the same. */
export type LabelledContact = FreshContact & { readonly label: string };

/** All cases and users, also those whom the story has still to bring. */
export function* casesAndUsers({ liveRun, plan }: LiveSession): Generator<Known> {
  const { world } = liveRun.engine.state;
  for (const key of new Set([...plan.cases.keys(), ...world.cases.keys()])) {
    const record = world.cases.get(key);
    const seed = plan.cases.get(key);
    if (record) yield { party: record, registered: !record.deleted };
    else if (seed) yield { party: recordOf(seed, world), registered: false };
  }
  for (const key of new Set([...plan.users.keys(), ...world.users.keys()])) {
    const party = world.users.get(key);
    if (party) yield { party, registered: true };
  }
}

/** Numbers that wrote in. */
export function writersOf({ liveRun }: LiveSession): Known[] {
  const project = liveRun.engine.state.world.project.name;
  return [...liveRun.writers].map((number) => ({
    party: { kind: 'number', key: `+${number}`, project, number },
    registered: false,
  }));
}

export function contactFrom(world: World, { party, registered }: Known, finder: ProblemFinder) {
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

/** As it is answered: with the time on its clock. */
export const withWall = ({ zone: { zone, from }, ...contact }: LabelledContact, now: LiveSession['now']) => ({
  ...contact,
  zone: { name: zone.name, wall: wallText(zone, now), from },
});

export function nameOf(party: Reachable): string {
  if (party.kind === 'case') return party.name;
  return party.kind === 'user' ? fullName(party.user) : numberText(party.number);
}

function rawNumber(party: Reachable): string | undefined {
  if (party.kind === 'case') return party.properties.get('contact_phone_number');
  return party.kind === 'user' ? party.user.phones[0] : party.number;
}

const fullName = ({ firstName, lastName, username }: User): string =>
  `${firstName} ${lastName}`.trim() || username;

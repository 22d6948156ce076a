import { emailOf, numberFor } from '../../core/contact/contact.ts';
import { casesAndUsers, writersOf } from './contacts.ts';
import type { LiveSession } from './live-session.ts';

/** What came from outside after `seq`, each exchange with the keys of the contacts it was meant for. */
export function outsideAfter(session: LiveSession, seq: number, limit: number) {
  const { outside } = session;
  if (outside === undefined) return { exchanges: [], texts: [], lastSeq: seq };
  const { exchanges, ...others } = outside.after(seq, limit);
  if (exchanges.length === 0) return { exchanges: [], ...others };
  const owners = ownersIn(session);
  const withOwners = exchanges.map((one) => ({ ...one, contacts: owners.get(addressOf(one.to)) ?? [] }));
  return { exchanges: withOwners, ...others };
}

const latest = new WeakMap<LiveSession, { revision: string; owners: ReadonlyMap<string, string[]> }>();

/** Digits or address → keys of those who would get it. */
function ownersIn(session: LiveSession): ReadonlyMap<string, string[]> {
  const { contactsRevision: revision } = session;
  const known = latest.get(session);
  if (known?.revision === revision) return known.owners;
  const { world } = session.liveRun.engine.state;
  const owners = new Map<string, string[]>();
  for (const { party } of [...casesAndUsers(session), ...writersOf(session)]) {
    const number = numberFor(world, party)?.number;
    if (party.kind === 'number' && owners.has(party.number)) continue;
    const email = emailOf(party);
    for (const address of [number, email && addressOf(email)]) {
      if (address) owners.set(address, [...(owners.get(address) ?? []), party.key]);
    }
  }
  latest.set(session, { revision, owners });
  return owners;
}

const addressOf = (to: string): string => (to.includes('@') ? to.toLowerCase() : to.replace(/\D/g, ''));

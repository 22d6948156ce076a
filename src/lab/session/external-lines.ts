import { contactsOf } from './contacts.ts';
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

/** Digits or address → keys of those who would get it. */
function ownersIn(session: LiveSession): ReadonlyMap<string, string[]> {
  const owners = new Map<string, string[]>();
  for (const { key, normalized, email } of contactsOf(session)) {
    for (const address of [normalized, email && addressOf(email)]) {
      if (address) owners.set(address, [...(owners.get(address) ?? []), key]);
    }
  }
  return owners;
}

const addressOf = (to: string): string => (to.includes('@') ? to.toLowerCase() : to.replace(/\D/g, ''));

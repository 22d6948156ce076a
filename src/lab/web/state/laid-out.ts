/** The phones that are laid out in this browser, session by session. */
import { signal } from '@preact/signals';
import type { Deck } from './phone-deck.ts';

const KEPT_AS = 'drysend-pinned';

const decks = signal<ReadonlyMap<string, Deck>>(new Map());

export const deckOf = (session: string): Deck =>
  decks.value.get(session) ?? { pinned: keptPins(session), laidOut: undefined };

export function layOut(session: string, laidOut: readonly string[]): void {
  change(session, { ...deckOf(session), laidOut });
}

/** Pins a phone, or lets it go: then it is laid out as the others are. */
export function turnPin(session: string, id: string, visible: readonly string[], most: number): void {
  const { pinned } = deckOf(session);
  const isPinned = pinned.includes(id);
  const next = isPinned ? pinned.filter((one) => one !== id) : [...pinned, id].slice(-most);
  change(session, { pinned: next, laidOut: visible });
  try {
    localStorage.setItem(`${KEPT_AS}-${session}`, JSON.stringify(next));
  } catch {
    // Nothing can be kept here: the pins hold until the page is closed.
  }
}

const change = (session: string, deck: Deck): void => {
  decks.value = new Map(decks.peek()).set(session, deck);
};

function keptPins(session: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(`${KEPT_AS}-${session}`) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

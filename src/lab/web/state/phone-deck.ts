/** Which phones of a session stand side by side: those that are pinned first, then those that were laid out last. */

export interface Deck {
  /** Kept in the browser: they stay whatever else is laid out. */
  readonly pinned: readonly string[];
  /** undefined: the first few. */
  readonly laidOut: readonly string[] | undefined;
}

/** At most `most` of them. Pinned ones are never pushed out. */
export function phonesInDeck({ pinned, laidOut }: Deck, first: readonly string[], most: number): string[] {
  const others = (laidOut ?? first).filter((id) => !pinned.includes(id));
  const room = Math.max(0, most - pinned.length);
  const from = laidOut ? Math.max(0, others.length - room) : 0;
  return [...pinned, ...others.slice(from, from + room)];
}

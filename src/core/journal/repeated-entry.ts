/** Entries that are as entries before of the same contact, in all but their times. */
import { hexName } from '../chance.ts';
import type { Entry, EntryOf } from '../model/entry.ts';
import type { Instant } from '../model/instant.ts';

/** What `queued` and `sent` entries of one decision have in common. */
export interface EntryPattern {
  /** Small whole number, another for each decision. */
  readonly slot: number;
  readonly queued: EntryOf<'queued'>;
  readonly sent: EntryOf<'sent'>;
}

/** One of them once more. The object is used again for the next: whoever keeps it makes it whole. */
export interface RepeatedEntry {
  readonly pattern: EntryPattern;
  readonly kind: 'queued' | 'sent';
  readonly at: Instant;
  readonly due: Instant;
  readonly iteration: number;
  /** The id's halves. */
  readonly idFirst: number;
  readonly idLast: number;
  /** Of `sent`. */
  readonly local: string;
}

/** The entry as it would have been made at once. */
export function wholeEntry({
  pattern,
  kind,
  at,
  due,
  iteration,
  idFirst,
  idLast,
  local,
}: RepeatedEntry): Entry {
  const id = hexName(idFirst, idLast);
  return kind === 'queued'
    ? { ...pattern.queued, at, id, due, iteration }
    : { ...pattern.sent, at, id, due, iteration, local };
}

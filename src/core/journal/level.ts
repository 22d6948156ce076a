import type { EntryKind } from '../model/entry.ts';

/** How much of the journal is written: everything, or without what only explains (`--journal-level sent`). */
export type JournalLevel = 'all' | 'sent';

const explaining: ReadonlySet<EntryKind> = new Set(['armed', 'rearmed', 'disarmed', 'skipped', 'queued']);

/** Whether an entry of this kind is written; the others keep their `seq`. */
export const isWritten = (level: JournalLevel, kind: EntryKind): boolean =>
  level === 'all' || !explaining.has(kind);

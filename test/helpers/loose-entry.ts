import type { Entry, EntryFields, EntryKind } from '../../src/core/model/entry.ts';

/** Fields of any kind of entry, for tests that build a line from parts. */
export type LooseEntry = {
  readonly [Field in keyof EntryFields]?: EntryFields[Field] | undefined;
} & { readonly at?: number; readonly kind?: EntryKind };

/** The parts as an entry; what the kind requires is the test's own affair. */
export const entryFrom = (parts: LooseEntry): Entry => parts as Entry;

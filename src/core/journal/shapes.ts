import type { Because } from '../model/because.ts';
import { type EntryField, type EntryKind, entryTable } from '../model/entry.ts';
import { fieldTable, type Shape } from '../model/entry-fields.ts';

export type { Shape } from '../model/entry-fields.ts';

/** One field of a kind of entry, in the order of its line. */
export interface Column {
  readonly field: EntryField;
  readonly shape: Shape;
  /** `,"to":` — what stands before the value on a line. */
  readonly prefix: string;
  /** The same with the quote that a text begins with. */
  readonly quotedPrefix: string;
}

/** The order of the keys of `because`. */
export const becauseKeys = [
  'zone',
  'language',
  'number',
  'gateway',
] as const satisfies readonly (keyof Because)[];

export const entryKinds = Object.keys(entryTable) as readonly EntryKind[];

/** The columns of each kind of entry, in the order they are written. */
export const columnsOf = Object.fromEntries(
  entryKinds.map((kind): [EntryKind, readonly Column[]] => [kind, columnsFor(kind)]),
) as Readonly<Record<EntryKind, readonly Column[]>>;

function columnsFor(kind: EntryKind): Column[] {
  return entryTable[kind].fields.map((name) => columnFor(name.replace('?', '') as EntryField));
}

function columnFor(field: EntryField): Column {
  const prefix = `,"${field}":`;
  return { field, shape: fieldTable[field].shape, prefix, quotedPrefix: `${prefix}"` };
}

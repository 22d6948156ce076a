import type { Because, Entry, EntryKind } from '../model/entry.ts';
import { fieldOrder } from '../model/entry.ts';

/** How the value of a field is kept and written. `json` is any plain data; `id` a text hardly ever seen twice. */
export type Shape = 'text' | 'id' | 'count' | 'instant' | 'because' | 'json';

type Field = Exclude<keyof Entry, 'at' | 'kind'>;

/** One field of a kind of entry, in the order of its line. */
export interface Column {
  readonly field: Field;
  readonly shape: Shape;
  /** `,"to":` — what stands before the value on a line. */
  readonly prefix: string;
}

/** Fields that are not plain texts. */
const shapes: Partial<Record<Field, Shape>> = {
  id: 'id',
  event: 'count',
  iteration: 'count',
  segments: 'count',
  hq_parts: 'count',
  attempts: 'count',
  attempt: 'count',
  due: 'instant',
  retry_at: 'instant',
  until: 'instant',
  because: 'because',
  changed: 'json',
  detail: 'json',
  owner: 'json',
  answers: 'json',
  about: 'json',
};

/** The order of the keys of `because`. */
export const becauseKeys = [
  'zone',
  'language',
  'number',
  'gateway',
] as const satisfies readonly (keyof Because)[];

export const entryKinds = Object.keys(fieldOrder) as readonly EntryKind[];

/** The columns of each kind of entry, in the order they are written. */
export const columnsOf = Object.fromEntries(
  entryKinds.map((kind): [EntryKind, readonly Column[]] => [kind, columnsFor(kind)]),
) as Readonly<Record<EntryKind, readonly Column[]>>;

function columnsFor(kind: EntryKind): Column[] {
  return (fieldOrder[kind] as readonly Field[]).map(columnFor);
}

function columnFor(field: Field): Column {
  return { field, shape: shapes[field] ?? 'text', prefix: `,"${field}":` };
}

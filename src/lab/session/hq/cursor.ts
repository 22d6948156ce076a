import { hqError } from './hq-error.ts';

type Query = Readonly<Record<string, string>>;

/** A query as one opaque word, as HQ's cursors are. */
export const cursorOf = (query: Query): string =>
  Buffer.from(new URLSearchParams(query).toString()).toString('base64');

/** The query itself, or the one that its cursor holds. */
export function queryWithCursor(query: Query): Query {
  const { cursor } = query;
  if (cursor === undefined) return query;
  const text = Buffer.from(cursor, 'base64').toString('utf8');
  const held = Object.fromEntries(new URLSearchParams(text));
  if (held.after === undefined) throw hqError(400, `'${cursor.slice(0, 80)}' is not a cursor of this list`);
  return held;
}

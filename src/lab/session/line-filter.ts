import type { Entry, EntryKind } from '../../core/model/entry.ts';
import { textIn } from './asked.ts';
import { RequestProblem } from './request-problem.ts';

/** What a request asks for: its query, or the JSON object of its body. */
export type Query = Readonly<Record<string, unknown>>;

/** Lines that are messages, or tell how one went. */
const messages: ReadonlySet<EntryKind> = new Set<EntryKind>(['sent', 'error', 'inbound', 'receipt']);

type Test = (entry: Entry, wanted: string) => boolean;

const filters: Readonly<Record<string, Test>> = {
  kind: ({ kind }, wanted) => kind === wanted,
  channel: ({ channel }, wanted) => channel === wanted,
  to: isTo,
  gateway: ({ via }, wanted) => via === wanted,
  status: (entry, wanted) => statusOf(entry) === wanted,
  text: ({ text, subject }, wanted) =>
    (text?.includes(wanted) ?? false) || (subject?.includes(wanted) ?? false),
  code: ({ code }, wanted) => code === wanted,
  case: (entry, wanted) => entry.case === wanted,
  alert: ({ alert }, wanted) => alert === wanted,
  keyword: ({ keyword }, wanted) => keyword === wanted,
  survey: ({ survey }, wanted) => survey === wanted,
};

/** Names of the filters, as a request writes them. */
export const filterNames: readonly string[] = Object.keys(filters);

/** Whether a line of the journal fits every filter. Without `kind` only messages are looked at. */
export function lineFilter(query: Query): (entry: Entry) => boolean {
  const stray = Object.keys(query).find((name) => !Object.hasOwn(filters, name));
  if (stray !== undefined) {
    throw new RequestProblem(422, `the filter ${stray.slice(0, 40)}`, `one of ${filterNames.join(', ')}`);
  }
  const tests = Object.entries(filters).flatMap(([name, test]) => {
    const wanted = textIn(query[name], name);
    return wanted === undefined ? [] : [(entry: Entry) => test(entry, wanted)];
  });
  const isAnyKind = query.kind !== undefined;
  return (entry) => (isAnyKind || messages.has(entry.kind)) && tests.every((test) => test(entry));
}

/** A key, a number with or without its plus, or an address. */
function isTo({ to, contact, number, address }: Entry, wanted: string): boolean {
  return to === wanted || contact === wanted || address === wanted || number === wanted.replace(/^\+/, '');
}

/** The word for how a message stands after a line. */
function statusOf({ kind, status }: Entry): string {
  if (kind === 'receipt') return status ?? '';
  return kind === 'inbound' ? 'received' : kind;
}

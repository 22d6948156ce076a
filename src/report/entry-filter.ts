/** Which entries of a journal a test means: fields that must all fit. */
import type { Entry } from '../core/model/entry.ts';
import { didYouMean } from '../scenario/near.ts';

const fields = [
  ...['to', 'channel', 'via', 'alert', 'broadcast', 'keyword', 'survey', 'case', 'cause'],
  ...['number', 'address', 'language', 'text', 'subject', 'code', 'level', 'from_number'],
] as const;

/** Fields of entries that a filter may name. */
type FilteredField = Extract<
  keyof Entry,
  | ('to' | 'channel' | 'via' | 'alert' | 'broadcast' | 'keyword' | 'survey' | 'case' | 'cause')
  | ('number' | 'address' | 'language' | 'text' | 'subject' | 'code' | 'level' | 'from_number')
>;

/**
 * Fields that must all fit: text whole, or an expression. `to` is the key of a contact, a number with or without plus,
 * or an address.
 */
export type EntryFilter = { readonly [F in FilteredField]?: string | RegExp };

/**
 * The test that a filter stands for.
 * @throws Error when it names an unknown field.
 */
export function testOf(filter: EntryFilter = {}): (entry: Entry) => boolean {
  const wanted = Object.entries(filter).filter(([, value]) => value !== undefined);
  for (const [name] of wanted) if (!fields.some((field) => field === name)) throw unknownField(name);
  return (entry) =>
    wanted.every(([name, value]) =>
      valuesAt(entry, name as FilteredField).some((found) => fits(found, value)),
    );
}

function unknownField(name: string): Error {
  const cure = didYouMean(name, fields) ?? `there are ${fields.join(', ')}`;
  return new Error(`entries are not found by ${name}: ${cure}`);
}

function valuesAt(entry: Entry, field: FilteredField): string[] {
  const { to, number, address } = entry;
  const found = field === 'to' ? [to, number, number && `+${number}`, address] : [entry[field]];
  return found.filter((value): value is string => typeof value === 'string');
}

function fits(found: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? found === wanted : wanted[Symbol.search](found) >= 0;
}

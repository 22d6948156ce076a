/** The roster's rows as cells of a sheet, one column for each thing that is known, times in the project's zone. */
import { isoLocal } from '../../core/time/format.ts';
import type { Zone } from '../../core/time/zone.ts';
import type { People } from '../people.ts';
import { cureFor, sentenceFor } from './cures.ts';
import { personOf, type RosterRow } from './row.ts';

export const columns = [
  ...[
    'person',
    'name',
    'outcome',
    'reason',
    'what it means',
    'cure',
    'value read',
    'cause',
    'time',
    'due',
    'channel',
  ],
  ...['number', 'address', 'gateway', 'language', 'segments', 'text', 'case', 'case name', 'journal line'],
] as const;

/** A text, or a number that a spreadsheet may add up: a whole one, or an exact decimal in plain digits. */
export type Cell = string | number | { readonly digits: string };

/** In the order of `columns`; '' for what is not known. */
export function cellsOf(row: RosterRow, people: People, zone: Zone): Cell[] {
  const { outcome, reason = '', detail = '', cause, at, due, number, case: record = '' } = row;
  const person = personOf(row);
  return [
    person,
    people.name(person),
    outcome,
    reason,
    sentenceFor(reason, detail),
    cureFor(reason, detail),
    row.found ?? '',
    cause,
    at === undefined ? '' : isoLocal(zone, at),
    due === undefined ? '' : isoLocal(zone, due),
    row.channel ?? '',
    number ?? '',
    row.address ?? '',
    row.gateway ?? '',
    row.language ?? '',
    row.segments ?? '',
    row.text ?? '',
    record,
    record === '' ? '' : people.name(record),
    row.seq ?? '',
  ];
}

/** What a spreadsheet would take for a formula, or for the end of a cell before one. */
const formula = /^[=+\-@\t\r\n]/;

/**
 * A text that no spreadsheet runs: an apostrophe goes before what would begin a formula, as OWASP's page on CSV
 * injection has it.
 */
export const harmless = (text: string): string => (formula.test(text) ? `'${text}` : text);

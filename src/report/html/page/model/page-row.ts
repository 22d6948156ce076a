/** A line of the lists: a row of the roster, or a text that somebody sent in. */
import type { Entry } from '../../../../core/model/entry.ts';
import type { Zone } from '../../../../core/time/zone.ts';
import type { People } from '../../../people.ts';
import { nameIn, type RosterFilter, sieveFor } from '../../../roster/filter.ts';
import { personOf, type RosterRow } from '../../../roster/row.ts';

export type Status = RosterRow['outcome'] | 'received';

export interface PageRow extends Omit<RosterRow, 'outcome'> {
  readonly status: Status;
  /** Key, number or address of whom it is about. */
  readonly person: string;
  /** Of the message: 16 hex digits. */
  readonly id?: string | undefined;
}

export function pageRow({ outcome, ...row }: RosterRow, id?: string): PageRow {
  return { ...row, status: outcome, person: personOf({ outcome, ...row }), id };
}

/** An incoming text; from nobody known it is named by the number. */
export function inboundRow(seq: number, entry: Entry): PageRow {
  const { at, contact, number, via, text, handled_by: by } = entry;
  return {
    ...{ seq, at, number, text, status: 'received', channel: 'sms' },
    cause: by ?? '',
    to: contact,
    gateway: via,
    person: contact ?? `+${number ?? ''}`,
  };
}

/** What the filters of the page ask for: those of `drysend roster`, and a status. */
export interface PageFilter extends RosterFilter {
  readonly status?: Status | undefined;
}

/** Whether a row is asked for. `find` of the page is the roster's `case`: a part of a name, a key, a number or a text. */
export function rowTest(filter: PageFilter, people: People, zone: Zone): (row: PageRow) => boolean {
  const { status, alert, case: words, ...rest } = filter;
  const sieve = sieveFor(rest, people, zone);
  const isFound = wordsTest(words, people);
  return (row) =>
    (status === undefined || row.status === status) &&
    (alert === undefined || nameIn(row.cause) === alert) &&
    sieve.takesRow({ ...row, outcome: row.status === 'received' ? 'sent' : row.status }) &&
    isFound(row);
}

function wordsTest(words: string | undefined, people: People): (row: PageRow) => boolean {
  if (words === undefined) return () => true;
  const wanted = words.toLowerCase();
  const digits = /^[+\d\s().-]+$/.test(words) ? words.replaceAll(/\D/g, '') : '';
  const isIn = (text: string | undefined): boolean => text?.toLowerCase().includes(wanted) ?? false;
  const isNumber = (number: string | undefined): boolean =>
    digits !== '' && (number?.includes(digits) ?? false);
  return ({ person, case: record, number, address, text }) =>
    isIn(person) ||
    isIn(people.name(person)) ||
    isIn(record) ||
    (record !== undefined && isIn(people.name(record))) ||
    isNumber(number) ||
    isIn(address) ||
    isIn(text);
}

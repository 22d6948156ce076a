/** Which entries and rows of a journal a roster is about: what `drysend roster --alert visit --month 2026-03` asks. */
import type { Entry } from '../../core/model/entry.ts';
import type { Instant } from '../../core/model/instant.ts';
import { wallText } from '../../core/time/format.ts';
import type { Zone } from '../../core/time/zone.ts';
import type { People } from '../people.ts';
import type { RosterRow } from './row.ts';

/** All of them must hold; what is left out is not asked for. */
export interface RosterFilter {
  /** Error code, or a reason for not sending. */
  readonly reason?: string | undefined;
  /** Key of an alert, broadcast, keyword or survey. */
  readonly alert?: string | undefined;
  readonly gateway?: string | undefined;
  readonly language?: string | undefined;
  /** `2026-03`, in the project's zone. */
  readonly month?: string | undefined;
  /** Part of a name, a key, or an id, in any letter case. */
  readonly case?: string | undefined;
}

/** The options of a roster that narrow it, as they are written. */
export const askedOptions = ({
  reason,
  alert,
  gateway,
  language,
  month,
  case: text,
}: RosterFilter): string[] =>
  Object.entries({ reason, alert, gateway, language, month, case: text }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name} ${value}`],
  );

/** Whether rows are asked for by what they say, so that the steps before them are not what is asked for. */
export const asksOfRows = (filter: RosterFilter): boolean =>
  filter.reason !== undefined || asksOfMessages(filter);

/** What a filter is held against. */
export interface Sieve {
  /** Whether it is about the alert and the person asked for. */
  takesEntry(entry: Entry, cause: string | undefined): boolean;
  /** Whether a person is asked for by name. */
  takesPerson(key: string): boolean;
  /** Whether a row has the reason, gateway, language and month asked for. */
  takesRow(row: RosterRow): boolean;
}

export function sieveFor(filter: RosterFilter, people: People, zone: Zone): Sieve {
  const takesPerson = personTest(filter.case, people);
  return {
    takesPerson,
    takesEntry({ case: record, to, recipient, contact }, cause) {
      if (filter.alert !== undefined && nameIn(cause) !== filter.alert) return false;
      if (filter.case === undefined) return true;
      return [record, to, recipient, contact].some((key) => key !== undefined && takesPerson(key));
    },
    takesRow: ({ at, reason, gateway, language }) =>
      isAsked(filter.reason, reason) &&
      isAsked(filter.gateway, gateway) &&
      isAsked(filter.language, language) &&
      (filter.month === undefined || (at !== undefined && monthOf(zone, at) === filter.month)),
  };
}

/** People who got nothing have no gateway, language or month: a roster by one of these leaves them out. */
export const asksOfMessages = ({ gateway, language, month }: RosterFilter): boolean =>
  gateway !== undefined || language !== undefined || month !== undefined;

/** `alert visit` → `visit` */
export const nameIn = (cause: string | undefined): string | undefined => cause?.slice(cause.indexOf(' ') + 1);

function personTest(asked: string | undefined, people: People): (key: string) => boolean {
  if (asked === undefined) return () => true;
  const wanted = asked.toLowerCase();
  const isIn = (text: string): boolean => text.toLowerCase().includes(wanted);
  return (key) => isIn(key) || isIn(people.name(key));
}

const isAsked = (asked: string | undefined, found: string | undefined): boolean =>
  asked === undefined || asked === found;

const monthOf = (zone: Zone, at: Instant): string => wallText(zone, at).slice(0, 'YYYY-MM'.length);

/** What an export of cases shows of its programme: types, languages, zones, gateways, numbers and dates. */
import parsePhoneNumber from 'libphonenumber-js/max';
import { normalizeNumber } from '../core/contact/number.ts';
import type { CaseSeed } from '../core/model/case.ts';
import { parseDay } from '../core/time/calendar.ts';
import { zoneNamed } from '../core/time/zone.ts';
import { isDateName } from '../imports/inspect-date.ts';
import { type Counted, tallied } from './tally.ts';

export interface ExportFacts {
  readonly caseCount: number;
  readonly closedCount: number;
  readonly types: readonly Counted[];
  /** Codes as HQ has them, such as `en` and `hin`. */
  readonly languages: readonly Counted[];
  /** What stands in `language_code` and is no such code. */
  readonly oddLanguages: readonly Counted[];
  readonly zones: readonly Counted[];
  readonly oddZones: readonly Counted[];
  /** Names in `contact_backend_id`. */
  readonly gateways: readonly Counted[];
  /** Calling codes of the numbers, such as `254`. */
  readonly callingCodes: readonly Counted[];
  /** Countries of the numbers, two letters. */
  readonly countries: readonly Counted[];
  readonly emailCount: number;
  readonly unreadableNumberCount: number;
  /** Properties that hold days as HQ reads them; the one with most of them first. */
  readonly dates: readonly DateColumn[];
}

export interface DateColumn {
  readonly property: string;
  /** Cases with a day that HQ reads. */
  readonly count: number;
  /** Day numbers between which nine tenths of them are. */
  readonly firstDay: number;
  readonly lastDay: number;
}

export function factsOf(cases: readonly CaseSeed[]): ExportFacts {
  const valuesOf = (name: string): string[] =>
    cases.flatMap(({ properties }) => properties.get(name)?.trim() || []);
  const [languages, oddLanguages] = parted(tallied(valuesOf('language_code')), isLanguageCode);
  const [zones, oddZones] = parted(tallied(valuesOf('time_zone')), (name) => zoneNamed(name) !== undefined);
  const rawNumbers = valuesOf('contact_phone_number');
  const numbers = rawNumbers.flatMap((text) => {
    const { normalized, sendable } = normalizeNumber(text);
    return sendable && normalized !== null ? [normalized] : [];
  });
  const parsed = numbers.flatMap((digits) => parsePhoneNumber(`+${digits}`) ?? []);
  return {
    caseCount: cases.length,
    closedCount: cases.filter(({ closed }) => closed).length,
    types: tallied(cases.map(({ type }) => type)),
    languages,
    oddLanguages,
    zones,
    oddZones,
    gateways: tallied(valuesOf('contact_backend_id')),
    callingCodes: tallied(parsed.map(({ countryCallingCode }) => countryCallingCode)),
    countries: tallied(parsed.flatMap(({ country }) => country ?? [])),
    emailCount: valuesOf('commcare_email_address').length,
    unreadableNumberCount: rawNumbers.length - numbers.length,
    dates: dateColumns(cases),
  };
}

const isLanguageCode = (text: string): boolean => /^[a-z]{2,3}(?:-[A-Za-z0-9]+)?$/.test(text);

function parted(all: readonly Counted[], fits: (value: string) => boolean): [Counted[], Counted[]] {
  return [all.filter(({ value }) => fits(value)), all.filter(({ value }) => !fits(value))];
}

/** Columns by name alone hold dates: an id of eight digits is none. */
function dateColumns(cases: readonly CaseSeed[]): DateColumn[] {
  const days = new Map<string, number[]>();
  for (const { properties } of cases) {
    for (const [name, value] of properties) {
      const day = isDateName(name) ? parseDay(value.trim()) : undefined;
      if (day === undefined) continue;
      const known = days.get(name);
      if (known) known.push(day);
      else days.set(name, [day]);
    }
  }
  return [...days]
    .map(([property, found]) => columnFrom(property, found))
    .sort((a, b) => b.count - a.count || (a.property < b.property ? -1 : 1));
}

/** A typing mistake, such as the year 2062, must not stretch the rehearsal. */
const EDGE = 0.05;

function columnFrom(property: string, found: number[]): DateColumn {
  const sorted = found.sort((a, b) => a - b);
  const edge = Math.floor(sorted.length * EDGE);
  return {
    property,
    count: sorted.length,
    firstDay: sorted[edge]!,
    lastDay: sorted[sorted.length - 1 - edge]!,
  };
}

/** Start dates that can be read and are hardly meant: far ahead, or in a calendar that is not HQ's. */
import { type DayNumber, type Instant, MS_PER_DAY } from '../model/instant.ts';
import { startDateFrom } from '../schedule/start-date.ts';
import { lower } from '../text/letter-case.ts';
import { civil, dayNumber, formatDay } from '../time/calendar.ts';

/** Whose date it is: the zone of the clock they read, and their number in digits. */
export interface DatedPerson {
  readonly zone: string;
  readonly number: string;
}

export interface DateAdvice {
  readonly code: 'DATE_FAR_AHEAD' | 'DATE_OTHER_CALENDAR';
  readonly message: string;
  readonly hint: string;
}

/** A course that begins so late was hardly meant. */
const YEARS_AHEAD_MAX = 2;
/** The Ethiopian year is 7 or 8 behind; a Gregorian date of a course that runs is not so far back. */
const YEARS_BEHIND_MIN = 5;

const ethiopia = { zones: ['africa/addis_ababa'], prefix: '251', first: 2010, last: 2020 };
const nepal = { zones: ['asia/kathmandu', 'asia/katmandu'], prefix: '977', first: 2070, last: 2090 };

/** Of the text of a property that an alert starts from; undefined: it is sound, or no date at all. */
export function startDateAdvice(text: string, now: Instant, person: DatedPerson): DateAdvice | undefined {
  const day = startDateFrom(text);
  return day === undefined ? undefined : (otherCalendar(day, now, person) ?? farAhead(day, now));
}

/** Of a day that is given outright. */
export function farAhead(day: DayNumber, now: Instant): DateAdvice | undefined {
  const { year, month, day: ofMonth } = civil(Math.floor(now / MS_PER_DAY));
  if (day <= dayNumber(year + YEARS_AHEAD_MAX, month, ofMonth)) return undefined;
  return {
    code: 'DATE_FAR_AHEAD',
    message: `${formatDay(day)} is more than ${YEARS_AHEAD_MAX} years ahead`,
    hint: 'check the year: nothing is sent until then',
  };
}

function otherCalendar(day: DayNumber, now: Instant, person: DatedPerson): DateAdvice | undefined {
  const { year } = civil(day);
  const thisYear = civil(Math.floor(now / MS_PER_DAY)).year;
  const isIn = ({ zones, prefix, first, last }: typeof nepal): boolean =>
    year >= first && year <= last && (zones.includes(lower(person.zone)) || person.number.startsWith(prefix));
  if (year <= thisYear - YEARS_BEHIND_MIN && isIn(ethiopia)) {
    return {
      code: 'DATE_OTHER_CALENDAR',
      message: `${formatDay(day)} looks like a date of the Ethiopian calendar: HQ reads every date as Gregorian`,
      hint: `if it is, write ${formatDay(fromEthiopian(day))}`,
    };
  }
  if (year <= thisYear + YEARS_BEHIND_MIN || !isIn(nepal)) return undefined;
  return {
    code: 'DATE_OTHER_CALENDAR',
    message: `${formatDay(day)} looks like a date of Nepal's calendar, Bikram Sambat: HQ reads every date as Gregorian`,
    hint: `if it is, write the Gregorian date: its year is ${year - 57} or ${year - 56}`,
  };
}

/** The day of 1 Meskerem 1, minus one, on our line of days. */
const ETHIOPIAN_EPOCH = dayNumber(2007, 9, 12) - (365 * 1999 + Math.floor(2000 / 4)) - 1;

/** Thirteen months, twelve of them of 30 days; a leap day every fourth year. */
function fromEthiopian(ethiopianDay: DayNumber): DayNumber {
  const { year, month, day } = civil(ethiopianDay);
  return ETHIOPIAN_EPOCH + 365 * (year - 1) + Math.floor(year / 4) + 30 * (month - 1) + day;
}

/** Dates in case properties: start dates, stop dates and the dates of criteria. */
import { type DayNumber, type Instant, MS_PER_DAY, MS_PER_SECOND } from '../model/instant.ts';
import { withPlainDigits } from '../text/python-text.ts';
import { dayNumber } from '../time/calendar.ts';
import { toInstant, type Zone } from '../time/zone.ts';
import { parseDateText } from './date-text.ts';

const BEGINS_AS_DATE = /^[0-9]{4}-[0-9]{2}-[0-9]{2}/;
const SECONDS_PER_DAY = 86_400;

interface DatedText {
  readonly day: DayNumber;
  readonly second: number;
  readonly offsetSeconds: number | undefined;
}

/** The start date of a property's text: its date part as written, whatever zone follows (5.3). */
export function startDateFrom(text: string): DayNumber | undefined {
  return datedText(text)?.day;
}

/** The moment of a stop date: its own offset, or else the zone given (4.6). undefined: not a date. */
export function stopInstant(text: string, zone: Zone): Instant | undefined {
  const dated = datedText(text);
  if (!dated) return undefined;
  return dated.offsetSeconds === undefined ? toInstant(zone, dated.day, dated.second) : asUtc(dated);
}

/** The moment a criterion compares with: without an offset it counts as UTC (5.2). */
export function criterionInstant(text: string): Instant | undefined {
  const dated = datedText(text);
  return dated && asUtc(dated);
}

/** Text that begins YYYY-MM-DD and reads as a date or a date and time. */
function datedText(text: string): DatedText | undefined {
  if (!BEGINS_AS_DATE.test(withPlainDigits(text))) return undefined;
  const parsed = parseDateText(text);
  const { year, month, day } = parsed ?? {};
  if (!parsed || year === undefined || month === undefined || day === undefined) return undefined;
  const { second, offsetSeconds } = parsed;
  return { day: dayNumber(year, month, day), second, offsetSeconds };
}

/** An offset of a day or more is none that Python can compare; the text then counts as no date. */
function asUtc({ day, second, offsetSeconds = 0 }: DatedText): Instant | undefined {
  if (Math.abs(offsetSeconds) >= SECONDS_PER_DAY) return undefined;
  return day * MS_PER_DAY + Math.round((second - offsetSeconds) * MS_PER_SECOND);
}

/** What people write for a time, a day or a distance in days, and how the scenario language writes it. */
import { dayNumber, daysInMonth, formatDay } from '../core/time/calendar.ts';

/** `9:00`, `10am`, `9.30 pm` → `write "09:00"`. */
export function clockHint(text: string): string | undefined {
  const [, hourText = '', minuteText = '00', half] =
    /^(\d{1,2})(?:[:.](\d\d))?(?::\d\d)? ?([ap]\.?m\.?)?$/i.exec(text.trim()) ?? [];
  if (hourText === '' || (half === undefined && !/[:.]/.test(text))) return undefined;
  const isAfternoon = /^p/i.test(half ?? '');
  const hour = half === undefined ? Number(hourText) : (Number(hourText) % 12) + (isAfternoon ? 12 : 0);
  const isReal = hour < 24 && Number(minuteText) < 60 && (half === undefined || Number(hourText) <= 12);
  return isReal ? `write "${two(hour)}:${minuteText}"` : undefined;
}

/** `2026-06-30` → `write 2026-06-30 00:00`; `02/03/2026 10:00` → the two days that it may mean. */
export function momentHint(text: string): string | undefined {
  const [, date = '', time = ''] = /^([\d/.-]+?)(?:[ T]+(\d{1,2}:\d\d))?$/.exec(text.trim()) ?? [];
  const clock = time === '' ? '00:00' : time.padStart(5, '0');
  if (/^\d{4}-\d\d-\d\d$/.test(date)) return `write ${date} ${clock}`;
  const [, first, second, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(date) ?? [];
  if (year === undefined) return undefined;
  const dayFirst = realDay(Number(year), Number(second), Number(first));
  const monthFirst = realDay(Number(year), Number(first), Number(second));
  if (dayFirst === undefined || monthFirst === undefined || dayFirst === monthFirst) {
    const only = dayFirst ?? monthFirst;
    return only === undefined ? undefined : `write ${only} ${clock}`;
  }
  return `write ${dayFirst} ${clock} if the day comes first, ${monthFirst} ${clock} if the month does`;
}

/** `1 day before` → `write "-1"`. */
export function offsetHint(text: string): string | undefined {
  const [, count, way] = /^(\d+) ?days? (before|after)$/i.exec(text.trim()) ?? [];
  return count === undefined ? undefined : `write "${/^b/i.test(way ?? '') ? '-' : ''}${count}"`;
}

/** `next_visit - 1` → `write {property: next_visit, offset_days: "-1"}`. */
export function startHint(text: string): string | undefined {
  const [, property, sign, count] = /^([A-Za-z]\w*)(?: ?([+-]) ?(\d+)(?: ?days?)?)?$/.exec(text.trim()) ?? [];
  if (property === undefined) return undefined;
  const offset = count === undefined ? '' : `, offset_days: "${sign === '-' ? '-' : ''}${count}"`;
  return `write {property: ${property}${offset}}`;
}

const two = (value: number): string => String(value).padStart(2, '0');

function realDay(year: number, month: number, day: number): string | undefined {
  const isReal = year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return isReal ? formatDay(dayNumber(year, month, day)) : undefined;
}

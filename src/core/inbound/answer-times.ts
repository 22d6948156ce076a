import type { Project } from '../model/project.ts';
import { isDecimals, wholeNumber, withPlainDigits } from '../text/python-text.ts';
import { daysInMonth } from '../time/calendar.ts';

/** Where year, month and day begin in the eight digits of each date format. */
const PLACES = {
  YYYYMMDD: { year: 0, month: 4, day: 6 },
  MMDDYYYY: { year: 4, month: 0, day: 2 },
  DDMMYYYY: { year: 4, month: 2, day: 0 },
} as const satisfies Record<Project['surveyDateFormat'], object>;

const MONTH = /^(?:0[1-9]|1[0-2])$/;
const DAY_OF_ASCII = /^(?:0[1-9]|3[01])$/;

/** Eight digits as an ISO date; undefined: no such day. `tidy` takes no digits but 0 to 9. */
export function readDate(
  text: string,
  format: Project['surveyDateFormat'],
  hq: Project['hq'],
): string | undefined {
  const chars = [...text];
  if (chars.length !== 8 || (hq === 'tidy' && !/^[0-9]{8}$/.test(text))) return undefined;
  const place = PLACES[format];
  const part = (from: number, length: number): string => chars.slice(from, from + length).join('');
  const [year, month, day] = [part(place.year, 4), part(place.month, 2), part(place.day, 2)];
  if (!isDecimals(year) || !MONTH.test(month) || !isDayText(day)) return undefined;
  const date = withPlainDigits(`${year}-${month}-${day}`);
  return isDay(Number(date.slice(0, 4)), Number(month), Number(date.slice(8))) ? date : undefined;
}

/** Python takes digits of any script in a year, and as the second digit of a day from 10 to 29. */
function isDayText(day: string): boolean {
  const [tens = '', ones = ''] = [...day];
  return DAY_OF_ASCII.test(day) || ((tens === '1' || tens === '2') && isDecimals(ones));
}

function isDay(year: number, month: number, day: number): boolean {
  return year >= 1 && day <= daysInMonth(year, month);
}

/** `HHMM` as `H:MM`; `exact` takes any two halves that Python reads as whole numbers. */
export function readTime(text: string, hq: Project['hq']): string | undefined {
  const chars = [...text];
  if (chars.length !== 4 || (hq === 'tidy' && !/^[0-9]{4}$/.test(text))) return undefined;
  const hour = wholeNumber(chars.slice(0, 2).join(''));
  const minute = wholeNumber(chars.slice(2).join(''));
  if (hour === undefined || hour < 0 || hour > 23) return undefined;
  if (minute === undefined || minute < 0 || minute > 59) return undefined;
  return `${Math.abs(hour)}:${String(Math.abs(minute)).padStart(2, '0')}`;
}

import type { Project } from '../model/project.ts';
import { wholeNumber } from '../text/python-text.ts';
import { daysInMonth } from '../time/calendar.ts';

/** Where year, month and day begin in the eight digits of each date format. */
const PLACES = {
  YYYYMMDD: { year: 0, month: 4, day: 6 },
  MMDDYYYY: { year: 4, month: 0, day: 2 },
  DDMMYYYY: { year: 4, month: 2, day: 0 },
} as const satisfies Record<Project['surveyDateFormat'], object>;

/** Eight digits as an ISO date; undefined: no such day. */
export function readDate(text: string, format: Project['surveyDateFormat']): string | undefined {
  if (!/^[0-9]{8}$/.test(text)) return undefined;
  const place = PLACES[format];
  const year = text.slice(place.year, place.year + 4);
  const month = text.slice(place.month, place.month + 2);
  const day = text.slice(place.day, place.day + 2);
  return isDay(Number(year), Number(month), Number(day)) ? `${year}-${month}-${day}` : undefined;
}

function isDay(year: number, month: number, day: number): boolean {
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
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

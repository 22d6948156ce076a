import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND } from '../../core/model/instant.ts';

const DAYS_PER_YEAR = 365.25;
/** From here on a span is told in years. */
const DAYS_MAX = 730;

/** A stretch of virtual time as a person says it: `29 days`, `3 hours`, `2.5 years`. */
export function spanText(ms: number): string {
  const days = ms / MS_PER_DAY;
  if (days >= DAYS_MAX) return `${trimmed(days / DAYS_PER_YEAR)} years`;
  if (days >= 2) return counted(Math.round(days), 'day');
  if (ms >= 2 * MS_PER_HOUR) return counted(Math.round(ms / MS_PER_HOUR), 'hour');
  if (ms >= 2 * MS_PER_MINUTE) return counted(Math.round(ms / MS_PER_MINUTE), 'minute');
  return counted(Math.round(ms / MS_PER_SECOND), 'second');
}

/** A stretch of real time: `0.8 ms`, `38 ms`, `1,204 ms`. */
export function realTimeText(ms: number): string {
  return `${ms < 9.95 ? ms.toFixed(1) : grouped(Math.round(ms))} ms`;
}

/** `1 message`, `2 messages`, `3,650,000 messages`. */
export const counted = (count: number, noun: string): string =>
  `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;

/** `1 story`, `2 stories`. */
export const stories = (count: number): string => `${grouped(count)} ${count === 1 ? 'story' : 'stories'}`;

/** A whole number in groups of three: `3,650,000`. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

const trimmed = (value: number): string => value.toFixed(1).replace(/\.0$/, '');

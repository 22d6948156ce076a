import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND } from '../../core/model/instant.ts';
import { grouped } from '../../core/text/grouped.ts';

const DAYS_PER_YEAR = 365.25;
/** From here on a span is given in years. */
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

const trimmed = (value: number): string => value.toFixed(1).replace(/\.0$/, '');

/** A part of a whole: `7 %`, `7.4 %`, below a tenth `< 0.1 %`; of nothing there is no part: `–`. */
export function percentText(part: number, whole: number): string {
  if (whole === 0) return '–';
  const percent = (part / whole) * 100;
  if (part > 0 && percent < 0.1) return '< 0.1 %';
  return percent >= 99.95 && part < whole ? '> 99.9 %' : `${trimmed(percent)} %`;
}

/** How late or how long, in its two largest units: `45 s`, `1 min 30 s`, `2 h 5 min`, `3 d 4 h`. */
export function lengthText(ms: number): string {
  const seconds = Math.round(ms / MS_PER_SECOND);
  const [large, small] = unitsFor(seconds);
  const rest = small ? Math.floor((seconds % large.seconds) / small.seconds) : 0;
  const whole = `${grouped(Math.floor(seconds / large.seconds))} ${large.name}`;
  return small && rest > 0 ? `${whole} ${rest} ${small.name}` : whole;
}

const units = [
  { name: 'd', seconds: 86_400 },
  { name: 'h', seconds: 3600 },
  { name: 'min', seconds: 60 },
  { name: 's', seconds: 1 },
] as const;

type Unit = (typeof units)[number];

function unitsFor(seconds: number): readonly [large: Unit, small: Unit | undefined] {
  const index = Math.max(
    0,
    units.findIndex((unit) => seconds >= unit.seconds),
  );
  const from = seconds < 1 ? units.length - 1 : index;
  return [units[from]!, units[from + 1]];
}

/** Buckets of days and hours as columns of a chart: no day is left out, and many days stand together. */
import { civil, formatDay, parseDay, weekDayOf } from '../../../../core/time/calendar.ts';
import type { BucketSummary } from '../../data/story-record.ts';
import { costText, joined, messagesIn } from '../state/numbers.ts';

export interface TimeColumn {
  /** `2026-03-09`, `week of 2026-03-09`, `2026-03`, `09:00` */
  readonly name: string;
  /** The same below a column: `9 Mar` */
  readonly short: string;
  readonly count: number;
  readonly segments: number;
  readonly cost: string;
  readonly isNight?: boolean;
}

export type TimeUnit = 'day' | 'week' | 'month';

/** More columns than this cannot be distinguished on a small screen. */
const COLUMNS_MAX = 93;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Days from the first to the last that has a message; weeks or months where they are many. */
export function dayColumns(days: readonly BucketSummary[]): { unit: TimeUnit; columns: TimeColumn[] } {
  const numbered = days.map((bucket) => [Number(parseDay(bucket.key)), bucket] as const);
  const [first, last] = [numbered[0]?.[0] ?? 0, numbered.at(-1)?.[0] ?? 0];
  const length = last - first + 1;
  const unit: TimeUnit = length <= COLUMNS_MAX ? 'day' : length <= 7 * COLUMNS_MAX ? 'week' : 'month';
  const sums = new Map<string, BucketSummary | undefined>();
  for (let day = first; day <= last && days.length > 0; day += 1) {
    const key = keyOf(day, unit);
    if (!sums.has(key)) sums.set(key, undefined);
  }
  for (const [day, bucket] of numbered) {
    const key = keyOf(day, unit);
    sums.set(key, joined(sums.get(key), bucket));
  }
  const columns = [...sums].map(([key, bucket]) => columnOf(key, shortOf(key, unit), bucket));
  return {
    unit,
    columns: columns.map((column) =>
      unit === 'week' ? { ...column, name: `week of ${column.name}` } : column,
    ),
  };
}

/** All 24, on the reader's own clock. */
export function hourColumns(hours: readonly BucketSummary[]): TimeColumn[] {
  const byHour = new Map(hours.map((bucket) => [Number(bucket.key), bucket]));
  return Array.from({ length: 24 }, (_, hour) => {
    const name = `${String(hour).padStart(2, '0')}:00`;
    return { ...columnOf(name, name, byHour.get(hour)), isNight: hour < NIGHT_UNTIL || hour >= NIGHT_FROM };
  });
}

const NIGHT_FROM = 21;
const NIGHT_UNTIL = 7;

type Day = Parameters<typeof formatDay>[0];

function keyOf(day: number, unit: TimeUnit): string {
  if (unit === 'day') return formatDay(day as Day);
  if (unit === 'month') return formatDay(day as Day).slice(0, 'YYYY-MM'.length);
  return formatDay((day - weekDayOf(day as Day)) as Day);
}

function shortOf(key: string, unit: TimeUnit): string {
  const { year, month, day } = civil(parseDay(unit === 'month' ? `${key}-01` : key)!);
  const name = MONTHS[month - 1] ?? '';
  return unit === 'month' ? `${name} ${year}` : `${day} ${name}`;
}

const columnOf = (name: string, short: string, bucket: BucketSummary | undefined): TimeColumn => ({
  name,
  short,
  count: bucket ? messagesIn(bucket) : 0,
  segments: bucket?.segments ?? 0,
  cost: bucket ? costText(bucket) : '',
});

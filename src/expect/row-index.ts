/** The rows by kind and recipient, in order of time, so that an expectation looks at few of them. */
import type { Channel, PromisedFields, PromisedTime } from '../core/model/expectation.ts';
import { type Instant, MS_PER_DAY, MS_PER_HOUR } from '../core/model/instant.ts';
import type { Matcher } from './matches.ts';
import { stretchOf } from './promised-time.ts';
import type { Row } from './rows.ts';

/** No zone is farther from Greenwich than this, not even those of history. */
const ZONE_MAX_MS = 18 * MS_PER_HOUR;

export class RowIndex {
  readonly rows: readonly Row[];
  private readonly buckets = new Map<string, number[]>();

  constructor(rows: readonly Row[]) {
    this.rows = rows;
    for (const [ordinal, row] of rows.entries()) {
      this.put(row.kind, ordinal);
      if (row.to !== undefined) this.put(`${row.kind} ${row.to}`, ordinal);
    }
  }

  /** Ordinals of the rows that match, in order; none up to `after`. */
  *matching(matcher: Matcher, after = -1): Generator<number> {
    const { kinds, fields } = matcher;
    const [first, last] = window(fields);
    const buckets = kinds.map((kind) => this.bucket(kind, fields.to));
    const bucket = buckets.length === 1 ? buckets[0]! : buckets.flat().sort((a, b) => a - b);
    const start = Math.max(
      firstPlace(bucket, (ordinal) => this.rows[ordinal]!.entry.at >= first),
      firstPlace(bucket, (ordinal) => ordinal > after),
    );
    for (let place = start; place < bucket.length; place += 1) {
      const ordinal = bucket[place]!;
      const row = this.rows[ordinal]!;
      if (row.entry.at > last) return;
      if (matcher.matches(row)) yield ordinal;
    }
  }

  /** All rows to one person that went out, or of one kind; in order. */
  about(kinds: readonly Channel[], to: string | undefined): number[] {
    return kinds.flatMap((kind) => this.bucket(kind, to)).sort((a, b) => a - b);
  }

  private bucket(kind: Channel, to: string | undefined): readonly number[] {
    return this.buckets.get(to === undefined ? kind : `${kind} ${to}`) ?? none;
  }

  private put(key: string, ordinal: number): void {
    const bucket = this.buckets.get(key);
    if (bucket) bucket.push(ordinal);
    else this.buckets.set(key, [ordinal]);
  }
}

const none: readonly number[] = [];

/** The first place for which it is true; from there on it is. */
function firstPlace(bucket: readonly number[], isTrue: (ordinal: number) => boolean): number {
  let low = 0;
  let high = bucket.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isTrue(bucket[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** First and last instant that can hold the fields: never too narrow. */
function window(fields: PromisedFields): readonly [Instant, Instant] {
  const { at, between, withinMs = 0, on, from, until, after, before } = fields;
  let first = Number.NEGATIVE_INFINITY;
  let last = Number.POSITIVE_INFINITY;
  const notBefore = (moment: number): void => {
    first = Math.max(first, moment);
  };
  const notAfter = (moment: number): void => {
    last = Math.min(last, moment);
  };
  if (at && at.length > 0) {
    notBefore(Math.min(...at.map(earliest)) - withinMs);
    notAfter(Math.max(...at.map(latest)) + withinMs);
  }
  for (const time of [between?.[0], from, after]) if (time) notBefore(earliest(time));
  for (const time of [between?.[1], until, before]) if (time) notAfter(latest(time));
  if (on) {
    notBefore(on.day * MS_PER_DAY - ZONE_MAX_MS);
    notAfter((on.day + 1) * MS_PER_DAY + ZONE_MAX_MS);
  }
  return [first, last];
}

function earliest(time: PromisedTime): Instant {
  const { isLocal, from } = stretchOf(time);
  return isLocal ? from - ZONE_MAX_MS : from;
}

function latest(time: PromisedTime): Instant {
  const { isLocal, upTo } = stretchOf(time);
  return isLocal ? upTo + ZONE_MAX_MS : upTo;
}

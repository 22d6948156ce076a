/** The rows by what they say, in order of time, so that an expectation looks at few of them. */
import type { Channel, PromisedFields, PromisedTime } from '../core/model/expectation.ts';
import { type Instant, MS_PER_DAY, MS_PER_HOUR } from '../core/model/instant.ts';
import type { Fact, Matcher } from './checks.ts';
import { Effort } from './effort.ts';
import { promisedSpanOf } from './promised-time.ts';
import type { Row } from './rows.ts';

/** No zone is farther from Greenwich than this, not even those of history. */
const ZONE_MAX_MS = 18 * MS_PER_HOUR;

/** The work of coming to a row, in steps. */
const STEPS_PER_ROW = 5;

const none: readonly number[] = [];
const passesNone = (): boolean => false;

export class RowIndex {
  /** May grow; new rows are taken in when the index is asked. */
  readonly rows: readonly Row[];
  /** For all that is asked of the rows; once it is spent, no more of them are found. */
  readonly effort: Effort;
  private readonly facts = new Map<string, FactIndex>();
  private readonly byKind: FactIndex;

  constructor(rows: readonly Row[], effort = new Effort()) {
    this.rows = rows;
    this.effort = effort;
    this.byKind = new FactIndex(rows, () => '');
  }

  /** Ordinals of the rows that match, in order; none up to `after`, and those passed over are not compared. */
  *matching(
    matcher: Matcher,
    after = -1,
    isPassedOver: (ordinal: number) => boolean = passesNone,
  ): Generator<number> {
    const { kinds, fields } = matcher;
    const [first, last] = window(fields);
    const buckets = kinds.map((kind) => this.fewest(kind, matcher));
    const bucket = buckets.length === 1 ? buckets[0]! : buckets.flat().sort((a, b) => a - b);
    const start = Math.max(
      firstPlace(bucket, (ordinal) => this.rows[ordinal]!.entry.at >= first),
      firstPlace(bucket, (ordinal) => ordinal > after),
    );
    for (let place = start; place < bucket.length; place += 1) {
      const ordinal = bucket[place]!;
      const row = this.rows[ordinal]!;
      if (row.entry.at > last) return;
      if (isPassedOver(ordinal)) continue;
      if (this.effort.isSpent) return;
      this.effort.spend(STEPS_PER_ROW);
      if (matcher.matches(row, this.effort)) yield ordinal;
    }
  }

  /** All rows to one person that went out, or of one kind; in order. */
  about(kinds: readonly Channel[], to: string | undefined): number[] {
    const index = to === undefined ? this.byKind : this.by({ name: 'to', wanted: to, of: (row) => row.to });
    return kinds.flatMap((kind) => index.bucket(kind, to ?? '')).sort((a, b) => a - b);
  }

  /** The rows of a kind that share with the matcher the fact which the fewest share. */
  private fewest(kind: Channel, { checks }: Matcher): readonly number[] {
    let fewest = this.byKind.bucket(kind, '');
    for (const { fact } of checks) {
      if (fact === undefined) continue;
      const bucket = this.by(fact).bucket(kind, fact.wanted);
      if (bucket.length < fewest.length) fewest = bucket;
    }
    return fewest;
  }

  private by({ name, of }: Fact): FactIndex {
    const known = this.facts.get(name);
    if (known) return known;
    const made = new FactIndex(this.rows, of);
    this.facts.set(name, made);
    return made;
  }
}

/** Ordinals of rows by kind and one fact, in order. */
class FactIndex {
  private readonly rows: readonly Row[];
  private readonly of: (row: Row) => unknown;
  private readonly buckets = new Map<Channel, Map<unknown, number[]>>();
  private indexedCount = 0;

  constructor(rows: readonly Row[], of: (row: Row) => unknown) {
    this.rows = rows;
    this.of = of;
  }

  bucket(kind: Channel, value: unknown): readonly number[] {
    // Bounded by the rows that came since the last question.
    while (this.indexedCount < this.rows.length) this.take(this.indexedCount++);
    return this.buckets.get(kind)?.get(value) ?? none;
  }

  private take(ordinal: number): void {
    const row = this.rows[ordinal]!;
    const value = this.of(row);
    const byValue = this.buckets.get(row.kind) ?? new Map<unknown, number[]>();
    this.buckets.set(row.kind, byValue);
    const bucket = byValue.get(value);
    if (bucket) bucket.push(ordinal);
    else byValue.set(value, [ordinal]);
  }
}

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
  const { clock, from } = promisedSpanOf(time);
  if (typeof clock === 'object') return Number.NEGATIVE_INFINITY;
  return clock === 'local' ? from - ZONE_MAX_MS : from;
}

function latest(time: PromisedTime): Instant {
  const { clock, upTo } = promisedSpanOf(time);
  if (typeof clock === 'object') return Number.POSITIVE_INFINITY;
  return clock === 'local' ? upTo + ZONE_MAX_MS : upTo;
}

/**
 * Sent messages counted by month, week, day, hour, gateway, language and cause, with segments and what they cost.
 * What is remembered grows with the days and names, never with the messages.
 */
import type { Entry, EntryOf } from '../../core/model/entry.ts';
import type { DayNumber } from '../../core/model/instant.ts';
import type { Price } from '../../core/route/prices.ts';
import { civil, formatDay, weekDayOf } from '../../core/time/calendar.ts';
import { toLocal, type Zone } from '../../core/time/zone.ts';
import { causeOf } from '../roster/row.ts';
import { Bucket } from './bucket.ts';

/** One bucket of a kind: `2026-03`, `09`, `AT_KE` … */
export interface Counted {
  readonly key: string;
  readonly bucket: Bucket;
}

/** Each list is in order of time, or has the fullest bucket first. */
export interface Counts {
  readonly all: Bucket;
  /** `2026-03`, on the project's clock, as the next two. */
  readonly months: readonly Counted[];
  /** `2026-03-02`, the Monday it begins with. */
  readonly weeks: readonly Counted[];
  /** `2026-03-09` */
  readonly days: readonly Counted[];
  /** `09`, on the reader's own clock. */
  readonly hours: readonly Counted[];
  /** By name; '' where none is known. */
  readonly gateways: readonly Counted[];
  /** By code; `*` for untranslated text. */
  readonly languages: readonly Counted[];
  /** `alert visit` */
  readonly causes: readonly Counted[];
  /** Each gateway's months. */
  readonly gatewayMonths: ReadonlyMap<string, readonly Counted[]>;
}

export interface CountOptions {
  /** The project's. */
  readonly zone: Zone;
  /** Of the one who reads the message: see `readerClock`. */
  readonly readerZone: (sent: Entry) => Zone;
  /** undefined: nothing is known of prices. */
  readonly priceOf?: ((sent: Entry) => Price | undefined) | undefined;
}

/** Give it every entry of a journal, or the sent ones that are asked for. */
export class MessageCounts {
  private readonly options: CountOptions;
  private readonly days = new Map<DayNumber, Bucket>();
  private readonly hours = new Map<number, Bucket>();
  private readonly gateways = new Map<string, Bucket>();
  private readonly languages = new Map<string, Bucket>();
  private readonly causes = new Map<string, Bucket>();
  private readonly gatewayDays = new Map<string, Map<DayNumber, Bucket>>();

  constructor(options: CountOptions) {
    this.options = options;
  }

  /** Only `sent` counts. */
  record(entry: Entry): void {
    if (entry.kind !== 'sent') return;
    const { readerZone, priceOf } = this.options;
    const price = entry.channel === 'email' ? undefined : priceOf?.(entry);
    this.add(entry, { zone: readerZone(entry), price });
  }

  /** `count` messages of one instant that are as this one, to readers in a zone. */
  add(
    entry: EntryOf<'sent'>,
    { zone: readerZone, price }: { readonly zone: Zone; readonly price: Price | undefined },
    count = 1,
  ): void {
    const { zone } = this.options;
    const add = (bucket: Bucket): void => bucket.add(entry.channel, entry.segments ?? 0, price, count);
    const { day } = toLocal(zone, entry.at);
    const hour = Math.floor(toLocal(readerZone, entry.at).second / 3600);
    const gateway = entry.via ?? '';
    add(bucketAt(this.days, day));
    add(bucketAt(this.hours, hour));
    add(bucketAt(this.gateways, gateway));
    add(bucketAt(this.languages, entry.language ?? ''));
    add(bucketAt(this.causes, causeOf(entry) ?? ''));
    const days = this.gatewayDays.get(gateway) ?? new Map<DayNumber, Bucket>();
    this.gatewayDays.set(gateway, days);
    add(bucketAt(days, firstOfMonth(day)));
  }

  counts(): Counts {
    const all = new Bucket();
    for (const bucket of this.days.values()) all.addAll(bucket);
    return {
      all,
      months: merged(this.days, monthOf),
      weeks: merged(this.days, weekOf),
      days: merged(this.days, formatDay),
      hours: merged(this.hours, (hour) => String(hour).padStart(2, '0')),
      gateways: byFullness(this.gateways),
      languages: byFullness(this.languages),
      causes: byFullness(this.causes),
      gatewayMonths: new Map(
        [...this.gatewayDays].map(([name, days]) => [name, merged(days, monthOf)] as const),
      ),
    };
  }
}

function bucketAt<K>(buckets: Map<K, Bucket>, key: K): Bucket {
  const known = buckets.get(key);
  if (known) return known;
  const bucket = new Bucket();
  buckets.set(key, bucket);
  return bucket;
}

/** Buckets with one name become one; in order of time. */
function merged(buckets: ReadonlyMap<number, Bucket>, nameOf: (time: number) => string): Counted[] {
  const named = new Map<string, Bucket>();
  for (const [time, bucket] of [...buckets].sort(([a], [b]) => a - b)) {
    bucketAt(named, nameOf(time)).addAll(bucket);
  }
  return [...named].map(([key, bucket]) => ({ key, bucket }));
}

const byFullness = (buckets: ReadonlyMap<string, Bucket>): Counted[] =>
  [...buckets]
    .map(([key, bucket]) => ({ key, bucket }))
    .sort((a, b) => b.bucket.messages - a.bucket.messages || (a.key < b.key ? -1 : 1));

/** Months before year 1 and after 9999 do not occur: the journal has four digits. */
const monthOf = (day: DayNumber): string => formatDay(day).slice(0, 'YYYY-MM'.length);

const weekOf = (day: DayNumber): string => formatDay(day - weekDayOf(day));

const firstOfMonth = (day: DayNumber): DayNumber => day - civil(day).day + 1;

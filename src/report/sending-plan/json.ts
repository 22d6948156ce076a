/** A plan for programs: its keys are those of docs/plan.md; amounts are exact and are texts. */
import { decimalText, times } from '../../core/model/decimal.ts';
import { formatDay } from '../../core/time/calendar.ts';
import { isoLocal, isoUtc } from '../../core/time/format.ts';
import type { Bucket } from '../counts/bucket.ts';
import type { Counted, Counts } from '../counts/message-counts.ts';
import type { People } from '../people.ts';
import type { UcsTexts } from './gsm.ts';
import type { LengthSummary } from './lengths.ts';
import type { PersonCounts } from './person-counts.ts';
import type { PlannedMessage, SendingPlan } from './sending-plan.ts';

export function messageOut({ row, id, person, at, zone, price, lateMs }: PlannedMessage, people: People) {
  const {
    seq,
    due,
    to,
    segments,
    channel,
    gateway,
    language,
    cause,
    case: record,
    number,
    address,
    text,
  } = row;
  return {
    person,
    name: people.name(person),
    at: isoUtc(at),
    local: isoLocal(zone, at),
    zone: zone.name,
    due: due === undefined ? undefined : isoUtc(due),
    late_seconds: Math.round(lateMs / 1000),
    channel,
    to,
    number,
    address,
    gateway,
    language,
    cause,
    case: record,
    segments,
    cost: price && segments !== undefined ? decimalText(times(price.perSegment, segments)) : undefined,
    currency: price && segments !== undefined ? price.currency : undefined,
    text,
    message: id,
    line: seq,
  };
}

export const personOut = (
  key: string,
  { messages, segments, first, last }: PersonCounts,
  people: People,
) => ({
  person: key,
  name: people.name(key),
  messages,
  segments,
  first: isoUtc(first),
  last: isoUtc(last),
});

/** All but messages and people, which go by on their own. */
export function planOut(plan: SendingPlan) {
  return {
    contacts: plan.contacts,
    counts: countsOut(plan.counts),
    lateness: lengthsOut(plan.lateness),
    waits: plan.waits.map(({ reason, gateway, lengths }) => ({ reason, gateway, ...lengthsOut(lengths) })),
    gateway_peaks: plan.gatewayPeaks.map(({ gateway, messages, at, ratePerMinute, numbers }) => ({
      gateway,
      messages,
      minute: isoUtc(at),
      rate_per_minute: ratePerMinute,
      numbers,
    })),
    day_peaks: plan.dayPeaks.map(({ project, messages, day, limit }) => ({
      project,
      messages,
      day: formatDay(day),
      daily_limit: limit,
    })),
    ucs_2: plan.ucs.map(ucsOut),
    errors: Object.fromEntries(plan.errors),
    undated: Object.fromEntries(plan.undated),
    waiting: plan.waiting,
  };
}

function countsOut(counts: Counts) {
  const { all, months, weeks, days, hours, gateways, languages, causes, gatewayMonths } = counts;
  return {
    all: bucketOut(all),
    months: months.map(countedOut),
    weeks: weeks.map(countedOut),
    days: days.map(countedOut),
    reader_hours: hours.map(countedOut),
    gateways: gateways.map(({ key, bucket }) => ({
      key,
      ...bucketOut(bucket),
      months: (gatewayMonths.get(key) ?? []).map(countedOut),
    })),
    languages: languages.map(countedOut),
    causes: causes.map(countedOut),
  };
}

const countedOut = ({ key, bucket }: Counted) => ({ key, ...bucketOut(bucket) });

const bucketOut = (bucket: Bucket) => ({
  messages: bucket.messages,
  sms: bucket.sms,
  email: bucket.email,
  segments: bucket.segments,
  cost: costOut(bucket),
  unpriced_segments: bucket.unpriced,
});

const costOut = (bucket: Bucket): Record<string, string> =>
  Object.fromEntries(bucket.cost().map(({ amount, currency }) => [currency, decimalText(amount)]));

const lengthsOut = ({ count, medianMs, most95Ms, worstMs }: LengthSummary) => ({
  messages: count,
  median_seconds: medianMs / 1000,
  within_95_percent_seconds: most95Ms / 1000,
  worst_seconds: worstMs / 1000,
});

const ucsOut = ({
  cause,
  language,
  texts,
  now,
  saved,
  bytesSaved,
  characters,
  hasMoreCharacters,
}: UcsTexts) => ({
  cause,
  language,
  texts,
  segments: now.segments,
  segments_saved: saved.segments,
  bytes_saved: bytesSaved,
  cost_saved: costOut(saved),
  characters: characters.map(({ character, texts: count, plain, isWritten }) => ({
    character,
    texts: count,
    plain,
    written: isWritten,
  })),
  more_characters: hasMoreCharacters,
});

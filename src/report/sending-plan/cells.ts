/** A plan as cells of sheets: messages, people, counts and limits, times on the reader's clock and the project's. */
import { decimalText, times } from '../../core/model/decimal.ts';
import { formatDay } from '../../core/time/calendar.ts';
import { wallText } from '../../core/time/format.ts';
import type { Zone } from '../../core/time/zone.ts';
import type { Bucket } from '../counts/bucket.ts';
import type { Counted, Counts } from '../counts/message-counts.ts';
import type { People } from '../people.ts';
import type { Cell } from '../roster/cells.ts';
import type { PersonCounts } from './person-counts.ts';
import type { PlannedMessage, SendingPlan } from './sending-plan.ts';

export const messageColumns = [
  ...['person', 'name', 'local time', 'zone', 'project time', 'due', 'late seconds', 'channel', 'number'],
  ...['address', 'gateway', 'language', 'cause', 'segments', 'cost', 'currency', 'text', 'case', 'case name'],
  ...['message', 'journal line'],
] as const;

/** In the order of `messageColumns`. */
export function messageCells(message: PlannedMessage, people: People, projectZone: Zone): Cell[] {
  const { row, person, at, zone, price, lateMs, id } = message;
  const { case: record = '', segments, due } = row;
  const isPriced = price !== undefined && segments !== undefined;
  return [
    person,
    people.name(person),
    wallText(zone, at),
    zone.name,
    wallText(projectZone, at),
    due === undefined ? '' : wallText(projectZone, due),
    Math.round(lateMs / 1000),
    row.channel ?? '',
    row.number ?? '',
    row.address ?? '',
    row.gateway ?? '',
    row.language ?? '',
    row.cause,
    segments ?? '',
    isPriced ? { digits: decimalText(times(price.perSegment, segments)) } : '',
    isPriced ? price.currency : '',
    row.text ?? '',
    record,
    record === '' ? '' : people.name(record),
    id,
    row.seq ?? '',
  ];
}

export const personColumns = ['person', 'name', 'messages', 'segments', 'first', 'last'] as const;

export const personCells = (
  key: string,
  { messages, segments, first, last }: PersonCounts,
  people: People,
  zone: Zone,
): Cell[] => [key, people.name(key), messages, segments, wallText(zone, first), wallText(zone, last)];

export const countColumns = [
  ...['by', 'which', 'month', 'messages', 'SMS', 'emails', 'segments', 'cost', 'currency'],
  'segments without a price',
] as const;

/** A row for each bucket and currency; where there are several, the counts stand in the first. */
export function countRows(counts: Counts): Cell[][] {
  const { months, weeks, days, hours, gateways, languages, causes, gatewayMonths } = counts;
  const kinds: readonly (readonly [by: string, list: readonly Counted[]])[] = [
    ['month', months],
    ['week from', weeks],
    ['day', days],
    ["hour of the reader's clock", hours],
    ['gateway', gateways],
    ['language', languages],
    ['cause', causes],
  ];
  return [
    ...bucketRows(['all', '', ''], counts.all),
    ...kinds.flatMap(([by, list]) => list.flatMap(({ key, bucket }) => bucketRows([by, key, ''], bucket))),
    ...[...gatewayMonths].flatMap(([gateway, list]) =>
      list.flatMap(({ key, bucket }) => bucketRows(['gateway and month', gateway, key], bucket)),
    ),
  ];
}

function bucketRows(head: readonly [by: string, which: string, month: string], bucket: Bucket): Cell[][] {
  const { messages, sms, email, segments, unpriced } = bucket;
  const [first, ...others] = bucket.cost();
  const cost = first ? [{ digits: decimalText(first.amount) }, first.currency] : ['', ''];
  return [
    [...head, messages, sms, email, segments, ...cost, unpriced],
    ...others.map(({ amount, currency }) => [
      ...head,
      ...['', '', '', ''],
      { digits: decimalText(amount) },
      currency,
      '',
    ]),
  ];
}

export const limitColumns = [
  ...['what', 'of', 'when', 'messages', 'at most', 'median seconds', '95 % within seconds', 'worst seconds'],
] as const;

/** Peaks against their limits, then waits. */
export function limitRows({ gatewayPeaks, dayPeaks, waits }: SendingPlan, zone: Zone): Cell[][] {
  const none = ['', '', ''];
  return [
    ...gatewayPeaks.map(({ gateway, messages, at, ratePerMinute, numbers }) => [
      ...['busiest minute', gateway, wallText(zone, at), messages],
      ratePerMinute === undefined ? '' : ratePerMinute * numbers,
      ...none,
    ]),
    ...dayPeaks.map(({ project, messages, day, limit }) => [
      ...['busiest day', project, formatDay(day), messages],
      limit ?? '',
      ...none,
    ]),
    ...waits.map(({ reason, gateway, lengths: { count, medianMs, most95Ms, worstMs } }) => [
      ...[`waited: ${reason}`, gateway, '', count, ''],
      ...[medianMs, most95Ms, worstMs].map((ms) => ms / 1000),
    ]),
  ];
}

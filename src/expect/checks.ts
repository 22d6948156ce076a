/** Every field of an expectation: when a row holds it, and how it differs when it does not. One table for both. */

import type { Channel, PromisedFields, PromisedTime } from '../core/model/expectation.ts';
import { MS_PER_DAY } from '../core/model/instant.ts';
import type { Difference } from '../core/model/verdict.ts';
import { type PatternProblem, patternOf } from '../core/pattern/pattern.ts';
import type { Zone } from '../core/time/zone.ts';
import { type Bound, insideBound, oppositeOf } from './bounds.ts';
import type { Effort } from './effort.ts';
import { isNear } from './near.ts';
import { distanceTo, momentOn, promisedSpanOf, wallIn, wallOf } from './promised-time.ts';
import type { Row } from './rows.ts';

interface Check {
  /** How much a difference here sets a row apart from what was expected. */
  readonly weight: number;
  readonly holds: (row: Row, effort: Effort) => boolean;
  /** How the row differs. */
  readonly difference: (row: Row) => Difference;
  /** Set when it wants one value of a fact that never changes: rows can be indexed by it. */
  readonly fact?: Fact | undefined;
}

/** Something that a row says; `name` stands for the same fact in every check. */
export interface Fact {
  readonly name: string;
  readonly wanted: unknown;
  readonly of: (row: Row) => unknown;
}

type Fields = PromisedFields;
type Maker<F extends keyof Fields> = (promised: NonNullable<Fields[F]>, fields: Fields, zone: Zone) => Check;

const makers: { readonly [F in keyof Fields]?: Maker<F> } = {
  to: (key) => same('to', key, (row) => row.to, 6),
  channel: (channel) => same('channel', channel, (row) => row.kind, 4),
  number: (number) => same('number', digits(number), ({ entry }) => entry.number && digits(entry.number), 3),
  address: (address) => same('address', address, ({ entry }) => entry.address, 3),
  case: (key) =>
    same('case', key, ({ kind, entry }) => entry.case ?? (kind === 'inbound' ? entry.contact : undefined), 3),
  alert: (key) => same('alert', key, ({ entry }) => entry.alert, 3),
  broadcast: (key) => same('broadcast', key, ({ entry }) => entry.broadcast, 3),
  keyword: (word) => same('keyword', word, ({ entry }) => entry.keyword, 3),
  survey: (key) => same('survey', key, ({ entry }) => entry.survey, 3),
  via: (gateway) => same('via', gateway, ({ entry }) => entry.via, 2),
  in: (language) =>
    language === 'contact' ? inOwnLanguage : same('in', language, ({ entry }) => entry.language, 2),
  says: (text) => ({
    weight: 2,
    fact: { name: 'says', wanted: text, of: ({ entry }) => entry.text },
    holds: ({ entry }) => entry.text === text,
    difference: ({ entry }) => ({ rule: 'text', field: 'says', wanted: text, found: entry.text }),
  }),
  contains: (parts) => containing('contains', parts, ({ entry }) => entry.text ?? entry.message),
  matches: (source) => matching(source),
  near: (text) => near(text),
  subject: (text) => same('subject', text, ({ entry }) => entry.subject, 2),
  htmlContains: (parts) => containing('html_contains', parts, ({ entry }) => entry.html),
  at: (times, { withinMs = 0 }, zone) => atOneOf(times, withinMs, zone),
  between: ([first, last], _fields, zone) => ({
    weight: 2,
    holds: insideBoth(first, last, zone),
    difference: (row) => timeDifference('between', [first, last], row, zone),
  }),
  on: ({ day, local, text }, _fields, zone) => ({
    weight: 2,
    holds: (row) => Math.floor((local ? wallOf(row, zone) : wallIn(zone, row.entry.at)) / MS_PER_DAY) === day,
    difference: ({ entry }) => ({ rule: 'bound', field: 'on', wanted: text, found: entry.at }),
  }),
  from: (time, fields, zone) => bound({ field: 'from', time }, fields, zone),
  until: (time, fields, zone) => bound({ field: 'until', time }, fields, zone),
  after: (time, fields, zone) => bound({ field: 'after', time }, fields, zone),
  before: (time, fields, zone) => bound({ field: 'before', time }, fields, zone),
  fromNumber: (number) =>
    same('from_number', digits(number), ({ entry }) => entry.from_number && digits(entry.from_number), 1),
  attempts: (count) => same('attempts', count, ({ entry }) => entry.attempts, 1),
  segments: (count) => same('segments', count, ({ entry }) => entry.segments, 1),
  encoding: (encoding) => same('encoding', encoding, ({ entry }) => entry.encoding, 1),
  // Receipts change it.
  status: (status) => ({ ...same('status', status, (row) => row.status, 1), fact: undefined }),
  messageChannel: (channel) => same('channel', channel, ({ entry }) => entry.channel, 2),
  code: (code) => same('code', code, ({ entry }) => entry.code, 3),
  detail: (part) => containing('detail', [part], ({ entry }) => detailText(entry.detail)),
  invalidAnswer: (wanted) => same('invalid_answer', wanted, ({ entry }) => entry.invalid_answer === true, 1),
  about: (wanted) => ({
    weight: 2,
    holds: ({ entry }) => [...wanted].every(([name, value]) => entry.about?.[name] === value),
    difference: ({ entry }) => ({
      rule: 'about',
      field: 'about',
      wanted: Object.fromEntries(wanted),
      found: entry.about ?? {},
    }),
  }),
  handledBy: (handler) => same('handled_by', handler, ({ entry }) => entry.handled_by, 1),
};

/** `in: contact`: the text is there in the language that the contact asks for. */
const inOwnLanguage: Check = {
  weight: 2,
  holds: ({ entry }) => entry.because?.language?.from === 'contact',
  difference: ({ entry }) => ({
    rule: 'own_language',
    field: 'in',
    found: entry.language,
    from: entry.because?.language?.from,
  }),
};

/** The checks that the fields ask for, in the order of the table. */
function checksFor(fields: PromisedFields, projectZone: Zone): Check[] {
  const names = Object.keys(makers) as (keyof Fields)[];
  return names.flatMap((name) => (fields[name] === undefined ? [] : [checkOf(name, fields, projectZone)]));
}

function checkOf<F extends keyof Fields>(name: F, fields: Fields, zone: Zone): Check {
  const maker = makers[name] as Maker<F>;
  return maker(fields[name]!, fields, zone);
}

function same<T extends string | number | boolean>(
  field: string,
  wanted: T,
  found: (row: Row) => T | undefined | '',
  weight: number,
): Check {
  return {
    weight,
    fact: { name: field, wanted, of: found },
    holds: (row) => found(row) === wanted,
    difference: (row) => ({ rule: 'equals', field, wanted, found: found(row) }),
  };
}

function containing(
  field: Extract<Difference, { rule: 'contains' }>['field'],
  parts: readonly string[],
  found: (row: Row) => string | undefined,
): Check {
  const missing = (row: Row): string | undefined => parts.find((part) => !(found(row) ?? '').includes(part));
  return {
    weight: 2,
    holds: (row, effort) => {
      effort.spend(parts.length * stepsOfSearch(found(row)));
      return missing(row) === undefined;
    },
    difference: (row) => ({ rule: 'contains', field, wanted: missing(row) ?? '' }),
  };
}

/** Rows that follow one another often say the same: it is compared once. */
function near(wanted: string): Check {
  let last: { readonly text: string; readonly isNear: boolean } | undefined;
  return {
    weight: 2,
    holds: ({ entry: { text } }, effort) => {
      if (text === undefined) return false;
      if (last?.text !== text) last = { text, isNear: isNear(wanted, text, effort) };
      return last.isNear;
    },
    difference: ({ entry }) => ({ rule: 'near', field: 'near', wanted, found: entry.text }),
  };
}

/** Looking for a part is quick: several letters a step. */
const stepsOfSearch = (text = ''): number => 10 + Math.floor(text.length / 8);

function matching(source: string): Check {
  const pattern = readPattern(source);
  return {
    weight: 2,
    holds: ({ entry }, effort) =>
      pattern.kind === 'pattern' && pattern.finds(entry.text ?? '', effort) === true,
    difference: ({ entry }) => ({
      rule: 'matches',
      field: 'matches',
      wanted: source,
      ...(pattern.kind !== 'pattern'
        ? { problem: pattern.why }
        : pattern.finds(entry.text ?? '') === undefined && { isTooMuchWork: true }),
    }),
  };
}

function atOneOf(times: readonly PromisedTime[], withinMs: number, zone: Zone): Check {
  const stretches = times.map(promisedSpanOf);
  return {
    weight: 2,
    holds: (row) => stretches.some((stretch) => Math.abs(distanceTo(stretch, row, zone)) <= withinMs),
    difference: (row) => timeDifference('at', times, row, zone),
  };
}

function bound(one: Bound, fields: Fields, zone: Zone): Check {
  const { field, time } = one;
  return {
    weight: 2,
    holds: insideBound(one, oppositeOf(field, fields), zone),
    difference: ({ entry }) => ({ rule: 'bound', field, wanted: time.text, found: entry.at }),
  };
}

function insideBoth(first: PromisedTime, last: PromisedTime, zone: Zone): (row: Row) => boolean {
  const from: Bound = { field: 'from', time: first };
  const until: Bound = { field: 'until', time: last };
  const [isAfterFirst, isBeforeLast] = [insideBound(from, until, zone), insideBound(until, from, zone)];
  return (row) => isAfterFirst(row) && isBeforeLast(row);
}

function timeDifference(
  field: 'at' | 'between',
  wanted: readonly PromisedTime[],
  row: Row,
  zone: Zone,
): Difference {
  const offMs = wanted
    .map((time) => {
      const stretch = promisedSpanOf(time);
      const distance = distanceTo(stretch, row, zone);
      if (distance <= 0 && typeof stretch.clock === 'object') return distance;
      if (typeof stretch.clock === 'object') return distance + stretch.upTo - 1 - stretch.from;
      if (distance === 0) return 0;
      return momentOn(stretch, row, zone) - stretch.from;
    })
    .reduce((least, one) => (Math.abs(one) < Math.abs(least) ? one : least));
  return { rule: 'time', field, wanted, found: row.entry.at, offMs };
}

/** A leading plus, spaces and dashes do not count. */
export const digits = (number: string): string => number.replace(/^\s*\+/, '').replace(/[\s-]/g, '');

function detailText(detail: Row['entry']['detail']): string | undefined {
  if (detail === undefined || typeof detail === 'string') return detail;
  return Object.values(detail)
    .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
    .join(' ');
}

/** Which rows an expectation means. */
export interface Matcher {
  /** Kinds of rows that come into question. */
  readonly kinds: readonly Channel[];
  readonly fields: PromisedFields;
  readonly checks: readonly Check[];
  matches(row: Row, effort: Effort): boolean;
}

/** What `nothing`, `count` and `allow` look at when no channel is named. */
const outgoing: readonly Channel[] = ['sms', 'email', 'error'];

/** A matcher for rows of one kind; `undefined`: the fields' own channel, or everything that goes out. */
export function matcherFor(
  kind: Channel | readonly Channel[] | undefined,
  fields: PromisedFields,
  projectZone: Zone,
): Matcher {
  const kinds = [kind ?? fields.channel ?? outgoing].flat();
  const checks = checksFor(fields, projectZone);
  return {
    kinds,
    fields,
    checks,
    matches: (row, effort) => kinds.includes(row.kind) && checks.every((check) => check.holds(row, effort)),
  };
}

/** What a search costs, in steps of an effort: to begin, and for each step of the pattern. */
const STEPS_TO_BEGIN = 500;
const STEPS_PER_WORK = 10;

/** No longer text is searched: what stands behind is not seen. */
const TEXT_MAX = 10_000;

type Pattern =
  /** undefined: the search took more work than one may, and was given up. */
  { readonly kind: 'pattern'; finds(text: string, effort?: Effort): boolean | undefined } | PatternProblem;

/** Reads a pattern, in JavaScript's dialect. */
export function readPattern(source: string): Pattern {
  const pattern = patternOf(source, { dialect: 'ecmascript', extent: 'anywhere' });
  if (pattern.kind !== 'pattern') return pattern;
  return {
    kind: 'pattern',
    finds: (text, effort) => {
      const { matches, work } = pattern.counts(text.slice(0, TEXT_MAX));
      effort?.spend(STEPS_TO_BEGIN + work * STEPS_PER_WORK);
      return matches;
    },
  };
}

/** The texts of a fault rule as values: lengths, rates, ranges, patterns. `undefined` means: not one. */

import { matchesGlob } from '../model/glob.ts';
import type { Instant } from '../model/instant.ts';
import { type Pattern, type PatternProblem, patternOf } from '../pattern/pattern.ts';
import { parseDuration, parseTime } from '../time/parse-time.ts';
import type { Zone } from '../time/zone.ts';

/** Receipts, texts or parts that a fault makes of one. */
export const COPIES_MAX = 100;

/** A length in milliseconds, `0` among them. */
export const parseLength = (text: string): number | undefined => (text === '0' ? 0 : parseDuration(text));

/** `10/s` or `600/min`, as hand-overs per millisecond. */
export function parseRate(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?) ?\/ ?(s|min|h)$/.exec(text);
  const count = Number(match?.[1]);
  const unitMs = RATE_UNITS_MS.get(match?.[2] ?? '');
  return unitMs === undefined || !(count > 0) ? undefined : count / unitMs;
}

const RATE_UNITS_MS: ReadonlyMap<string, number> = new Map([
  ['s', 1000],
  ['min', 60_000],
  ['h', 3_600_000],
]);

/** 0 to 1, or a percentage. */
export function parseProbability(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?|\.\d+) ?(%?)$/.exec(text);
  if (!match) return undefined;
  const value = Number(match[1]) / (match[2] === '%' ? 100 : 1);
  return value <= 1 ? value : undefined;
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** `2` or `2-4`. */
export function parseOrdinals(text: string): Span | undefined {
  const match = /^([1-9]\d{0,8})(?: ?- ?([1-9]\d{0,8}))?$/.exec(text);
  if (!match) return undefined;
  const from = Number(match[1]);
  const to = Number(match[2] ?? match[1]);
  return from <= to ? { from, to } : undefined;
}

export interface Nth {
  readonly count: number;
  /** Every so many, not only that one. */
  readonly again: boolean;
}

/** `3` or `every:3`. */
export function parseNth(text: string): Nth | undefined {
  const match = /^(every: ?)?([1-9]\d{0,8})$/.exec(text);
  return match ? { count: Number(match[2]), again: match[1] !== undefined } : undefined;
}

/** A time of the scenario, or `T`, `T+1h`: counted from the start of the run. */
export function parseMoment(text: string, zone: Zone, startsAt: Instant): Instant | undefined {
  if (text === 'T') return startsAt;
  if (text.startsWith('T+')) {
    const after = parseLength(text.slice(2));
    return after === undefined ? undefined : startsAt + after;
  }
  const time = parseTime(text, zone);
  return 'at' in time ? time.at : undefined;
}

/**
 * A glob, or `/a regular expression/i` in JavaScript's dialect, as a test of a text. A search that takes more
 * work than one may finds nothing.
 */
export function parseTextTest(text: string): ((body: string) => boolean) | undefined {
  const pattern = patternIn(text);
  if (pattern === undefined) return (body) => matchesGlob(body, text);
  return pattern.kind === 'pattern' ? (body) => pattern.tries(body) === true : undefined;
}

/** Why the pattern between the slashes is none; undefined: it is one, or a glob. */
export function textTestProblem(text: string): PatternProblem | undefined {
  const pattern = patternIn(text);
  return pattern?.kind === 'pattern' ? undefined : pattern;
}

function patternIn(text: string): Pattern | PatternProblem | undefined {
  const match = /^\/(.*)\/([imsu]*)$/s.exec(text);
  return match
    ? patternOf(match[1]!, { dialect: 'ecmascript', extent: 'anywhere', flags: match[2]! })
    : undefined;
}

/** `450 4.2.0 Try again`. */
export function parseReply(text: string): { readonly code: number; readonly words: string } | undefined {
  const match = /^([2-5]\d\d)(?:[ -](.*))?$/.exec(text);
  return match ? { code: Number(match[1]), words: match[2] ?? '' } : undefined;
}

/** A length, or one drawn: fixed, uniform or lognormal. */
export type Spread =
  | { readonly kind: 'fixed'; readonly ms: number }
  | { readonly kind: 'uniform'; readonly fromMs: number; readonly toMs: number }
  | { readonly kind: 'lognormal'; readonly medianMs: number; readonly p95Ms: number };

export function parseSpread(value: unknown): Spread | undefined {
  if (typeof value === 'string') return fixed(parseLength(value));
  const { fixed: one, uniform, lognormal } = fieldsOf(value);
  if (one !== undefined) return fixed(lengthOf(one));
  if (Array.isArray(uniform)) return uniformOf(uniform);
  const { median, p95 } = fieldsOf(lognormal);
  const medianMs = lengthOf(median);
  const p95Ms = lengthOf(p95);
  if (medianMs === undefined || p95Ms === undefined || medianMs <= 0 || p95Ms < medianMs) return undefined;
  return { kind: 'lognormal', medianMs, p95Ms };
}

function uniformOf(ends: readonly unknown[]): Spread | undefined {
  const [fromMs, toMs] = [lengthOf(ends[0]), lengthOf(ends[1])];
  if (ends.length !== 2 || fromMs === undefined || toMs === undefined || fromMs > toMs) return undefined;
  return { kind: 'uniform', fromMs, toMs };
}

const fixed = (ms: number | undefined): Spread | undefined =>
  ms === undefined ? undefined : { kind: 'fixed', ms };

const lengthOf = (value: unknown): number | undefined =>
  typeof value === 'string' ? parseLength(value) : undefined;

/** The fields of a map, or none. */
export const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};

const LOG_P95 = 1.6448536269514722;

/** The whole milliseconds that a spread gives for a draw u of [0, 1). */
export function drawnMs(spread: Spread, u: number): number {
  if (spread.kind === 'fixed') return spread.ms;
  if (spread.kind === 'uniform') {
    return Math.floor(spread.fromMs + u * (spread.toMs - spread.fromMs + 1));
  }
  const sigma = Math.log(spread.p95Ms / spread.medianMs) / LOG_P95;
  return Math.round(spread.medianMs * Math.exp(sigma * normal(u)));
}

/** The normal quantile by its logistic approximation: good to 0.01 between 1 % and 99 %, and bounded. */
function normal(u: number): number {
  const held = Math.min(Math.max(u, 1e-6), 1 - 1e-6);
  const tail = Math.min(held, 1 - held);
  const t = Math.sqrt(-2 * Math.log(tail));
  const top = 2.515517 + t * (0.802853 + t * 0.010328);
  const bottom = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  return (held < 0.5 ? -1 : 1) * (t - top / bottom);
}

/** What the kinds' calls to an application share: how a call is written, and how often it is made. */
import type { GatewayWebhooks, NoWebhook, RetryPolicy, WebCall } from '../src/core/model/web-call.ts';
import { jsonIn, textAt } from './encodings.ts';
import { quoteUtf8 } from './percent.ts';

export type Pairs = readonly (readonly [name: string, value: string])[];

const FORM = { 'content-type': 'application/x-www-form-urlencoded' } as const;
const JSON_TYPE = { 'content-type': 'application/json' } as const;

/** Fields as one form or query. */
const formEncoded = (fields: Pairs): string =>
  fields.map(([name, value]) => `${quoteUtf8(name)}=${quoteUtf8(value)}`).join('&');

/** A form that is posted. */
export const formCall = (
  url: string,
  fields: Pairs,
  headers: Readonly<Record<string, string>> = {},
): WebCall => ({ method: 'POST', url, headers: { ...FORM, ...headers }, body: formEncoded(fields) });

/** The same fields behind the address. */
export const queryCall = (url: string, fields: Pairs): WebCall => ({
  method: 'GET',
  url: `${url}${url.includes('?') ? '&' : '?'}${formEncoded(fields)}`,
  headers: {},
  body: '',
});

/** JSON that is posted. */
export const jsonCall = (
  url: string,
  value: unknown,
  headers: Readonly<Record<string, string>> = JSON_TYPE,
): WebCall => ({ method: 'POST', url, headers, body: JSON.stringify(value) });

/** XML that is posted. */
export const xmlCall = (url: string, body: string): WebCall => ({
  method: 'POST',
  url,
  headers: { 'content-type': 'text/xml; charset=utf-8' },
  body,
});

const isFine = (status: number): boolean => status >= 200 && status < 300;
const noRetry: RetryPolicy = { waitsMs: [], isTaken: isFine };

/** Kinds that are not known to call again. */
export const neverRetry = (): RetryPolicy => noRetry;

/** Calls again after each wait until an answer is taken; without a test any 2xx is. */
export function retryAfter(waitsMs: readonly number[], isTaken = isFine): () => RetryPolicy {
  const plan = { waitsMs, isTaken };
  return () => plan;
}

/** Waits that double from the first to the longest, and then stay, as long as their sum is within a total. */
export function doubling(firstMs: number, longestMs: number, totalMs: number): readonly number[] {
  const waits: number[] = [];
  let wait = firstMs;
  for (let sum = wait; sum <= totalMs; sum += wait) {
    waits.push(wait);
    wait = Math.min(wait * 2, longestMs);
  }
  return waits;
}

/** A call that the kind lacks, and why. */
export const none = (why: string): NoWebhook => ({ none: why });

/** For receipts that neither HQ nor the kind's public documentation describes. */
export const NO_RECEIPTS = none('its receipts are not known: HQ has no endpoint for them');

/** A kind that only answers, and why no text comes from it. */
export const withoutWebhooks = (why: string): GatewayWebhooks => ({
  inboundWebhook: none(why),
  deliveryReceipt: NO_RECEIPTS,
  retryPolicy: neverRetry,
});

export const noWebhooks = withoutWebhooks('HQ has no endpoint for texts of this kind');

/** An address that stands in a JSON body; most bodies have none, and need not be read. */
export function urlAt(body: string, ...path: readonly (string | number)[]): string | undefined {
  const name = String(path.at(-1));
  return body.includes(`"${name}"`) ? textAt(jsonIn(body), ...path) || undefined : undefined;
}

/** `2026-11-16T10:01:00Z` */
export const isoTime = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

/** `2026-11-16 10:01:00`, UTC. */
export const plainTime = (at: number): string => isoTime(at).slice(0, 19).replace('T', ' ');

/** Seconds since the epoch. */
export const unixTime = (at: number): number => Math.floor(at / 1000);

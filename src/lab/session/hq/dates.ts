import type { Instant } from '../../../core/model/instant.ts';
import { hqError } from './hq-error.ts';

/** `gt`, `gte`, `lt`, `lte` as comparisons of two instants. */
const comparisons: Readonly<Record<string, (at: Instant, limit: Instant) => boolean>> = {
  gt: (at, limit) => at > limit,
  gte: (at, limit) => at >= limit,
  lt: (at, limit) => at < limit,
  lte: (at, limit) => at <= limit,
};

/** A filter such as `date_opened.gte=2026-03-09`; a date or a time without a zone is in UTC. */
export function dateFilter(name: string, qualifier: string, value: string): (at: Instant) => boolean {
  const isHeld = Object.hasOwn(comparisons, qualifier) ? comparisons[qualifier] : undefined;
  if (!isHeld) throw hqError(400, `'${name}.${qualifier}' is not a valid parameter.`);
  const limit = instantOf(value);
  if (limit === undefined) throw hqError(400, `'${value}' is not a valid date or time for '${name}'`);
  return (at) => isHeld(at, limit);
}

function instantOf(text: string): Instant | undefined {
  if (!/^\d{4}-\d\d-\d\d/.test(text)) return undefined;
  const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/.test(text) || !/[T ]/.test(text);
  const at = Date.parse(hasZone ? text : `${text}Z`);
  return Number.isNaN(at) ? undefined : at;
}

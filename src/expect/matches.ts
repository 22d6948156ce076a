import type { Channel, PromisedFields } from '../core/model/expectation.ts';
import type { Zone } from '../core/time/zone.ts';
import { type Check, checksFor } from './checks.ts';
import type { Effort } from './effort.ts';
import type { Row } from './rows.ts';

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
export function matcherFor(kind: Channel | undefined, fields: PromisedFields, projectZone: Zone): Matcher {
  const kinds = kind ? [kind] : fields.channel ? [fields.channel] : outgoing;
  const checks = checksFor(fields, projectZone);
  return {
    kinds,
    fields,
    checks,
    matches: (row, effort) => kinds.includes(row.kind) && checks.every((check) => check.holds(row, effort)),
  };
}

/** `in_order`: rows that must come one after another, each claimed by one of its entries. */
import type { PromisedRow } from '../core/model/expectation.ts';
import type { Zone } from '../core/time/zone.ts';
import { type Matcher, matcherFor } from './checks.ts';
import type { Matching } from './claim.ts';
import type { RowIndex } from './row-index.ts';

export interface Sequence {
  /** Ordinals claimed. */
  readonly rows: readonly number[];
  /** The first entry that found none after the row before it. */
  readonly missing?: { readonly index: number; readonly matcher: Matcher };
}

/** For each entry the first row after the one before that nobody needs more; then the rest in any order. */
export function claimInOrder(
  entries: readonly PromisedRow[],
  index: RowIndex,
  matching: Matching,
  zone: Zone,
): Sequence {
  const rows: number[] = [];
  let before = -1;
  let missing: Sequence['missing'];
  for (const [position, { kind, fields }] of entries.entries()) {
    const matcher = matcherFor(kind, fields, zone);
    const next = missing ? undefined : claimFirst(matcher, before, index, matching);
    if (next === undefined) missing ??= { index: position, matcher };
    const row = next ?? claimFirst(matcher, -1, index, matching);
    if (row === undefined) continue;
    rows.push(row);
    before = row;
  }
  return missing ? { rows, missing } : { rows };
}

function claimFirst(
  matcher: Matcher,
  after: number,
  index: RowIndex,
  matching: Matching,
): number | undefined {
  for (const row of index.matching(matcher, after)) if (matching.lock(row)) return row;
  return undefined;
}

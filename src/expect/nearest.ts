/** The row that comes nearest to what was expected, and how it differs. */
import type { Channel } from '../core/model/expectation.ts';
import type { Instant } from '../core/model/instant.ts';
import type { Difference, NearestRow } from '../core/model/verdict.ts';
import type { Matcher } from './checks.ts';
import type { Effort } from './effort.ts';
import type { RowIndex } from './row-index.ts';
import type { Row } from './rows.ts';

/** No more rows than this are weighed against each other. */
const ROWS_MAX = 20_000;
const OTHER_KIND_WEIGHT = 4;
const CLAIMED_WEIGHT = 3;

const related: Readonly<Record<Channel, readonly Channel[]>> = {
  sms: ['sms', 'error', 'email'],
  email: ['email', 'error', 'sms'],
  error: ['error', 'sms', 'email'],
  inbound: ['inbound'],
  warning: ['warning'],
};

/** The nearest row of the same person, of this kind or a related one; of equals the first in time. */
export function nearestRow(
  matcher: Matcher,
  index: RowIndex,
  around: Instant | undefined,
  isClaimed: (ordinal: number) => boolean,
): NearestRow | undefined {
  const { fields } = matcher;
  const kinds =
    fields.to === undefined ? matcher.kinds : [...new Set(matcher.kinds.flatMap((kind) => related[kind]))];
  const ordinals = closest(index, index.about(kinds, fields.to), around);
  let best: { ordinal: number; score: number; away: number } | undefined;
  for (const ordinal of ordinals) {
    const row = index.rows[ordinal]!;
    const score = scoreOf(matcher, row, index.effort) + (isClaimed(ordinal) ? CLAIMED_WEIGHT : 0);
    const away = around === undefined ? 0 : Math.abs(row.entry.at - around);
    if (!best || score < best.score || (score === best.score && away < best.away))
      best = { ordinal, score, away };
  }
  if (!best) return undefined;
  const row = index.rows[best.ordinal]!;
  return {
    index: row.index,
    kind: row.kind,
    entry: row.entry,
    to: row.to,
    differences: differencesOf(matcher, row, { isClaimed: isClaimed(best.ordinal), effort: index.effort }),
  };
}

function scoreOf({ kinds, checks }: Matcher, row: Row, effort: Effort): number {
  let score = kinds.includes(row.kind) ? 0 : OTHER_KIND_WEIGHT;
  for (const check of checks) if (!check.holds(row, effort)) score += check.weight;
  return score;
}

function differencesOf(
  { kinds, checks }: Matcher,
  row: Row,
  { isClaimed, effort }: { readonly isClaimed: boolean; readonly effort: Effort },
): Difference[] {
  const failing = checks.filter((check) => !check.holds(row, effort)).map((check) => check.difference(row));
  return [
    ...(kinds.includes(row.kind)
      ? []
      : [{ rule: 'kind', field: 'kind', wanted: kinds, found: row.kind } as const]),
    ...failing,
    ...(isClaimed ? [{ rule: 'claimed', field: 'claimed' } as const] : []),
  ];
}

/** When there are too many, those around the moment, or else the first. */
function closest(
  index: RowIndex,
  ordinals: readonly number[],
  around: Instant | undefined,
): readonly number[] {
  if (ordinals.length <= ROWS_MAX) return ordinals;
  const middle =
    around === undefined ? 0 : ordinals.findIndex((ordinal) => index.rows[ordinal]!.entry.at >= around);
  const start = Math.max(0, (middle < 0 ? ordinals.length : middle) - ROWS_MAX / 2);
  return ordinals.slice(start, start + ROWS_MAX);
}

/** Rows that no expectation claims, and how to claim them. */

import type { SourceLocation } from '../core/model/expectation.ts';
import type { Verdict } from '../core/model/verdict.ts';
import { grouped } from '../core/text/grouped.ts';
import { wallText } from '../core/time/format.ts';
import type { Zone } from '../core/time/zone.ts';
import { CauseGroups, causeName } from './claim-all.ts';
import type { Row } from './rows.ts';

/** Listed one by one; the rest are counted. */
const LISTED_MAX = 100;

/** More of one cause than this are not listed one by one, but the first few. */
const ALIKE_MAX = 20;
const ALIKE_SHOWN = 3;

interface Circumstances {
  /** The project's. */
  readonly zone: Zone;
  /** Further rows, of which only the first were kept. */
  readonly passed?: CauseGroups | undefined;
}

/** A verdict for each row, or for the first of very many. */
export function unexpectedVerdicts(
  rows: readonly Row[],
  source: SourceLocation,
  { zone, passed }: Circumstances,
): Verdict[] {
  const groups = passed ?? new CauseGroups(zone);
  for (const row of rows) groups.add(row);
  const claimAll = groups.claimAll();
  const verdicts = shownRows(groups).map((row): Verdict => {
    const all = claimAll.get(row);
    return { ...unexpected(row, source, zone), ...(all && { claimAll: all }) };
  });
  const more = groups.count - verdicts.length;
  if (more > 0) {
    verdicts.push({
      kept: false,
      kind: 'unexpected',
      title: `${grouped(more)} more unexpected messages and errors`,
      unexpectedMore: more,
      source,
      entries: [],
    });
  }
  return verdicts;
}

/** Of many of one cause the first few: one promise claims them all. */
function shownRows(groups: CauseGroups): readonly Row[] {
  const shownCounts = new Map<string, number>();
  const isShown = (row: Row): boolean => {
    if (groups.countLike(row) <= ALIKE_MAX) return true;
    const name = causeName(row);
    shownCounts.set(name, (shownCounts.get(name) ?? 0) + 1);
    return shownCounts.get(name)! <= ALIKE_SHOWN;
  };
  return groups.first().filter(isShown).slice(0, LISTED_MAX);
}

function unexpected(row: Row, source: SourceLocation, zone: Zone): Verdict {
  const { kind, entry } = row;
  const at = wallText(zone, entry.at);
  const code = entry.code === undefined ? '' : ` ${entry.code}`;
  return {
    kept: false,
    kind: 'unexpected',
    title: `unexpected ${kind}${code} ${whoText(row)} at ${at} ${zone.name}`,
    unexpected: row,
    source,
    entries: [row.index],
  };
}

function whoText({ to, entry }: Row): string {
  return to === undefined ? `for case ${entry.case ?? '(none)'}` : `to ${to}`;
}

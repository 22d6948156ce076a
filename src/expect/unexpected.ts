/** Rows that no expectation claims, and how to claim them. */

import type { SourceLocation } from '../core/model/expectation.ts';
import type { Verdict } from '../core/model/verdict.ts';
import { wallText } from '../core/time/format.ts';
import type { Zone } from '../core/time/zone.ts';
import type { Row } from './rows.ts';

/** Told one by one; the rest are counted. */
const TOLD_MAX = 100;

/** A verdict for each row, or for the first of very many. */
export function unexpectedVerdicts(
  rows: readonly Row[],
  source: SourceLocation,
  projectZone: Zone,
): Verdict[] {
  const verdicts = rows.slice(0, TOLD_MAX).map((row) => unexpected(row, source, projectZone));
  const more = rows.length - verdicts.length;
  if (more > 0) {
    verdicts.push({
      kept: false,
      kind: 'unexpected',
      title: `${more} more unexpected messages and errors`,
      unexpectedMore: more,
      source,
      entries: [],
    });
  }
  return verdicts;
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

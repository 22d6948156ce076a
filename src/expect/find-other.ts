/** Promises that claim nothing by themselves: `nothing`, `count`, `warning`, `state`; and the `transcript`. */
import type { Channel } from '../core/model/expectation.ts';
import { describeRow } from './describe.ts';
import { type Evidence, type ExpectationOf, type Judgement, kept, SHOWN_MAX } from './judgement.ts';
import { matcherFor } from './matches.ts';
import type { RowIndex } from './row-index.ts';
import { stateDifferences } from './state.ts';
import { printTranscript, transcriptDifference, transcriptHint } from './transcript.ts';

export function findNothing(
  { fields }: ExpectationOf<'nothing'>,
  index: RowIndex,
  { zone }: Evidence,
): Judgement {
  const found = [...index.matching(matcherFor(undefined, fields, zone))];
  return found.length === 0 ? kept() : { kept: false, rows: found, lines: foundLines(found, index, zone) };
}

export function findWarning(
  { fields }: ExpectationOf<Channel>,
  index: RowIndex,
  { zone }: Evidence,
): Judgement {
  const [first] = index.matching(matcherFor('warning', fields, zone));
  if (first !== undefined) return kept();
  const others = index.about(['warning'], undefined);
  const lines = others.length === 0 ? ['there was no warning'] : foundLines(others, index, zone);
  return { kept: false, rows: [], lines };
}

export function findCount(
  expectation: ExpectationOf<'count'>,
  index: RowIndex,
  { zone }: Evidence,
): Judgement {
  const { fields, is, atLeast, atMost } = expectation;
  const found = [...index.matching(matcherFor(undefined, fields, zone))];
  const { length } = found;
  const holds =
    (is === undefined || length === is) &&
    (atLeast === undefined || length >= atLeast) &&
    (atMost === undefined || length <= atMost);
  return holds
    ? kept()
    : { kept: false, rows: found, lines: [`counted ${length}`, ...foundLines(found, index, zone)] };
}

export function findState({ state }: ExpectationOf<'state'>, { world, zone }: Evidence): Judgement {
  const lines = stateDifferences(state, world, zone);
  return { kept: lines.length === 0, rows: [], lines };
}

/** The transcript names every row, so it claims them all. */
export function findTranscript({ file }: ExpectationOf<'transcript'>, evidence: Evidence): Judgement {
  const { rows, transcripts, zone } = evidence;
  const wanted = transcripts.get(file);
  const all = [...rows.keys()];
  if (wanted === undefined)
    return { kept: false, rows: all, lines: [`there is no ${file}`, transcriptHint(file)] };
  const difference = transcriptDifference(printTranscript(rows, zone), wanted);
  return difference ? { kept: false, rows: all, lines: [...difference, transcriptHint(file)] } : kept(all);
}

function foundLines(found: readonly number[], index: RowIndex, zone: Evidence['zone']): string[] {
  const lines = found.slice(0, SHOWN_MAX).map((ordinal) => {
    const row = index.rows[ordinal]!;
    return `found     ${describeRow(row, zone)}${row.to === undefined ? '' : ` (${row.to})`}`;
  });
  if (found.length > SHOWN_MAX) lines.push(`… and ${found.length - SHOWN_MAX} more`);
  return lines;
}

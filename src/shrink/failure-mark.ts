/** What two failures have in common that fail in the same way: the promise, and the kind of its evidence. */
import type { Entry } from '../core/model/entry.ts';
import type { JournalRow, NearestRow, Verdict } from '../core/model/verdict.ts';

/** Two broken verdicts with the same mark fail in the same way, whoever else is in the scenario. */
export function failureMark(verdict: Verdict): string {
  const { kind, title } = verdict;
  if (kind === 'invariant') return JSON.stringify([kind, title, verdict.breaks?.[0]?.what]);
  if (verdict.unexpected) return JSON.stringify([kind, rowMark(verdict.unexpected)]);
  return JSON.stringify([kind, title, evidenceMark(verdict)]);
}

/**
 * Of many unexpected messages of one cause the first few are listed: any other of them may have been there.
 * The mark of the cause; undefined: it is no such message.
 */
export const unexpectedGroupMark = ({ unexpected }: Verdict): string | undefined =>
  unexpected && JSON.stringify(['cause', kindMark(unexpected)]);

/** A message is the same one when it is to the same person, of the same cause, at the same time. */
function rowMark({ kind, entry, to }: JournalRow): unknown {
  return [kind, to, entry.at, entry.code, entry.number, entry.address, causeOf(entry)];
}

function evidenceMark(verdict: Verdict): unknown {
  const { missingTimes, missingEntry, absent, many, costs, nearest, why, found, state, transcript } = verdict;
  return [
    missingTimes?.map(({ text }) => text),
    missingEntry,
    absent?.from,
    many && [nearest && rowMark(nearest), many.fields.map(({ field }) => field)[0]],
    costs && [costs.currency, costs.unpriced],
    nearest && differencesMark(nearest),
    why?.entry && decisionMark(why.entry),
    countMark(verdict),
    found?.[0] && kindMark(found[0]),
    state,
    transcript && [transcript.wanted, transcript.found],
  ];
}

const differencesMark = (row: NearestRow): unknown => [
  kindMark(row),
  row.differences.map(({ rule, field }) => [rule, field, field === 'in' && row.entry.because?.language]),
];

const kindMark = ({ kind, entry }: JournalRow): unknown => [kind, entry.code, causeOf(entry)];

const causeOf = ({ alert, broadcast, keyword, survey }: Entry): unknown => [
  alert,
  broadcast,
  keyword,
  survey,
];

const decisionMark = (entry: Entry): unknown => [
  entry.kind,
  entry.code,
  entry.reason,
  causeOf(entry),
  entry.detail,
];

/** A number that is too small says nothing of who is missing. */
export const isTooFew = ({ counted, expected }: Verdict): boolean =>
  expected?.kind === 'count' && counted !== undefined && countMark({ counted, expected }) !== 'more';

/** Too many stays too many. Of too few, the number: with nobody in the scenario any count is too small. */
function countMark({ counted, expected }: Pick<Verdict, 'counted' | 'expected'>): unknown {
  if (counted === undefined || expected?.kind !== 'count') return undefined;
  const most = expected.is ?? expected.atMost;
  return most !== undefined && counted > most ? 'more' : counted;
}

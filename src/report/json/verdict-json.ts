/** The evidence of a verdict in the JSON report: field names in snake case, times as text, entries as in the journal. */
import { entryLine } from '../../core/journal/lines.ts';
import type { Entry } from '../../core/model/entry.ts';
import type { Expectation, PromisedTime } from '../../core/model/expectation.ts';
import type {
  Decision,
  Difference,
  JournalRow,
  ManyEvidence,
  NearestRow,
  StateDifference,
  TranscriptDifference,
  Verdict,
} from '../../core/model/verdict.ts';
import { isoUtc } from '../../core/time/format.ts';
import { changeOut } from '../diff/json.ts';

/** Keys without a value are left out when it is written. */
export function evidenceJson(verdict: Verdict) {
  const { expected, missingTimes, missingEntry, absent, nearest, why, counted, found, foundCount } = verdict;
  const { state, transcript, unexpected, unexpectedMore, breaks, breakCount, remarks, effortLimit } = verdict;
  return {
    expected: expected && expectationJson(expected),
    missing_times: missingTimes?.map(({ text }) => text),
    missing_entry: missingEntry,
    absent,
    nearest: nearest && nearestJson(nearest),
    why: why && decisionJson(why),
    counted,
    found: found?.map(rowJson),
    found_count: foundCount,
    many: verdict.many && manyJson(verdict.many),
    costs: verdict.costs,
    claim_all: verdict.claimAll,
    state: state?.map(stateJson),
    transcript: transcript && transcriptJson(transcript),
    unexpected: unexpected && rowJson(unexpected),
    unexpected_more: unexpectedMore,
    breaks: breaks?.map(({ what, entries }) => ({ what, seqs: entries.map(seqOf) })),
    break_count: breakCount,
    remarks,
    effort_limit: effortLimit,
    seqs: verdict.entries.map(seqOf),
  };
}

/** Messages of a transcript that are listed; the text of the file has them all. */
const CHANGES_MAX = 100;

function transcriptJson({ changes, ...rest }: TranscriptDifference): object {
  const leftOut = (changes?.length ?? 0) - CHANGES_MAX;
  const firstChanges = changes?.slice(0, CHANGES_MAX).map(changeOut);
  return { ...rest, changes: firstChanges, ...(leftOut > 0 && { changes_left_out: leftOut }) };
}

const seqOf = (index: number): number => index + 1;

const rowJson = ({ index, kind, to, entry }: JournalRow) => ({ kind, to, entry: entryJson(index, entry) });

const nearestJson = (nearest: NearestRow) => ({
  ...rowJson(nearest),
  differences: nearest.differences.map(differenceJson),
});

const manyJson = ({ others, ...many }: ManyEvidence) => ({ ...many, others: others.map(nearestJson) });

const decisionJson = ({ contact, index, entry }: Decision) => ({
  contact,
  entry: entry && index !== undefined ? entryJson(index, entry) : undefined,
});

/** The line of the journal. */
const entryJson = (index: number, entry: Entry): unknown => JSON.parse(entryLine(seqOf(index), entry));

function differenceJson(difference: Difference): object {
  switch (difference.rule) {
    case 'time': {
      const { rule, field, wanted, found, offMs } = difference;
      return { rule, field, wanted: wanted.map(({ text }) => text), found: isoUtc(found), off_ms: offMs };
    }
    case 'bound':
      return { ...difference, found: isoUtc(difference.found) };
    case 'matches': {
      const { isTooMuchWork, ...rest } = difference;
      return { ...rest, too_much_work: isTooMuchWork };
    }
    case 'double': {
      const { rule, field, first, apartMs } = difference;
      return { rule, field, first: isoUtc(first), apart_ms: apartMs };
    }
    case 'night': {
      const { isReaders, ...rest } = difference;
      return { ...rest, readers: isReaders };
    }
    default:
      return difference;
  }
}

function stateJson(difference: StateDifference): object {
  if (difference.field !== 'next_due') return difference;
  const { wanted, found } = difference;
  return {
    ...difference,
    wanted: wanted?.text ?? null,
    found: found === undefined ? null : isoUtc(found),
  };
}

/** As in a scenario file, but for its short forms; without the place in the file, and what a transcript file holds. */
const expectationJson = (expectation: Expectation): unknown =>
  plain(expectation.kind === 'transcript' ? { kind: 'transcript', file: expectation.file } : expectation);

function plain(value: unknown): unknown {
  if (value instanceof Map) return plain(Object.fromEntries(value));
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if (isTime(value)) return value.text;
  const fields = Object.entries(value).filter(([name]) => name !== 'source');
  return Object.fromEntries(fields.map(([name, field]) => [snakeCase(name), plain(field)]));
}

/** A time or a day, as it was written. */
const isTime = (value: object): value is Pick<PromisedTime, 'text'> =>
  'text' in value && ('precision' in value || 'day' in value);

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Holds a list of expectations against the rows there are, and says which rows they claim. */
import type { Channel, Expectation, PromisedTime } from '../core/model/expectation.ts';
import type { Plan } from '../core/model/plan.ts';
import type { Verdict } from '../core/model/verdict.ts';
import type { Zone } from '../core/time/zone.ts';
import { type Matcher, matcherFor } from './checks.ts';
import { Candidates, claimRows, type Matching } from './claim.ts';
import { describeExpectation } from './describe.ts';
import { explainMissing, type Missing } from './explain.ts';
import { runningCost } from './find-cost.ts';
import { runningDoubles, runningEach, runningNights } from './find-many.ts';
import { findState, findTranscript, findWarning, runningCount, runningNothing } from './find-other.ts';
import { claimInOrder, type Sequence } from './in-order.ts';
import {
  broken,
  type Evidence,
  type ExpectationOf,
  type Judgement,
  kept,
  type Running,
  type RunningExpectation,
  type Surroundings,
} from './judgement.ts';
import type { RowIndex } from './row-index.ts';
import { judgedOver } from './running.ts';
import type { Question } from './why.ts';

export interface Evaluation {
  /** In the order of the expectations. */
  readonly verdicts: readonly Verdict[];
  /** What is still to be asked of the journal, by verdict. */
  readonly questions: ReadonlyMap<Verdict, Question>;
  /** Indexes of the entries claimed, promise by promise. */
  readonly claimed: readonly Iterable<number>[];
}

type RowExpectation = ExpectationOf<Channel>;

/** The rows of one evaluation, and who has claimed which. */
interface MatchingState {
  readonly evidence: Evidence;
  readonly index: RowIndex;
  readonly matching: Matching;
  readonly claims: ReadonlyMap<Expectation, Candidate>;
  readonly sequences: ReadonlyMap<Expectation, Sequence>;
  /** Broken promises that may still be explained in full. */
  explanationsLeft: number;
}

interface Candidate {
  /** One for each row wanted. */
  readonly matchers: readonly Matcher[];
  /** Ordinals; -1: none. */
  readonly rows: readonly number[];
}

/** Explained in full; more are only named. */
const EXPLAINED_MAX = 100;

export function evaluate(expectations: readonly Expectation[], evidence: Evidence): Evaluation {
  const state = claimAll(expectations, evidence);
  const findings = expectations.map((expectation) => find(expectation, state));
  const verdicts = expectations.map((each, place) => verdictOf(each, findings[place]!, evidence));
  const questions = verdicts.flatMap((verdict, place): [Verdict, Question][] => {
    const { question } = findings[place]!;
    return question ? [[verdict, question]] : [];
  });
  return { verdicts, questions: new Map(questions), claimed: claimedBy(expectations, findings) };
}

/** First those that name single rows, then those that want them in an order. */
function claimAll(expectations: readonly Expectation[], evidence: Evidence): MatchingState {
  const { rows, index, claimedBefore, zone } = evidence;
  const claiming = expectations.filter(isForRows);
  const matchers = claiming.map((expectation) => matchersFor(expectation, zone));
  const most = placesWanted(expectations);
  const candidates = new Map<string, Candidates>();
  const candidatesOf = (matcher: Matcher): Candidates => {
    const name = JSON.stringify([matcher.kinds, matcher.fields]);
    const known =
      candidates.get(name) ??
      new Candidates((after, isPassedOver) =>
        firstFree(index.matching(matcher, after, isPassedOver), evidence, most),
      );
    candidates.set(name, known);
    return known;
  };
  const wants = matchers.map((each) => each.map(candidatesOf));
  const matching = claimRows(wants, (ordinal) => claimedBefore.has(rows[ordinal]!.index));

  const inOrder = expectations.filter((expectation) => expectation.kind === 'in_order');
  const sequences = new Map(
    inOrder.map((each): [Expectation, Sequence] => [each, claimInOrder(each.entries, index, matching, zone)]),
  );
  const claimed = matching.claims;
  const claims = new Map(
    claiming.map((each, place): [Expectation, Candidate] => [
      each,
      { matchers: matchers[place]!, rows: claimed[place]! },
    ]),
  );
  return { evidence, index, matching, claims, sequences, explanationsLeft: EXPLAINED_MAX };
}

function find(expectation: Expectation, state: MatchingState): Judgement {
  const { evidence, index } = state;
  const running = evidence.running?.get(expectation);
  if (running) return running.judgement(evidence);
  if (isRunning(expectation)) {
    const { plan, zone } = evidence;
    return judgedOver(runningOf(expectation, { plan, zone, effort: index.effort }), evidence);
  }
  switch (expectation.kind) {
    case 'warning':
      return findWarning(expectation, index, evidence);
    case 'state':
      return findState(expectation, evidence);
    case 'transcript':
      return findTranscript(expectation, evidence);
    case 'in_order':
      return findInOrder(state.sequences.get(expectation)!, state);
    default:
      return findRows(state.claims.get(expectation)!, state);
  }
}

/** Those that are held in the middle of the run. */
export const timelinePromises = ({ timeline }: Plan): Expectation[] =>
  timeline.flatMap(({ act }) => (act.verb === 'expect' ? act.expectations : []));

/** Receipts change a status after the row has come: it can be asked at the end only. */
export function asksStatus(expectation: Expectation): boolean {
  const { fields, of } = expectation as Partial<Pick<RunningExpectation & { kind: 'each' }, 'fields' | 'of'>>;
  if (expectation.kind === 'in_order')
    return expectation.entries.some((each) => each.fields.status !== undefined);
  return fields?.status !== undefined || of?.status !== undefined;
}

/** Whether a promise can be counted while the rows come. */
export const isRunning = (expectation: Expectation): expectation is RunningExpectation =>
  runningKinds.has(expectation.kind);

const runningKinds: ReadonlySet<Expectation['kind']> = new Set([
  'each',
  'no_doubles',
  'no_nights',
  'cost',
  'count',
  'nothing',
]);

/** A promise that is counted row by row, before the first row. */
export function runningOf(expectation: RunningExpectation, around: Surroundings): Running {
  switch (expectation.kind) {
    case 'each':
      return runningEach(expectation, around);
    case 'no_doubles':
      return runningDoubles(expectation, around);
    case 'no_nights':
      return runningNights(expectation, around);
    case 'cost':
      return runningCost(expectation, around);
    case 'count':
      return runningCount(expectation, around);
    case 'nothing':
      return runningNothing(expectation, around);
  }
}

function findRows({ matchers, rows }: Candidate, state: MatchingState): Judgement {
  const found = indexesOf(
    rows.filter((ordinal) => ordinal >= 0),
    state,
  );
  const missing = matchers.filter((_, place) => rows[place]! < 0);
  const [first] = missing;
  if (!first) return kept(found);
  const { explanation, question } = explain(first, state);
  const missingTimes = timesOf(matchers, missing);
  return broken(found, { ...(missingTimes.length > 0 && { missingTimes }), ...explanation }, question);
}

function findInOrder({ rows, missing }: Sequence, state: MatchingState): Judgement {
  const found = indexesOf(rows, state);
  if (!missing) return kept(found);
  const { explanation, question } = explain(missing.matcher, state);
  return broken(found, { missingEntry: missing.index, ...explanation }, question);
}

const indexesOf = (ordinals: readonly number[], { index }: MatchingState): number[] =>
  ordinals.map((ordinal) => index.rows[ordinal]!.index);

function explain(matcher: Matcher, state: MatchingState): Missing {
  const { index, matching, evidence } = state;
  state.explanationsLeft -= 1;
  if (state.explanationsLeft < 0) return { explanation: {}, question: undefined };
  return explainMissing(matcher, index, evidence.zone, (ordinal) => matching.isClaimed(ordinal));
}

/** Of a list of times, those at which no row came. */
function timesOf(all: readonly Matcher[], missing: readonly Matcher[]): PromisedTime[] {
  return all.length === 1 ? [] : missing.flatMap(({ fields }) => fields.at ?? []);
}

function verdictOf(
  expectation: Expectation,
  { kept: isKept, entries, explanation }: Judgement,
  { zone }: Evidence,
): Verdict {
  let indexes: readonly number[] | undefined;
  return {
    kept: isKept,
    kind: 'expectation',
    title: describeExpectation(expectation, zone),
    expected: expectation,
    ...explanation,
    source: expectation.source,
    // There may be millions: made when somebody asks.
    get entries() {
      indexes ??= [...entries];
      return indexes;
    },
  };
}

const claimedBy = (
  expectations: readonly Expectation[],
  findings: readonly Judgement[],
): Iterable<number>[] =>
  findings.filter((_, place) => claims(expectations[place]!)).map(({ entries }) => entries);

/** What only looks claims nothing; a `count` does when it says so. */
export function claims(expectation: Expectation): boolean {
  if (expectation.kind === 'count') return expectation.claims === true;
  return !onlyLooking.has(expectation.kind);
}

const onlyLooking: ReadonlySet<Expectation['kind']> = new Set([
  'nothing',
  'warning',
  'state',
  'no_doubles',
  'no_nights',
  'cost',
]);

/** A list of times wants one row at each. */
export function matchersFor({ kind, fields }: RowExpectation, zone: Zone): Matcher[] {
  const { at } = fields;
  if (!at) return [matcherFor(kind, fields, zone)];
  return at.map((time) => matcherFor(kind, { ...fields, at: [time] }, zone));
}

/** How many rows all expectations together can claim: nobody needs to look at more. */
export function placesWanted(expectations: readonly Expectation[]): number {
  let places = 0;
  for (const expectation of expectations) {
    if (expectation.kind === 'in_order') places += expectation.entries.length;
    else if (isForRows(expectation)) places += expectation.fields.at?.length ?? 1;
  }
  return places;
}

function* firstFree(
  ordinals: Iterable<number>,
  { rows, claimedBefore }: Evidence,
  most: number,
): Generator<number> {
  let found = 0;
  for (const ordinal of ordinals) {
    if (claimedBefore.has(rows[ordinal]!.index)) continue;
    yield ordinal;
    found += 1;
    if (found >= most) return;
  }
}

/** A warning is only looked for. */
const channels: ReadonlySet<string> = new Set<Channel>(['sms', 'email', 'error', 'inbound']);

export const isForRows = (expectation: Expectation): expectation is RowExpectation =>
  channels.has(expectation.kind);

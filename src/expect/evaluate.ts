/** Holds a list of expectations against the rows there are, and says which rows they claim. */
import type { Channel, Expectation, PromisedTime } from '../core/model/expectation.ts';
import type { Verdict } from '../core/model/verdict.ts';
import type { Zone } from '../core/time/zone.ts';
import { type Matcher, matcherFor } from './checks.ts';
import { Candidates, claimRows, type Matching } from './claim.ts';
import { describeExpectation } from './describe.ts';
import { explainMissing, type Missing } from './explain.ts';
import { findCost } from './find-cost.ts';
import { findDoubles, findEach, findNights } from './find-many.ts';
import { findCount, findNothing, findState, findTranscript, findWarning } from './find-other.ts';
import { claimInOrder, type Sequence } from './in-order.ts';
import { broken, type Evidence, type ExpectationOf, type Judgement, kept } from './judgement.ts';
import type { RowIndex } from './row-index.ts';
import { answerWhy } from './why.ts';

export interface Evaluation {
  /** In the order of the expectations. */
  readonly verdicts: readonly Verdict[];
  /** Ordinals of the rows claimed. */
  readonly claimed: readonly number[];
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
  return {
    verdicts: verdictsFor(expectations, findings, evidence),
    claimed: claimedBy(expectations, findings),
  };
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
        firstFree(index.matching(matcher, after, isPassedOver), claimedBefore, most),
      );
    candidates.set(name, known);
    return known;
  };
  const wants = matchers.map((each) => each.map(candidatesOf));
  const matching = claimRows(wants, rows.length);
  for (const ordinal of claimedBefore) matching.lock(ordinal);

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
  switch (expectation.kind) {
    case 'nothing':
      return findNothing(expectation, index, evidence);
    case 'count':
      return findCount(expectation, index, evidence);
    case 'each':
      return findEach(expectation, evidence);
    case 'no_doubles':
      return findDoubles(expectation, evidence);
    case 'no_nights':
      return findNights(expectation, evidence);
    case 'cost':
      return findCost(expectation, evidence);
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

function findRows({ matchers, rows }: Candidate, state: MatchingState): Judgement {
  const found = rows.filter((ordinal) => ordinal >= 0);
  const missing = matchers.filter((_, place) => rows[place]! < 0);
  const [first] = missing;
  if (!first) return kept(found);
  const { explanation, question } = explain(first, state);
  const missingTimes = timesOf(matchers, missing);
  return broken(found, { ...(missingTimes.length > 0 && { missingTimes }), ...explanation }, question);
}

function findInOrder({ rows, missing }: Sequence, state: MatchingState): Judgement {
  if (!missing) return kept(rows);
  const { explanation, question } = explain(missing.matcher, state);
  return broken(rows, { missingEntry: missing.index, ...explanation }, question);
}

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

function verdictsFor(
  expectations: readonly Expectation[],
  findings: readonly Judgement[],
  evidence: Evidence,
): Verdict[] {
  const { journal, zone, rows } = evidence;
  const asked = findings.flatMap(({ question }) => question ?? []);
  const found = asked.length > 0 ? answerWhy(asked, journal) : [];
  const answers = new Map(found.map((answer, place) => [asked[place]!, answer]));
  return expectations.map((expectation, place) => {
    const { kept: isKept, rows: ordinals, explanation, question } = findings[place]!;
    const why = question && answers.get(question);
    return {
      kept: isKept,
      kind: 'expectation',
      title: describeExpectation(expectation, zone),
      expected: expectation,
      ...explanation,
      ...(why && { why }),
      source: expectation.source,
      entries: ordinals.map((ordinal) => rows[ordinal]!.index),
    };
  });
}

function claimedBy(expectations: readonly Expectation[], findings: readonly Judgement[]): number[] {
  const claiming = findings.filter((_, place) => claims(expectations[place]!));
  return [...new Set(claiming.flatMap(({ rows }) => rows))];
}

/** What only looks claims nothing; a `count` does when it says so. */
function claims(expectation: Expectation): boolean {
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
function matchersFor({ kind, fields }: RowExpectation, zone: Zone): Matcher[] {
  const { at } = fields;
  if (!at) return [matcherFor(kind, fields, zone)];
  return at.map((time) => matcherFor(kind, { ...fields, at: [time] }, zone));
}

/** How many rows all expectations together can claim: nobody needs to look at more. */
function placesWanted(expectations: readonly Expectation[]): number {
  let places = 0;
  for (const expectation of expectations) {
    if (expectation.kind === 'in_order') places += expectation.entries.length;
    else if (isForRows(expectation)) places += expectation.fields.at?.length ?? 1;
  }
  return places;
}

function* firstFree(
  ordinals: Iterable<number>,
  claimed: ReadonlySet<number>,
  most: number,
): Generator<number> {
  let found = 0;
  for (const ordinal of ordinals) {
    if (claimed.has(ordinal)) continue;
    yield ordinal;
    found += 1;
    if (found >= most) return;
  }
}

/** A warning is only looked for. */
const channels: ReadonlySet<string> = new Set<Channel>(['sms', 'email', 'error', 'inbound']);

const isForRows = (expectation: Expectation): expectation is RowExpectation => channels.has(expectation.kind);

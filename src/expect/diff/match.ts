/**
 * The messages that two sides have for one person, matched by cause and case, then by words and time. Each list is
 * walked a fixed number of times; only the search for the least shift does more, and its steps are bounded (align.ts).
 */
import type { ComparedMessage, MessageChange } from '../../core/model/message-change.ts';
import { alignInOrder } from './align.ts';
import { differencesOf } from './differences.ts';

export interface MatchOptions {
  /** Times that differ by no more are the same. */
  readonly toleranceMs?: number;
  /** What one side does not know, and by which messages are therefore not distinguished. */
  readonly ignores?: ReadonlySet<'case' | 'cause'>;
}

export interface Matched {
  /** In order of time. */
  readonly changes: readonly MessageChange[];
  /** Messages that are the same on both sides. */
  readonly same: number;
}

type Pair = readonly [before: ComparedMessage, after: ComparedMessage];

/** What both sides have, or have left, in order of time. */
interface Both {
  readonly before: readonly ComparedMessage[];
  readonly after: readonly ComparedMessage[];
}

/** Pairs what it can, and gives back what is left. */
type Matcher = (both: Both) => Both;

export function matchPerson(
  before: readonly ComparedMessage[],
  after: readonly ComparedMessage[],
  { toleranceMs = 0, ignores = new Set() }: MatchOptions = {},
): Matched {
  const pairs: Pair[] = [];
  const subjectOf = ({ cause, case: record = '' }: ComparedMessage): string =>
    `${ignores.has('cause') ? '' : cause}\n${ignores.has('case') ? '' : record}`;
  const all = { before: inTime(before), after: inTime(after) };
  const left = inGroups(all, subjectOf, (both) => matchSubject(both, toleranceMs, pairs));
  const alone = inGroups(left, wordsOf, (both) => atSameTime(both, toleranceMs, pairs));
  return matchedFrom(pairs, alone, toleranceMs);
}

/** The same words at the same time, the same words moved, other words at the same time, then what lies between. */
function matchSubject(all: Both, toleranceMs: number, pairs: Pair[]): Both {
  const anchors: Pair[] = [];
  const others = inGroups(all, wordsOf, (both) => {
    const unmoved: Pair[] = [];
    const unlike = inGroups(both, outcomeOf, (alike) => atSameTime(alike, toleranceMs, unmoved));
    const left = atSameTime(unlike, toleranceMs, unmoved);
    for (const pair of unmoved) anchors.push(pair);
    return betweenAnchors(left, unmoved, pairs);
  });
  const late = inGroups(
    others,
    ({ channel }) => channel ?? '',
    (both) => atSameTime(both, toleranceMs, anchors),
  );
  const left = atSameTime(late, toleranceMs, anchors);
  for (const pair of anchors) pairs.push(pair);
  return betweenAnchors(left, anchors, pairs);
}

const wordsOf = ({ channel, text = '' }: ComparedMessage): string => `${channel ?? ''}\n${text}`;

/** What became of it: of several with the same words at the same time, those that went the same way belong together. */
const outcomeOf = ({ outcome, reason, gateway, language, number, address }: ComparedMessage): string =>
  [outcome, reason, gateway, language, number, address].join('\n');

/** Pairs neighbours whose times differ by no more than is allowed, in one walk over both. */
function atSameTime({ before, after }: Both, toleranceMs: number, pairs: Pair[]): Both {
  const left: { before: ComparedMessage[]; after: ComparedMessage[] } = { before: [], after: [] };
  let [index, other] = [0, 0];
  while (index < before.length && other < after.length) {
    const [one, two] = [before[index]!, after[other]!];
    if (Math.abs(one.at - two.at) <= toleranceMs) {
      pairs.push([one, two]);
      index += 1;
      other += 1;
    } else if (one.at < two.at) {
      left.before.push(one);
      index += 1;
    } else {
      left.after.push(two);
      other += 1;
    }
  }
  return {
    before: [...left.before, ...before.slice(index)],
    after: [...left.after, ...after.slice(other)],
  };
}

/** Pairs what moved; never across a message that stayed where it was: what lies on both its sides is not the same. */
function betweenAnchors(left: Both, anchors: readonly Pair[], pairs: Pair[]): Both {
  if (left.before.length === 0 || left.after.length === 0) return left;
  const times = Float64Array.from(anchors, ([one]) => one.at).sort();
  const gapOf = (message: ComparedMessage): string => String(gapAt(times, message.at));
  return inGroups(left, gapOf, ({ before, after }) => {
    const aligned = alignInOrder(
      before.map(({ at }) => at),
      after.map(({ at }) => at),
    );
    for (const [index, other] of aligned) pairs.push([before[index]!, after[other]!]);
    const matched = [
      new Set(aligned.map(([index]) => index)),
      new Set(aligned.map(([, index]) => index)),
    ] as const;
    return {
      before: before.filter((_, index) => !matched[0].has(index)),
      after: after.filter((_, index) => !matched[1].has(index)),
    };
  });
}

/** How many of the times, in order, are not later. */
function gapAt(times: Float64Array, at: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Matches each group by itself; what is left of all of them is in order of time again. */
function inGroups(both: Both, keyOf: (message: ComparedMessage) => string, match: Matcher): Both {
  const groups = new Map<string, { before: ComparedMessage[]; after: ComparedMessage[] }>();
  const groupOf = (message: ComparedMessage) => {
    const key = keyOf(message);
    const group = groups.get(key) ?? { before: [], after: [] };
    groups.set(key, group);
    return group;
  };
  for (const message of both.before) groupOf(message).before.push(message);
  for (const message of both.after) groupOf(message).after.push(message);
  const left = [...groups.values()].map(match);
  return {
    before: inTime(left.flatMap(({ before }) => before)),
    after: inTime(left.flatMap(({ after }) => after)),
  };
}

/** Those at one time keep their order. */
const inTime = (messages: readonly ComparedMessage[]): readonly ComparedMessage[] =>
  messages.some(({ at }, index) => index > 0 && at < messages[index - 1]!.at)
    ? [...messages].sort((a, b) => a.at - b.at)
    : messages;

function matchedFrom(pairs: readonly Pair[], alone: Both, toleranceMs: number): Matched {
  const changes: MessageChange[] = [];
  let same = 0;
  for (const [before, after] of pairs) {
    const differences = differencesOf(before, after, toleranceMs);
    if (differences.length === 0) same += 1;
    else changes.push({ kind: 'changed', before, after, differences });
  }
  for (const before of alone.before) changes.push({ kind: 'removed', before });
  for (const after of alone.after) changes.push({ kind: 'added', after });
  return { changes: changes.sort((a, b) => timeOf(a) - timeOf(b)), same };
}

/** Where a change stands among others: when the message was to come, else when it comes. */
const timeOf = (change: MessageChange): number =>
  change.kind === 'added' ? change.after.at : change.before.at;

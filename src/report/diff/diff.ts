/** Two sides of a comparison put together: what changed for each person, and how often in all, as plain data. */
import type { ComparedMessage, MessageChange, MessageDifference } from '../../core/model/message-change.ts';
import { type Matched, matchPerson } from '../../expect/diff/match.ts';
import { type People, peopleNamed } from '../people.ts';
import type { WhyNot } from './reasons.ts';
import type { DiffSide, SideName } from './side.ts';

/** A comparison of one story with another: any format can be made of it. */
export interface Diff {
  readonly title: string;
  /** IANA name; in which times are given. */
  readonly zone: string;
  /** undefined: the story is on the other side only. */
  readonly before: SideSums | undefined;
  readonly after: SideSums | undefined;
  /** Messages that are the same on both sides, and errors without a message that are. */
  readonly same: number;
  readonly sameErrors: number;
  /** How many messages and errors changed, and of them those where nothing is sent on either side. */
  readonly changed: number;
  readonly changedErrors: number;
  /** How many people both sides have messages for. */
  readonly peopleCount: number;
  /** Changes of one kind, the most frequent first within each kind. */
  readonly groups: readonly DiffGroup[];
  /**
   * Everybody for whom something changed: first those who get more or fewer messages, then those whose messages differ,
   * then those of whom only an error does; each in the order in which the sides first name them.
   */
  readonly people: ChangedPeople;
  /** What could not be compared. */
  readonly notes: readonly string[];
}

/** A side and how much it has. */
export interface SideSums extends SideName {
  readonly title: string;
  readonly sms: number;
  readonly email: number;
  readonly errors: number;
  readonly waiting: number;
}

/** `added` and `removed`, or the field that differs. */
export type ChangeKind = 'added' | 'removed' | MessageDifference['field'];

/** How often one thing changed for one cause. A message that changed in two ways is in two groups. */
export interface DiffGroup {
  readonly kind: ChangeKind;
  /** `alert visit` */
  readonly cause: string;
  /** Of messages added and removed; of changed ones `error` where neither is sent. */
  readonly what?: Noun;
  /** Not given for texts and numbers, which hardly ever change alike. */
  readonly from?: string;
  readonly to?: string;
  readonly byMs?: number;
  /** Of errors: the code that all of them have, on both sides. */
  readonly code?: string;
  /** Of messages added why the first side has none, of those removed why the second has none. */
  readonly reason?: string;
  readonly detail?: string;
  readonly count: number;
  readonly people: number;
}

export type Noun = 'sms' | 'email' | 'error' | 'waiting';

export interface DiffPerson {
  /** Key, number with a plus, or address; '' for nobody. */
  readonly person: string;
  readonly name: string;
  /** `Amina Lema (3bc36664)` */
  readonly label: string;
  readonly changes: readonly DiffChange[];
}

/** A change, with the reason why one side has no such message. */
export type DiffChange = MessageChange & {
  readonly whyNot?: WhyNot | undefined;
  /** `Amina Lema (3bc36664)`: the case that the message is about, where that is not the recipient. */
  readonly about?: string;
};

export interface DiffOptions {
  /** Times that differ by no more are the same; undefined: a minute where CommCare's own list is compared, else none. */
  readonly toleranceMs?: number | undefined;
}

/** CommCare looks for what is due every minute. */
const HQ_TOLERANCE_MS = 60_000;

/** undefined: one of them does not have the story. */
export function diffOf(
  before: DiffSide | undefined,
  after: DiffSide | undefined,
  { toleranceMs = toleranceFor(before, after) }: DiffOptions = {},
): Diff {
  const ignores = new Set([...(before?.ignores ?? []), ...(after?.ignores ?? [])]);
  const known = peopleNamed(namesOf(before, after));
  const groups = new GroupTally();
  const changedKeys = weights.map((): string[] => []);
  const keys = new Set([...(before?.messages.keys() ?? []), ...(after?.messages.keys() ?? [])]);
  let [same, sameErrors, changed, changedErrors] = [0, 0, 0, 0];
  const messagesOf = (person: string) =>
    [before?.messages.get(person) ?? [], after?.messages.get(person) ?? []] as const;
  const matchedOf = (person: string): Matched => matchPerson(...messagesOf(person), { toleranceMs, ignores });
  for (const person of keys) {
    const matched = matchedOf(person);
    const [was] = messagesOf(person);
    const unchanged = was.filter(isError).length - matched.changes.filter(wasError).length;
    same += matched.same - unchanged;
    sameErrors += unchanged;
    changed += matched.changes.length;
    changedErrors += matched.changes.filter((change) => weightOf(change) === 'error').length;
    if (matched.changes.length === 0) continue;
    for (const change of matched.changes) groups.add(explained(change, before, after), person);
    changedKeys[Math.min(...matched.changes.map(rankOf))]!.push(person);
  }
  const personOf = (person: string): DiffPerson => {
    const changes = matchedOf(person).changes.map((change) => ({
      ...explained(change, before, after),
      ...aboutOf(change, known),
    }));
    return { person, name: known.name(person), label: labelOf(person, known.label), changes };
  };
  return {
    title: after?.title || before?.title || '',
    zone: (after?.zone ?? before?.zone)?.name ?? 'UTC',
    before: before && sumsOf(before),
    after: after && sumsOf(after),
    same,
    sameErrors,
    changed,
    changedErrors,
    peopleCount: keys.size,
    groups: groups.all(),
    people: new ChangedPeople(changedKeys.flat(), personOf),
    notes: [...new Set([...(before?.notes ?? []), ...(after?.notes ?? [])])],
  };
}

/** What a change is to a reader: a message more or fewer, another message, or an error that is another. */
type Weight = 'message' | 'difference' | 'error';

const weights: readonly Weight[] = ['message', 'difference', 'error'];

function weightOf(change: MessageChange): Weight {
  if (change.kind !== 'changed') return isError(messageIn(change)) ? 'error' : 'message';
  const { before, after } = change;
  if (isError(before) && isError(after)) return 'error';
  return isError(before) === isError(after) ? 'difference' : 'message';
}

/** From 0, the heaviest. */
export const rankOf = (change: MessageChange): number => weights.indexOf(weightOf(change));

const isError = ({ outcome }: ComparedMessage): boolean => outcome === 'error';

const wasError = (change: MessageChange): boolean => change.kind !== 'added' && isError(change.before);

/** Each is worked out again when it is asked for: all changes at once would take more room than both sides. */
export class ChangedPeople implements Iterable<DiffPerson> {
  private readonly keys: readonly string[];
  private readonly personOf: (key: string) => DiffPerson;

  constructor(keys: readonly string[], personOf: (key: string) => DiffPerson) {
    this.keys = keys;
    this.personOf = personOf;
  }

  get length(): number {
    return this.keys.length;
  }

  first(count: number): DiffPerson[] {
    return this.keys.slice(0, count).map(this.personOf);
  }

  *[Symbol.iterator](): IterableIterator<DiffPerson> {
    for (const key of this.keys) yield this.personOf(key);
  }
}

const toleranceFor = (...sides: readonly (DiffSide | undefined)[]): number =>
  sides.some((side) => side?.kind === 'messaging events' || side?.kind === 'message log')
    ? HQ_TOLERANCE_MS
    : 0;

/** The newer name; a side that knows none takes none away. */
function namesOf(...sides: readonly (DiffSide | undefined)[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const side of sides) {
    for (const [key, name] of side?.names ?? []) if (name !== '' || !names.has(key)) names.set(key, name);
  }
  return names;
}

const labelOf = (person: string, label: (key: string) => string): string =>
  person === '' ? 'nobody' : label(person);

function aboutOf(change: MessageChange, people: People): { about?: string } {
  const { case: record, person } = messageIn(change);
  return record === undefined || record === person ? {} : { about: people.label(record) };
}

function explained(
  change: MessageChange,
  before: DiffSide | undefined,
  after: DiffSide | undefined,
): DiffChange {
  if (change.kind === 'changed') return change;
  const whyNot = change.kind === 'added' ? before?.whyNot(change.after) : after?.whyNot(change.before);
  return whyNot === undefined ? change : { ...change, whyNot };
}

function sumsOf({ name, kind, title, messages }: DiffSide): SideSums {
  const sums = { sms: 0, email: 0, error: 0, waiting: 0 };
  for (const list of messages.values()) for (const message of list) sums[nounOf(message)] += 1;
  const { error: errors, ...rest } = sums;
  return { name, kind, title, ...rest, errors };
}

/** The message as it was, of one that was added as it is. */
export const messageIn = (change: MessageChange): ComparedMessage =>
  change.kind === 'added' ? change.after : change.before;

/** How often each thing changed; the changes of one person stand together. */
export function groupsFrom(changes: readonly MessageChange[]): DiffGroup[] {
  const groups = new GroupTally();
  for (const change of changes) groups.add(change, messageIn(change).person);
  return groups.all();
}

/** What a message counts as. */
export const nounOf = ({ outcome, channel }: ComparedMessage): Noun =>
  outcome === 'sent' ? (channel ?? 'sms') : outcome;

interface Group {
  readonly group: Omit<DiffGroup, 'count' | 'people'>;
  count: number;
  people: number;
  /** People come one after another, so the last is enough to count them. */
  last: string | undefined;
}

const kindOrder: readonly ChangeKind[] = [
  ...(['added', 'removed', 'time', 'outcome', 'gateway', 'language', 'text', 'number', 'address'] as const),
  ...(['channel', 'cause'] as const),
];

/** Counts changes by kind and cause. */
class GroupTally {
  private readonly groups = new Map<string, Group>();

  add(change: DiffChange, person: string): void {
    for (const group of groupsOf(change)) this.count(group, person);
  }

  all(): DiffGroup[] {
    const groups = [...this.groups.values()].map(({ group, count, people }) => ({ ...group, count, people }));
    return groups.sort(
      (a, b) => kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) || b.count - a.count || 0,
    );
  }

  private count(group: Group['group'], person: string): void {
    const key = JSON.stringify(Object.values(group));
    const known = this.groups.get(key) ?? { group, count: 0, people: 0, last: undefined };
    known.count += 1;
    if (known.last !== person) known.people += 1;
    known.last = person;
    this.groups.set(key, known);
  }
}

function groupsOf(change: DiffChange): Group['group'][] {
  if (change.kind === 'changed') {
    const { cause, outcome } = change.before;
    const isNeverSent = outcome === 'error' && change.after.outcome === 'error';
    const code = isNeverSent ? codeOf(change) : undefined;
    const about = { cause, ...(isNeverSent && { what: 'error' as const }), ...(code && { code }) };
    return change.differences.map((difference) => differenceGroup(difference, about));
  }
  const message = messageIn(change);
  const { reason = undefined, detail = undefined } = change.whyNot ?? {};
  return [
    {
      kind: change.kind,
      cause: message.cause,
      what: nounOf(message),
      ...(isError(message) && message.reason !== undefined && { code: message.reason }),
      ...(reason !== undefined && { reason }),
      ...(detail && { detail }),
    },
  ];
}

/** The code of an error that is still the same. */
export function codeOf(change: MessageChange): string | undefined {
  if (change.kind !== 'changed') return undefined;
  const { before, after } = change;
  return isError(before) && isError(after) && before.reason === after.reason ? before.reason : undefined;
}

function differenceGroup(
  difference: MessageDifference,
  about: Pick<DiffGroup, 'cause' | 'what' | 'code'>,
): Group['group'] {
  switch (difference.field) {
    case 'time':
      return { kind: 'time', ...about, byMs: difference.byMs };
    case 'text':
    case 'number':
    case 'address':
      return { kind: difference.field, ...about };
    default:
      return { kind: difference.field, ...about, from: difference.from, to: difference.to };
  }
}

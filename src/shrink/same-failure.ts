/** What stands behind a message that did not come: without it any other reason would make the same promise fail. */
import type { Entry, EntryKind } from '../core/model/entry.ts';
import type { Channel, Expectation } from '../core/model/expectation.ts';
import type { Run } from '../core/model/run.ts';
import type { Verdict } from '../core/model/verdict.ts';
import { zoneOfProject } from '../core/time/zone.ts';
import { roughInstant } from '../expect/promised-time.ts';
import { failureMark } from './failure-mark.ts';

/** What has to be so in a smaller scenario. */
export interface SameFailure {
  /** It is this promise, and it fails in the same way. */
  isSame(verdict: Verdict): boolean;
  /** The run has the same cause. */
  hasCause(run: Run, broken: readonly Verdict[]): boolean;
}

/**
 * The message that came nearest shows the cause when no promise claims it. Else it is the unexpected message to the same
 * person that is nearest in time, or, where there is none, all decisions not to send to them. Then it does not matter what
 * else came near.
 */
export function sameFailure(failure: Verdict, run: Run, broken: readonly Verdict[]): SameFailure {
  const { expected, nearest, kind, title } = failure;
  const mark = failureMark(failure);
  const exact: SameFailure = {
    isSame: (verdict) => failureMark(verdict) === mark,
    hasCause: (_run, found) => found.some((verdict) => failureMark(verdict) === mark),
  };
  if (kind !== 'expectation' || !expected || !isOneMessage(expected)) return exact;
  const { to, at } = expected.fields;
  const unexpected = broken.filter((verdict) => verdict.unexpected);
  if (to === undefined || unexpected.some((verdict) => verdict.unexpected?.index === nearest?.index))
    return exact;
  const isSame = (verdict: Verdict): boolean => verdict.kind === kind && verdict.title === title;
  const time = at?.[0] && roughInstant(at[0], zoneOfProject(run.plan.project));
  const [other] = unexpected
    .filter((verdict) => verdict.unexpected?.to === to)
    .sort((a, b) => distance(a, time) - distance(b, time));
  if (other) {
    const otherMark = failureMark(other);
    const isOther = (verdict: Verdict): boolean => failureMark(verdict) === otherMark;
    return { isSame, hasCause: (_run, found) => found.some(isSame) && found.some(isOther) };
  }
  const decisions = [...decisionsAbout(to, run)];
  if (decisions.length === 0) return exact;
  return {
    isSame,
    hasCause(again, found) {
      const present = decisionsAbout(to, again);
      return found.some(isSame) && decisions.every((decision) => present.has(decision));
    },
  };
}

type OneMessage = Extract<Expectation, { kind: Channel }>;

const isOneMessage = (expected: Expectation): expected is OneMessage =>
  ['sms', 'email', 'error', 'inbound'].includes(expected.kind);

const distance = ({ unexpected }: Verdict, time: number | undefined): number =>
  time === undefined || !unexpected ? 0 : Math.abs(unexpected.entry.at - time);

const negative: ReadonlySet<EntryKind> = new Set(['skipped', 'disarmed', 'held']);

/** An alert that has sent all it had is no reason. */
const ended: ReadonlySet<string | undefined> = new Set(['schedule_finished', 'copied_finished']);

function decisionsAbout(contact: string, { journal }: Run): ReadonlySet<string> {
  const decisions = new Set<string>();
  for (const entry of journal.entries()) {
    if (negative.has(entry.kind) && !ended.has(entry.reason) && isAbout(entry, contact))
      decisions.add(decisionMark(entry));
  }
  return decisions;
}

const isAbout = (entry: Entry, contact: string): boolean =>
  entry.to === contact || entry.recipient === contact || entry.case === contact;

const decisionMark = ({ kind, reason, alert, broadcast }: Entry): string =>
  JSON.stringify([kind, reason, alert, broadcast]);

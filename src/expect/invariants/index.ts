/** The checks that are always on: each listens to the whole journal and says at the end whether it held. */
import { blockOfOne, entryIn, type RepeatedBlock } from '../../core/journal/repeated-block.ts';
import { entryKinds } from '../../core/journal/shapes.ts';
import type { Entry, EntryKind } from '../../core/model/entry.ts';
import type { Plan } from '../../core/model/plan.ts';
import type { InvariantBreak, Verdict } from '../../core/model/verdict.ts';
import type { JournalRecorder } from '../../core/ports.ts';
import { isoUtc } from '../../core/time/format.ts';
import type { End, Invariant, Observer, Report } from './invariant.ts';
import { everyMessageEnds, noDuplicate, noLostMessage } from './messages.ts';
import { Scene } from './scene.ts';
import {
  dailyLimitKept,
  noSendAfterClose,
  noSendOutsideHours,
  noSendToOptedOut,
  noStaleSend,
} from './sends.ts';
import { clockNeverGoesBack, oneOwnerPerNumber } from './state.ts';

const invariants: readonly Invariant[] = [
  noDuplicate,
  noSendToOptedOut,
  noSendAfterClose,
  noStaleSend,
  noSendOutsideHours,
  dailyLimitKept,
  oneOwnerPerNumber,
  everyMessageEnds,
  noLostMessage,
  clockNeverGoesBack,
];

/** Breaks of one invariant that are kept; the others are counted. */
const BREAKS_MAX = 10;

export interface Invariants extends JournalRecorder {
  repeat(block: RepeatedBlock): void;
  /** One verdict for each invariant that is on. */
  finish(end: End): Verdict[];
}

/** For those who do not ask whether they held, or know it already. */
export const unwatched: Invariants = { record: () => {}, repeat: () => {}, finish: () => [] };

/** All invariants that the plan has not switched off. */
export function createInvariants(plan: Plan): Invariants {
  const { invariantsOff: off } = plan;
  const watches = invariants
    .filter(({ name }) => !off.has('all') && !off.has(name))
    .map((each) => watch(each, plan));
  const byKind = new Map(
    entryKinds.map((kind) => [kind, watches.filter(({ kinds }) => kinds.includes(kind))]),
  );
  const watchingQueued = byKind.get('queued')!;
  const watchingSent = byKind.get('sent')!;
  const scene = new Scene(plan);
  let index = 0;

  function lookAtEach(block: RepeatedBlock, others: readonly Watch[]): void {
    for (let place = block.from; place < block.to; place += 1) {
      const entry = entryIn(block, place);
      const moment = { entry, index: index + place - block.from, scene };
      for (const { observer, see } of others) {
        see(entry);
        observer.observe(moment);
      }
      scene.repeat(blockOfOne(block, place), moment.index);
    }
  }

  return {
    record(entry: Entry) {
      const moment = { entry, index, scene };
      for (const { observer, see } of byKind.get(entry.kind)!) {
        see(entry);
        observer.observe(moment);
      }
      scene.pass(entry, index);
      index += 1;
    },
    repeat(block) {
      const watching = block.kind === 'queued' ? watchingQueued : watchingSent;
      const others = watching.filter(({ observer }) => !observer.repeat?.(block, index, scene));
      if (others.length === 0) scene.repeat(block, index);
      else lookAtEach(block, others);
      index += block.to - block.from;
    },
    finish: (end) => watches.map(({ finish }) => finish(end, scene)),
  };
}

interface Watch {
  readonly kinds: readonly EntryKind[];
  readonly observer: Observer;
  /** The entry that a break is about. */
  see(entry: Entry): void;
  finish(end: End, scene: Scene): Verdict;
}

function watch({ name, kinds, begin }: Invariant, plan: Plan): Watch {
  const breaks: InvariantBreak[] = [];
  let breakCount = 0;
  let seen: Entry | undefined;
  const report: Report = (what, ...entries) => {
    breakCount += 1;
    if (breaks.length < BREAKS_MAX) breaks.push({ what: seen ? `${aboutOf(seen)}: ${what}` : what, entries });
  };
  const observer = begin(plan, report);
  return {
    kinds,
    observer,
    see(entry) {
      seen = entry;
    },
    finish(end, scene) {
      seen = undefined;
      observer.finish?.(end, scene);
      const remarks = observer.remarks?.() ?? [];
      return {
        kept: breakCount === 0,
        kind: 'invariant',
        title: breakCount === 0 ? name : `${name}: ${breaks[0]!.what}`,
        ...(breakCount > 0 && { breaks, breakCount }),
        ...(remarks.length > 0 && { remarks }),
        source: plan.source,
        entries: breaks.flatMap(({ entries }) => entries),
      };
    },
  };
}

/** `2026-03-09T03:30:00.000Z sent to asha (alert visit)` */
function aboutOf({ at, kind, to, alert, broadcast }: Entry): string {
  const cause = alert ?? broadcast;
  return [isoUtc(at), kind, to && `to ${to}`, cause && `(${cause})`].filter(Boolean).join(' ');
}

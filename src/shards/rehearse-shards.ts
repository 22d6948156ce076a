/** One run out of its shards: the same journal, digest, totals and verdicts as if one had done all. */
import { createJournal } from '../core/journal/columns.ts';
import { endLine } from '../core/journal/lines.ts';
import { createTotals, type Ledger, type Tally } from '../core/journal/totals.ts';
import type { Entry } from '../core/model/entry.ts';
import type { Notice, Plan } from '../core/model/plan.ts';
import type { Run, Totals } from '../core/model/run.ts';
import type { Verdict } from '../core/model/verdict.ts';
import type { WorldView } from '../core/ports.ts';
import { unwatched } from '../expect/invariants/index.ts';
import { createJudge } from '../expect/judge.ts';
import { isOfRows } from '../expect/rows.ts';
import { headerOf } from '../open-run.ts';
import { journalWriter, type RehearseOptions, rehearsePlan, replayOf } from '../rehearse.ts';
import { wholeEntry } from './line-entry.ts';
import { mergeShards, type ShardSource } from './merge.ts';
import { MergedJournal } from './merged-journal.ts';
import type { Renumbered } from './renumbered.ts';
import type { ShardEnd } from './run-shard.ts';

/** Shards under way, in their order. */
export interface ShardRuns {
  readonly sources: readonly ShardSource[];
  /** Notices of the story that were not known yet when its shards began. */
  readonly notices?: readonly Notice[];
  /** Known when all of their journals have been taken. */
  ends(): Promise<readonly ShardEnd[]>;
  /** Hands over the entries of the whole run once more, where that is not for one run to do. */
  readonly replay?: (record: (entry: Entry) => void) => void;
  /** What became of the invariants in each shard is enough, where one run has no room. */
  readonly areJudged?: boolean;
}

export interface MergeOptions
  extends Omit<RehearseOptions, 'onExchange' | 'onEnd' | 'onRepeat' | 'entriesOnly'> {
  /**
   * Every entry is read again, judged and handed on. False: what the shards have counted is enough, and only warnings and the
   * first message go to `onEntry`.
   */
  readonly follows: boolean;
  /** Of those that are followed, and judged in their shards, only what promises are about is read; takes that another entry went by. */
  readonly onPass?: (() => void) | undefined;
  /** Takes now and then how many messages have been queued. */
  readonly onMessages?: (count: number) => void;
}

/** How many entries lie between two looks at the clock. */
const PROGRESS_EVERY = 4096;

/** Runs the whole story by its shards. */
export async function rehearseShards(plan: Plan, runs: ShardRuns, options: MergeOptions): Promise<Run> {
  const { follows, keep = true, onPass, onProgress } = options;
  const header = headerOf(plan);
  const journal = createJournal(header);
  const totals = createTotals();
  const { areJudged = false, replay = replayOf(plan) } = runs;
  const judge = createJudge(plan, journal, {
    replay: keep ? undefined : replay,
    ...(areJudged && { invariants: unwatched }),
    ...(onPass && { whole: wholeEntry }),
  });
  const writer = journalWriter(header, options);
  const merged = new MergedJournal({
    plan,
    writer,
    takes: onPass ? isOfRows : follows ? 'all' : 'none',
    ...(onPass && {
      onPass() {
        judge.pass();
        onPass();
      },
    }),
    needsKinds: options.sink !== undefined || (options.journalLevel ?? 'all') !== 'all',
    onEntry(seq, entry) {
      if (follows) {
        judge.record(entry);
        if (keep) journal.record(entry);
      }
      if ((follows && !onPass) || entry.kind === 'warning') totals.record(entry);
      options.onEntry?.(seq, entry);
    },
  });
  merged.open(runs.notices);
  const counts = { messages: 0, receipts: 0, sessions: 0 };
  let nextLook = PROGRESS_EVERY;
  const messages = await mergeShards(
    runs.sources,
    (bytes, from, to, at, flags) => {
      merged.unit(bytes, from, to, at, flags);
      if (onProgress && merged.entries >= nextLook) {
        nextLook = merged.entries + PROGRESS_EVERY;
        options.onMessages?.(counts.messages);
        onProgress(at, merged.entries);
      }
    },
    counts,
  );
  const ends = await runs.ends();
  const endsAt = Math.max(...ends.map((end) => end.endsAt));
  const pending = pendingOf(ends, messages);
  const sums: Totals = {
    ...(follows && !onPass ? totals.totals() : sumOf(ends, totals.totals().warnings)),
    pending,
  };
  const digest = writer.end(endLine(sums));
  const verdicts = [
    ...(follows ? judge.verdicts({ world: unseenWorld, ledger: ledgerOf(ends), endsAt, pending }) : []),
    ...(areJudged ? worstOf(ends) : follows ? [] : invariantsOf(plan, ends)),
  ];
  return {
    plan,
    seed: header.seed,
    tz: header.tz,
    startsAt: header.starts,
    endsAt,
    journal,
    verdicts,
    totals: sums,
    digest,
    ok: verdicts.every(({ kept }) => kept),
  };
}

/** In the order of queueing of the whole run. */
function pendingOf(ends: readonly ShardEnd[], messages: readonly Renumbered[]): string[] {
  return ends
    .flatMap(({ pending }, shard) => pending.map(([rank, id]) => ({ rank: messages[shard]!.of(rank), id })))
    .sort((a, b) => a.rank - b.rank)
    .map(({ id }) => id);
}

function sumOf(ends: readonly ShardEnd[], warnings: number): Omit<Totals, 'pending'> {
  const codes = new Map<string, number>();
  for (const { totals } of ends)
    for (const [code, count] of Object.entries(totals.errors_by_code))
      codes.set(code, (codes.get(code) ?? 0) + count);
  const sum = (of: (totals: Totals) => number): number =>
    ends.reduce((total, { totals }) => total + of(totals), 0);
  return {
    sms: sum(({ sms }) => sms),
    email: sum(({ email }) => email),
    errors: sum(({ errors }) => errors),
    inbound: sum(({ inbound }) => inbound),
    attempts: sum(({ attempts }) => attempts),
    held: sum(({ held }) => held),
    skipped: sum(({ skipped }) => skipped),
    warnings,
    segments: sum(({ segments }) => segments),
    errors_by_code: Object.fromEntries([...codes].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function ledgerOf(ends: readonly ShardEnd[]): Ledger {
  const all = new Map<string, Tally>();
  for (const { ledger } of ends)
    for (const [name, { count, sum }] of ledger) {
      const known = all.get(name) ?? { count: 0, sum: 0 };
      all.set(name, { count: known.count + count, sum: (known.sum + sum) >>> 0 });
    }
  return new Map([...all].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Each shard's invariants held, or one run has to say which did not, and why. */
function invariantsOf(plan: Plan, ends: readonly ShardEnd[]): readonly Verdict[] {
  const isClear = ends.every(({ verdicts }) =>
    verdicts.every(({ kept, remarks = [] }) => kept && remarks.length === 0),
  );
  return isClear ? ends[0]!.verdicts : rehearsePlan(plan, { keep: false }).verdicts;
}

/** Of each invariant what the first shard says in which it did not hold, or holds with a remark. */
const worstOf = (ends: readonly ShardEnd[]): Verdict[] =>
  ends[0]!.verdicts.map((verdict, index) => {
    const all = ends.map(({ verdicts }) => verdicts[index]!);
    return all.find(({ kept }) => !kept) ?? all.find(({ remarks = [] }) => remarks.length > 0) ?? verdict;
  });

/** No promise that looks at the world is made where a story is cut. */
const unseenWorld: WorldView = {
  twoWayOwner: () => undefined,
  optedOut: () => [],
  property: () => undefined,
  queued: () => 0,
  nextDue: () => undefined,
  hasOpenSession: () => false,
  surveyStatus: () => undefined,
};

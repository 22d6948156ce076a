/** The roster of a story whose cases are shared out over threads: the counts are those of one. */
import type { Budget } from '../adapters/interruptible.ts';
import type { Plan } from '../core/model/plan.ts';
import { noWriter } from '../rehearse.ts';
import type { Roster } from '../report/roster/roster.ts';
import { WarningTally } from '../report/warning-kinds.ts';
import { mergeShards } from '../shards/merge.ts';
import { MergedJournal } from '../shards/merged-journal.ts';
import type { Progress } from './progress.ts';
import { failureOf, mergedRoster } from './rehearse-in-workers.ts';
import { onInterrupt } from './rehearse-parallel.ts';
import { ShardFailed, type ShardPool } from './worker/shard-pool.ts';

interface Parts {
  readonly progress: Progress;
  readonly budget: Budget;
}

/** How many pieces of work lie between two looks at the clock. */
const PROGRESS_EVERY = 4096;

/** @throws DailyLimitMet: the story has to run as one. */
export async function rosterInWorkers(
  plan: Plan,
  pool: ShardPool,
  { progress, budget }: Parts,
): Promise<Roster> {
  const warnings = new WarningTally();
  const merged = new MergedJournal({
    plan,
    writer: noWriter,
    takes: 'none',
    needsKinds: false,
    onEntry(_seq, entry) {
      if (entry.kind === 'warning') warnings.record({ ...entry, about: entry.about ?? {} });
    },
  });
  const spanMs = plan.endsAt === undefined ? undefined : plan.endsAt - plan.startsAt;
  const counts = { messages: 0, receipts: 0, sessions: 0 };
  merged.open(pool.notices);
  const interruption = onInterrupt();
  let units = 0;
  const merging = mergeShards(
    pool.sources,
    (bytes, from, to, at, flags) => {
      merged.unit(bytes, from, to, at, flags);
      units += 1;
      if (units % PROGRESS_EVERY > 0) return;
      budget.reach(counts.messages);
      budget.look(at);
      progress.at(spanMs ? (at - plan.startsAt) / spanMs : 0, at);
    },
    counts,
  );
  try {
    await Promise.race([merging, interruption.heard]);
    return mergedRoster(plan, await pool.ends(), warnings);
  } catch (error) {
    throw error instanceof ShardFailed ? failureOf(error) : error;
  } finally {
    interruption.end();
    progress.clear();
    await pool.close();
  }
}

/** A story whose cases are on a disk, run part by part: what was in memory of one is gone before the next. */
import { type Budget, interruptible, LimitReached } from '../adapters/interruptible.ts';
import type { RepeatedBlock } from '../core/journal/repeated-block.ts';
import type { Entry } from '../core/model/entry.ts';
import type { Plan } from '../core/model/plan.ts';
import { grouped } from '../core/text/grouped.ts';
import { mendable } from '../rehearse.ts';
import { ScenarioError } from '../scenario/scenario-error.ts';
import type { Unit } from '../shards/block-writer.ts';
import { cutOf, type ShardPlan } from '../shards/cut.ts';
import { DayTotals } from '../shards/day-totals.ts';
import { DailyLimitMet } from '../shards/merged-journal.ts';
import { EntryOrders } from '../shards/order.ts';
import { GroupTooLarge, Parts } from '../shards/parts.ts';
import { runShard, type ShardEnd } from '../shards/run-shard.ts';
import { cutText } from '../shards/text.ts';
import { AT, ROW, type ShardBlock } from '../shards/unit-rows.ts';
import type { Progress } from './progress.ts';
import { cannotRehearse, stopAtLimit } from './rehearse-entries.ts';
import type { SpillSizes } from './terminal.ts';

/** What hears of one part. */
interface PartListener {
  readonly onEntry?: (seq: number, entry: Entry) => void;
  readonly onRepeat?: (seq: number, block: RepeatedBlock) => void;
  /** Takes the whole journal of the part. Who takes it is not told where its entries stand. */
  readonly onBlock?: (block: ShardBlock) => void;
  /** The part is over. */
  end(end: ShardEnd): void;
}

interface PartsOptions {
  readonly budget: Budget;
  readonly progress: Pick<Progress, 'at' | 'clear'>;
  /** Bytes that the whole process may have. */
  readonly maxMemory?: number | undefined;
  readonly sizes?: SpillSizes | undefined;
  /** Every message is decided by itself. */
  readonly cohorts?: boolean | undefined;
  /** Gives what hears of a part; `orders` says where in the whole run its entries stand; there are `count` parts. */
  readonly listen: (part: ShardPlan, orders: EntryOrders, count: number) => PartListener;
}

/** It has run, with the SMS of its days; or why it must run with all its cases in memory. */
export type PartsOutcome =
  | { readonly kind: 'run'; readonly days: DayTotals; readonly shards: string }
  | { readonly kind: 'whole'; readonly why: string };

/** For commands that count: they have nothing to tell without the whole run. */
export function countInParts(plan: Plan, options: PartsOptions): PartsOutcome {
  try {
    return runInParts(plan, options);
  } catch (error) {
    if (error instanceof LimitReached) throw stopAtLimit(plan, error);
    if (error instanceof ScenarioError) throw cannotRehearse(plan, error);
    throw error;
  }
}

/** @throws LimitReached, ScenarioError */
export function runInParts(plan: Plan, options: PartsOptions): PartsOutcome {
  const cut = cutOf(plan);
  const shards = cutText(cut);
  if (cut.kind === 'whole') return { kind: 'whole', why: shards };
  const days = new DayTotals(plan);
  try {
    const parts = new Parts(plan, cut, sizesFor(plan, options));
    for (let number = 0; number < parts.count; number += 1)
      runPart(parts.part(number), { ...options, days, parts: parts.count });
    return { kind: 'run', days, shards };
  } catch (error) {
    if (error instanceof DailyLimitMet) return { kind: 'whole', why: error.message };
    if (error instanceof GroupTooLarge) return { kind: 'whole', why: tooLarge(error) };
    throw error;
  } finally {
    options.progress.clear();
  }
}

function runPart(
  part: ShardPlan,
  {
    budget,
    progress,
    cohorts = true,
    listen,
    days,
    parts,
  }: PartsOptions & { readonly days: DayTotals; readonly parts: number },
): void {
  const { startsAt, endsAt } = part.plan;
  const spanMs = endsAt === undefined ? 0 : endsAt - startsAt;
  let unit: Readonly<Unit> | undefined;
  const orders = new EntryOrders(() => unit!);
  const { onEntry, onRepeat, onBlock, end } = listen(part, orders, parts);
  const asksOrders = onBlock === undefined;
  const run = (): ShardEnd =>
    runShard(part, {
      cohorts,
      ...(asksOrders && {
        lines: 'warnings',
        onUnit(of) {
          unit = of;
        },
      }),
      onBlock(block) {
        days.add(block);
        const at = block.rows.at(AT - ROW)!;
        budget.look(at);
        progress.at((part.index + (spanMs > 0 ? Math.min(1, (at - startsAt) / spanMs) : 0)) / parts, at);
        onBlock?.(block);
      },
      onEntry(seq, entry) {
        budget.count(entry);
        if (asksOrders) orders.record(entry);
        onEntry?.(seq, entry);
      },
      onRepeat(seq, block) {
        budget.countBlock(block);
        if (asksOrders) orders.repeat(block);
        onRepeat?.(seq, block);
      },
    });
  try {
    end(interruptible(run, budget));
  } catch (error) {
    throw mendable(part.plan, error);
  }
}

const tooLarge = ({ cases, example }: GroupTooLarge): string =>
  `${grouped(cases)} cases share a number, a parent, a user or a group, ${example} among them, and are more than one part has room for`;

/** Where nobody says, the process stays below it. */
const MEMORY_DEFAULT = 2_000_000_000;
/** Of the process without any case, and with a part that grows and goes. */
const BASE_BYTES = 300_000_000;
/** Of each case that is on the disk: its place, its group and its part, by key. */
const BYTES_ON_DISK = 40;
/** Of each case of the part under way, and of as many that went and are not collected yet. */
const BYTES_IN_PART = 12_000;
const PART_CASES_MIN = 2000;
const PART_CASES_MAX = 50_000;
/** A group may have as many as this leaves room for nothing else. */
const GROUP_SHARE = 2;

function sizesFor(plan: Plan, { maxMemory, sizes }: PartsOptions): { casesMax: number; groupMax: number } {
  if (sizes?.partCases !== undefined)
    return { casesMax: sizes.partCases, groupMax: Number.POSITIVE_INFINITY };
  const bytes = (maxMemory ?? MEMORY_DEFAULT) - BASE_BYTES - plan.cases.size * BYTES_ON_DISK;
  const room = Math.max(PART_CASES_MIN, Math.floor(bytes / BYTES_IN_PART));
  return { casesMax: Math.min(room, PART_CASES_MAX), groupMax: room * GROUP_SHARE };
}

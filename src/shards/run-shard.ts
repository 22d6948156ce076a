/** Runs one shard of a story: its journal goes out in blocks, and what else there is to know of it comes at the end. */

import { gatewayCatalogue } from '../../mock-gateways/index.ts';
import { inProcessGateways } from '../adapters/in-process.ts';
import type { RepeatedBlock } from '../core/journal/repeated-block.ts';
import { createTotals, type Ledger } from '../core/journal/totals.ts';
import type { Entry } from '../core/model/entry.ts';
import type { Instant } from '../core/model/instant.ts';
import type { Totals } from '../core/model/run.ts';
import type { Verdict } from '../core/model/verdict.ts';
import type { UnitKind } from '../core/ports.ts';
import { CASES_MAX, RECIPIENTS_MAX } from '../core/state/instances.ts';
import type { SimulationState } from '../core/state/simulation-state.ts';
import { createInvariants, unwatched } from '../expect/invariants/index.ts';
import { openRun } from '../open-run.ts';
import { BlockWriter, type ShardLines, type Unit } from './block-writer.ts';
import type { ShardPlan } from './cut.ts';
import {
  COUNTED,
  ENDED,
  GIVEN_BACK,
  OPENING_STAGE,
  PROJECT_SHIFT,
  phases,
  type ShardBlock,
  stageOf,
  TIMELINE_STAGE,
} from './unit-rows.ts';

/** What is known when a shard is over. */
export interface ShardEnd {
  readonly entries: number;
  /** Without what is pending. */
  readonly totals: Totals;
  /** Messages neither sent nor ended: their place in the shard's order of queueing, and their id. */
  readonly pending: readonly (readonly [rank: number, id: string])[];
  readonly endsAt: Instant;
  readonly ledger: Ledger;
  /** Of the invariants. */
  readonly verdicts: readonly Verdict[];
}

export interface ShardOptions {
  /** Takes the journal; each block is the taker's own. */
  readonly onBlock: (block: ShardBlock) => void;
  /** Takes every entry that this shard writes. */
  readonly onEntry?: (seq: number, entry: Entry) => void;
  readonly onRepeat?: (seq: number, block: RepeatedBlock) => void;
  /** Takes once the piece of work under way, which follows the run. */
  readonly onUnit?: (unit: Readonly<Unit>) => void;
  readonly cohorts?: boolean;
  /** Of only the warnings there is no verdict. */
  readonly lines?: ShardLines;
}

export function runShard(shard: ShardPlan, options: ShardOptions): ShardEnd {
  const { plan } = shard;
  const writer = new BlockWriter(options.onBlock, options.lines);
  const totals = createTotals();
  const invariants = options.lines === 'warnings' ? unwatched : createInvariants(plan);
  let entries = 0;
  // What all shards do is written by the first of them.
  let isMuted = false;
  const { engine, gateways } = openRun(plan, {
    gateways: (fakes) => inProcessGateways(gatewayCatalogue, fakes),
    unit(kind, now, due, rank) {
      // Whoever follows the pieces of work hears each one's messages within it.
      if (options.onUnit) state.world.endBlock();
      units.begin(kind, now, due, rank);
      isMuted = units.isMuted;
    },
    observe(entry) {
      invariants.record(entry);
      if (isMuted) return;
      entries += 1;
      totals.record(entry);
      writer.record(entry);
      options.onEntry?.(entries, entry);
    },
    repeat(block) {
      const first = entries + 1;
      entries += block.to - block.from;
      invariants.repeat(block);
      totals.repeat(block);
      writer.repeat(block);
      options.onRepeat?.(first, block);
    },
    ...(options.cohorts === false && { repeatsDecisions: false }),
  });
  const { state } = engine;
  const units = new Units(shard, state, writer);
  options.onUnit?.(units.unit);
  state.dailyCounts.isPart = true;
  for (let handover = engine.next(); handover; handover = engine.next())
    engine.settle(handover, gateways.deliver(handover));
  units.end();
  writer.flush();
  const sums = totals.totals();
  const endsAt = engine.now;
  const ledger = gateways.ledger();
  return {
    entries,
    totals: { ...sums, pending: [] },
    pending: state.outbox.all().map(({ rank, id }) => [rank, id]),
    endsAt,
    ledger,
    verdicts: invariants.finish({ ledger, endsAt, pending: sums.pending }),
  };
}

/** The piece of work under way, with its place among those of all shards. */
class Units {
  private readonly shard: ShardPlan;
  private readonly state: SimulationState;
  private readonly writer: BlockWriter;
  private readonly projects: readonly string[];
  readonly unit: Unit = {
    ...{ at: 0, stage: OPENING_STAGE, due: 0, rank: 0 },
    ...{ queued: 0, announced: 0, opened: 0, flags: 0 },
  };
  private now: Instant = Number.NaN;
  private round = 0;
  private batch = 0;
  /** The place in the whole timeline of the entry that registered each case. */
  private readonly places: number[] = [];
  private place = 0;
  // What was counted when the unit began.
  private queued = 0;
  private ended = 0;
  private announced = 0;
  private opened = 0;
  private counted = 0;
  private givenBack = 0;
  isMuted = false;

  constructor(shard: ShardPlan, state: SimulationState, writer: BlockWriter) {
    this.shard = shard;
    this.state = state;
    this.writer = writer;
    this.projects = [shard.plan.project.name, ...shard.plan.otherProjects.keys()];
  }

  begin(kind: UnitKind, now: Instant, due: Instant, rank: number): void {
    if (now !== this.now) {
      this.now = now;
      this.round = 0;
      this.batch = 0;
    }
    if (kind === 'batch') {
      this.batch += 1;
      return;
    }
    if (kind === 'round') {
      this.round += 1;
      this.batch = 0;
      return;
    }
    this.end();
    const { unit } = this;
    unit.at = now;
    unit.due = due;
    unit.rank = rank;
    unit.flags = kind === 'repeated' ? ENDED : 0;
    switch (kind) {
      case 'opening':
        unit.stage = OPENING_STAGE;
        this.isMuted = this.shard.index !== 0;
        return;
      case 'timeline':
        this.place = this.shard.places[rank]!;
        unit.stage = TIMELINE_STAGE;
        unit.due = this.place;
        unit.rank = -1;
        this.isMuted = this.shard.index !== 0 && this.shard.shared[rank] === 1;
        return;
      case 'case':
        unit.stage = TIMELINE_STAGE;
        unit.due = this.place;
        unit.rank = this.placeOf(rank);
        break;
      case 'due':
        unit.stage = stageOf(this.round, phases.due, this.batch);
        unit.rank = this.rankOf(rank);
        break;
      default:
        unit.stage = stageOf(this.round, phases[kind]);
    }
    this.isMuted = false;
  }

  /** Ends the unit under way. */
  end(): void {
    const { unit, state, places } = this;
    const { outbox, receipts, sessions, dailyCounts, world } = state;
    while (places.length < world.registered) places.push(this.place);
    unit.queued = outbox.queued - this.queued;
    unit.announced = receipts.expected - this.announced;
    unit.opened = sessions.opened - this.opened;
    if (outbox.ended > this.ended) unit.flags |= ENDED;
    if (dailyCounts.counted > this.counted) {
      unit.flags |= dailyCounts.givenBack > this.givenBack ? COUNTED | GIVEN_BACK : COUNTED;
      unit.flags |= this.projects.indexOf(dailyCounts.project) << PROJECT_SHIFT;
    }
    this.writer.close(unit, world.blockLength);
    this.queued = outbox.queued;
    this.ended = outbox.ended;
    this.announced = receipts.expected;
    this.opened = sessions.opened;
    this.counted = dailyCounts.counted;
    this.givenBack = dailyCounts.givenBack;
  }

  /** The rank of a due event with the case's place in the whole story. */
  private rankOf(rank: number): number {
    const refIndex = rank % RECIPIENTS_MAX;
    const rest = (rank - refIndex) / RECIPIENTS_MAX;
    const ordinal = rest % CASES_MAX;
    return (rest - ordinal + this.placeOf(ordinal)) * RECIPIENTS_MAX + refIndex;
  }

  private placeOf(ordinal: number): number {
    return this.places[ordinal] ?? 0;
  }
}

/** The parts of a story, run one after another; what each hands over is on the disk until all are put together. */
import { SpillFailed, type SpillFolder } from '../adapters/files/spill-folder.ts';
import { type Budget, interruptible, LimitReached } from '../adapters/interruptible.ts';
import type { Entry } from '../core/model/entry.ts';
import type { Plan } from '../core/model/plan.ts';
import { visibleLine } from '../core/render/visible.ts';
import { grouped } from '../core/text/grouped.ts';
import { zoneOfProject } from '../core/time/zone.ts';
import { noWriter } from '../rehearse.ts';
import { type Roster, RosterCollector } from '../report/roster/roster.ts';
import { isReportedByRoster } from '../report/scenario-result.ts';
import type { ShardPlan } from '../shards/cut.ts';
import { mergeAtOnce, type ShardSource } from '../shards/merge.ts';
import { MergedJournal } from '../shards/merged-journal.ts';
import type { ShardEnd } from '../shards/run-shard.ts';
import { SpilledShard } from '../shards/spilled-shard.ts';
import type { ShardBlock } from '../shards/unit-rows.ts';
import type { OpenShards } from './rehearse-in-workers.ts';
import { type PartsOutcome, runInParts } from './run-in-parts.ts';
import type { StoryOptions } from './run-options.ts';
import type { StorySinks } from './run-outputs.ts';
import type { SpillSizes } from './terminal.ts';
import type { CountedShard } from './worker/shard-protocol.ts';

interface Surroundings {
  readonly folder: SpillFolder;
  readonly budget: Budget;
  readonly sizes: SpillSizes | undefined;
  readonly progress: StorySinks['progress'];
  /** For those who wait. */
  readonly tell: (text: string) => void;
}

const MEGABYTE = 1_000_000;

export class SpilledParts {
  private readonly plan: Plan;
  private readonly around: Surroundings;
  private readonly shards: SpilledShard[] = [];
  private readonly ends: CountedShard[] = [];

  constructor(plan: Plan, around: Surroundings) {
    this.plan = plan;
    this.around = around;
  }

  /** @throws LimitReached where they have no room on the disk, among others. */
  run({ cohorts, maxMemory }: StoryOptions): PartsOutcome {
    const { budget, sizes, progress } = this.around;
    try {
      return runInParts(this.plan, {
        ...{ budget, sizes, maxMemory, cohorts },
        progress: { at: progress, clear: () => undefined },
        listen: (part, _orders, count) => this.follow(part, count),
      });
    } catch (error) {
      throw error instanceof SpillFailed ? noRoom(error) : error;
    }
  }

  /** What they made. */
  opened(): OpenShards {
    const { shards, ends } = this;
    const blocks = shards.map((shard) => shard.blocks());
    let isClosed = false;
    const sources = blocks.map(
      (next): ShardSource => ({
        async next() {
          // Ctrl-C is heard in between.
          await new Promise((resolve) => setImmediate(resolve));
          if (isClosed) await new Promise<never>(() => undefined);
          return next();
        },
      }),
    );
    return {
      sources,
      haveRosters: isReportedByRoster(this.plan),
      areJudged: true,
      ends: () => Promise.resolve(ends),
      replay: (record) => this.replay(record),
      async close() {
        isClosed = true;
      },
    };
  }

  private replay(record: (entry: Entry) => void): void {
    const merged = new MergedJournal({
      plan: this.plan,
      writer: noWriter,
      takes: 'all',
      needsKinds: false,
      onEntry: (_seq, entry) => record(entry),
    });
    const blocks = this.shards.map((shard) => shard.blocks());
    interruptible(() => void mergeAtOnce(blocks, merged.unit), this.around.budget);
  }

  private follow(part: ShardPlan, count: number) {
    const shard = new SpilledShard(this.around.folder.file());
    this.shards.push(shard);
    const { plan } = part;
    const roster = isReportedByRoster(this.plan)
      ? new RosterCollector({ plan, zone: zoneOfProject(plan.project) })
      : undefined;
    return {
      onBlock: (block: ShardBlock) => shard.add(block),
      ...(roster && {
        onEntry: (seq: number, entry: Entry) => roster.record(seq, entry),
        onRepeat: (...[seq, block]: Parameters<RosterCollector['repeat']>) => roster.repeat(seq, block),
      }),
      end: (end: ShardEnd) => {
        this.ends.push({ ...end, roster: plain(roster?.end()) });
        if (part.index === 0 && count > 1) this.checkRoom(shard.bytes, plan.cases.size, count);
      },
    };
  }

  /** The first part says what all will take. */
  private checkRoom(bytes: number, cases: number, count: number): void {
    const { folder, sizes, tell } = this.around;
    const needed = (bytes / cases) * this.plan.cases.size;
    const free = sizes?.freeBytes ?? folder.freeBytes() ?? Number.POSITIVE_INFINITY;
    const place = `${visibleLine(folder.parent)}`;
    if (needed - bytes > free)
      throw new LimitReached(
        `its ${grouped(count)} parts take some ${megabytes(needed)} in ${place}, where ${megabytes(free)} are free`,
        CURE,
      );
    tell(
      `run in ${grouped(count)} parts, which take some ${megabytes(needed)} in ${place} until this command ends`,
    );
  }
}

const plain = (roster: Roster | undefined): CountedShard['roster'] => {
  if (roster === undefined) return undefined;
  const { people: _people, ...rest } = roster;
  return rest;
};

const megabytes = (bytes: number): string => `${grouped(Math.ceil(bytes / MEGABYTE))} MB`;

const CURE = '--spill FOLDER names a folder with more room; fewer cases or an earlier end take less.';

const noRoom = ({ folder, bytes, reason }: SpillFailed): LimitReached =>
  new LimitReached(
    `what its parts hand over has no room in ${visibleLine(folder)}: ${reason}, when a file there had ${megabytes(bytes)}`,
    CURE,
  );

/** A run of a plan, put together: engine, fake gateways and journal. Rehearsals and the lab open it. */
import { getHeapStatistics } from 'node:v8';
import { withInboundFaults } from './adapters/faults/inbound.ts';
import type { InProcessGateways, InProcessOptions } from './adapters/in-process.ts';
import { Engine } from './core/engine/engine.ts';
import type { Journal } from './core/journal/columns.ts';
import type { RunHeader } from './core/journal/lines.ts';
import type { RepeatedBlock } from './core/journal/repeated-block.ts';
import type { Entry } from './core/model/entry.ts';
import type { Plan } from './core/model/plan.ts';
import type { Checkpoints, JournalRecorder } from './core/ports.ts';
import { TZ_RELEASE } from './core/time/generated/zone-table.ts';
import { zoneOfProject } from './core/time/zone.ts';
import { valueAdviser } from './imports/value-adviser.ts';

/** What a run needs of its gateways, however slow they are. */
type Fakes = Pick<InProcessGateways, 'facts' | 'passes' | 'sure'>;

export interface OpenRunOptions<G extends Fakes> {
  /** Opens the fake gateways, in process or behind sockets. */
  readonly gateways: (options: InProcessOptions) => G;
  readonly onExchange?: InProcessOptions['onExchange'];
  /** Takes every entry, before it is in the journal. */
  readonly observe: (entry: Entry) => void;
  /** The same for entries that are as entries before; left out: they are made whole. */
  readonly repeat?: (block: RepeatedBlock) => void;
  /** Takes each piece of work before the entries that it makes. */
  readonly unit?: JournalRecorder['unit'];
  /** What was decided for a contact is used again as long as nothing changes it. Left out: it is. */
  readonly repeatsDecisions?: boolean;
  /** How many decisions are kept; left out: as many as fit into a part of the heap. */
  readonly decisionsMax?: number | undefined;
  /** Keeps the entries; undefined: they are not kept. */
  readonly journal?: Journal | undefined;
  readonly checkpoints?: Checkpoints;
  /** The clock is moved by hand: it may pass the plan's end, the plan may grow, and a receipt may come at any time. */
  readonly isOpenEnded?: boolean;
}

export interface OpenRun<G extends Fakes> {
  readonly engine: Engine;
  readonly gateways: G;
  /** Goes on with a plan that has grown. */
  adopt(plan: Plan): void;
}

/** With its lines; measured at 100,000 contacts in three scripts. */
const DECISION_BYTES = 2_200;
/** Of what V8 may have in memory. */
const DECISIONS_SHARE = 1 / 16;

/** How many decisions of a run may be kept to be repeated. */
export const decisionsThatFit = (heapBytesMax = getHeapStatistics().heap_size_limit): number =>
  Math.floor((heapBytesMax * DECISIONS_SHARE) / DECISION_BYTES);

export function openRun<G extends Fakes>(scenarioPlan: Plan, options: OpenRunOptions<G>): OpenRun<G> {
  const { observe, journal, checkpoints, isOpenEnded = false, onExchange, repeatsDecisions = true } = options;
  const plan = played(scenarioPlan, isOpenEnded);
  const gateways = options.gateways({
    seed: plan.seed,
    clock: { zone: zoneOfProject(plan.project), startsAt: plan.startsAt },
    ...(onExchange && { onExchange }),
  });

  function record(entry: Entry): void {
    observe(entry);
    journal?.record(entry);
    if (entry.kind === 'inbound') carry(entry);
  }

  /** The carrier of an incoming text takes note of STOP and START. */
  function carry({ via, number = '', text = '' }: Entry): void {
    const gateway = engine.state.world.gateways.find(({ name }) => name === via);
    if (gateway) gateways.passes({ gateway, number, text });
  }

  const engine = new Engine({
    plan,
    recorder: {
      record,
      ...(options.repeat && !journal && { repeat: options.repeat }),
      ...(options.unit && { unit: options.unit }),
    },
    sureGateways: repeatsDecisions ? gateways.sure : undefined,
    decisionsMax: options.decisionsMax ?? decisionsThatFit(),
    kinds: gateways.facts,
    adviser: valueAdviser,
    ...(checkpoints && { checkpoints }),
    keepsSent: isOpenEnded,
  });
  return { engine, gateways, adopt: (grown) => engine.adopt(played(grown, isOpenEnded)) };
}

/** The plan as it is run: its inbound texts under the faults of gateways, and without an end when it has none. */
function played(plan: Plan, isOpenEnded: boolean): Plan {
  const { endsAt, ...rest } = plan;
  const hasEnd = endsAt !== undefined && !isOpenEnded;
  const timeline = plan.timeline.some(({ act }) => act.verb === 'inbound')
    ? withInboundFaults(plan)
    : plan.timeline;
  return { ...rest, ...(hasEnd && { endsAt }), timeline: isOpenEnded ? inPieces(timeline) : timeline };
}

/** Cases that one entry of the timeline saves, where others must have their turn in between. */
const SAVED_MAX = 250;

/** The same things in the same order, with an entry about many cases as several. */
function inPieces(timeline: Plan['timeline']): Plan['timeline'] {
  return timeline.flatMap((entry) => {
    const { act } = entry;
    switch (act.verb) {
      case 'register':
      case 'close':
      case 'reopen':
      case 'delete':
        return piecesOf(act.keys).map((keys) => ({ ...entry, act: { ...act, keys } }));
      case 'update':
        return piecesOf(act.changes).map((changes) => ({ ...entry, act: { ...act, changes } }));
      default:
        return entry;
    }
  });
}

const piecesOf = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  all.length <= SAVED_MAX
    ? [all]
    : Array.from({ length: Math.ceil(all.length / SAVED_MAX) }, (_, index) =>
        all.slice(index * SAVED_MAX, (index + 1) * SAVED_MAX),
      );

/** The first line of the run's journal. */
export function headerOf({ title, seed, project, startsAt, endsAt }: Plan): RunHeader {
  return { scenario: title, seed, tz: project.zones ?? TZ_RELEASE, starts: startsAt, ends: endsAt };
}

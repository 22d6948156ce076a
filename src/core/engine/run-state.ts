/** The state of a run: as it begins, as it grows, and as expectations may see it. */
import { caseValue } from '../contact/nodes.ts';
import { syncUser } from '../contact/sync-entries.ts';
import { DOUBLE_SPAN_MS } from '../dispatch/reader-warnings.ts';
import type { Alert, Broadcast } from '../model/alert.ts';
import { type Instant, MS_PER_DAY } from '../model/instant.ts';
import type { Plan } from '../model/plan.ts';
import type { Schedule } from '../model/schedule.ts';
import type { WorldView } from '../ports.ts';
import { refName, resolve, shownName } from '../recipients/resolve.ts';
import { DailyCounts } from '../state/daily-counts.ts';
import {
  type AlertSource,
  type Instance,
  Instances,
  RECIPIENTS_MAX,
  SOURCES_MAX,
} from '../state/instances.ts';
import { Outbox } from '../state/outbox.ts';
import { Receipts } from '../state/receipts.ts';
import { RecentTexts } from '../state/recent-texts.ts';
import type { UserRecord } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import { SurveySessions } from '../state/survey-sessions.ts';
import { World, type WorldParts } from '../state/world.ts';
import { refresh } from '../trigger/refresh.ts';

export interface StateParts extends WorldParts {
  /** Sent messages are kept, for receipts that the timeline does not have yet. */
  readonly keepsSent?: boolean;
}

/** A run that ends `when idle` gives up this long after the last entry of the timeline. */
const IDLE_AFTER_MAX_MS = 3660 * MS_PER_DAY;

/** The last instant of a run. */
export const endOf = ({ timeline, startsAt, endsAt }: Plan): Instant =>
  endsAt ?? (timeline.at(-1)?.at ?? startsAt) + IDLE_AFTER_MAX_MS;

/** A decision is kept where it can be used at least so many times: deciding and keeping costs more than a send. */
const USES_MIN = 4;

/** Whether a schedule that stands in this iteration goes on for so long that keeping what it sends pays. */
export const isWorthKeeping = (schedule: Schedule, iteration: number): boolean =>
  schedule.kind === 'timed' &&
  (schedule.totalIterations < 0 || schedule.totalIterations - iteration >= USES_MIN);

/** The world as it is before the first thing happens. */
export function createState(parts: StateParts): SimulationState {
  const { plan, keepsSent = false } = parts;
  const state: SimulationState = {
    world: new World(parts),
    sources: sourcesOf(plan),
    updateRules: new Map(plan.updateRules.map((rule) => [rule.key, rule])),
    instances: new Instances(),
    outbox: new Outbox(),
    dailyCounts: new DailyCounts(),
    receipts: new Receipts(keepsSent || plan.timeline.some(({ act }) => act.verb === 'receipt')),
    sessions: new SurveySessions(),
    recentTexts: new RecentTexts(DOUBLE_SPAN_MS),
    randomMinutes: { draws: plan.randomMinutes, used: 0 },
  };
  return state;
}

/** What happens at the first instant, before the timeline: notices, users, and timed broadcasts. */
export function openState(state: SimulationState): void {
  const { world, sources } = state;
  world.begin('opening');
  for (const { code, message, hint, about } of world.plan.notices) {
    world.note({ kind: 'warning', code, message, hint, about });
  }
  for (const [key, user] of world.plan.users) {
    const record: UserRecord = { kind: 'user', key, project: user.project ?? world.plan.project.name, user };
    world.users.set(key, record);
    syncUser(world, record);
  }
  const named = new Set(
    world.plan.timeline.flatMap(({ act }) => (act.verb === 'broadcast' ? [act.broadcast.key] : [])),
  );
  for (const source of sources) {
    if (
      source.def.kind === 'broadcast' &&
      source.def.schedule.kind === 'timed' &&
      !named.has(source.def.key)
    ) {
      saveBroadcast(state, source, source.def);
    }
  }
}

/** Saves a broadcast, which starts it or brings it in step. */
export function saveBroadcast(state: SimulationState, source: AlertSource, broadcast: Broadcast): void {
  source.def = broadcast;
  source.exists = true;
  const { start } = broadcast;
  refresh(state, source, undefined, start.kind === 'date' ? { day: start.day, from: 'date' } : undefined);
}

/** Alerts and broadcasts that a plan has gained since the run began. */
export function growSources(sources: AlertSource[], plan: Plan): void {
  const known = new Set(sources.map(({ def }) => `${def.kind} ${def.key}`));
  for (const def of [...plan.alerts, ...plan.broadcasts]) {
    if (!known.has(`${def.kind} ${def.key}`))
      sources.push({ ...sourceFor(def, sources.length), exists: false });
  }
}

function sourcesOf(plan: Plan): AlertSource[] {
  const defs: (Alert | Broadcast)[] = [...plan.alerts, ...plan.broadcasts];
  return defs.map((def, ordinal) => ({
    ...sourceFor(def, ordinal),
    exists: def.kind === 'alert' && !plan.alertsToCome.has(def.key),
  }));
}

function sourceFor(def: Alert | Broadcast, ordinal: number): AlertSource {
  if (ordinal >= SOURCES_MAX) {
    throw new RangeError(`more than ${SOURCES_MAX} alerts and broadcasts in one scenario`);
  }
  if (def.to.length > RECIPIENTS_MAX) {
    throw new RangeError(`more than ${RECIPIENTS_MAX} recipients in ${def.key}`);
  }
  return { def, ordinal, exists: false, instances: new Map(), lastSkipReasons: new Map() };
}

/** The projects that have rules which change cases, in file order. */
export const projectsWithRules = ({ world, updateRules }: SimulationState): ReadonlySet<string> =>
  new Set([...updateRules.values()].map((rule) => rule.project ?? world.plan.project.name));

/** The state of a run as expectations may see it. */
export function viewOf(state: SimulationState): WorldView {
  const { world } = state;
  return {
    twoWayOwner: (number) => world.phones.twoWayOwner(number)?.owner,
    optedOut: () => [...world.optedOut].flatMap(([number, { out }]) => (out ? [number] : [])).sort(),
    property(caseKey, property) {
      const record = world.cases.get(caseKey);
      return record && (caseValue(record, property) ?? undefined);
    },
    queued: () => state.outbox.size,
    nextDue: (alert, caseKey, recipient) => nextDue(state, alert, caseKey, recipient),
    hasOpenSession: (contact) => state.sessions.openOf(contact).length > 0,
    surveyStatus: (contact) => state.sessions.statusOf(contact),
  };
}

function nextDue(
  state: SimulationState,
  alert: string,
  caseKey?: string,
  recipient?: string,
): Instant | undefined {
  let earliest: Instant | undefined;
  for (const source of state.sources) {
    if (source.def.key !== alert) continue;
    for (const [key, instances] of source.instances) {
      if (caseKey !== undefined && key !== caseKey) continue;
      for (const instance of instances) {
        if (!instance.position.active || !isRecipient(state, instance, recipient)) continue;
        if (earliest === undefined || instance.position.due < earliest) earliest = instance.position.due;
      }
    }
  }
  return earliest;
}

function isRecipient(state: SimulationState, instance: Instance, wanted: string | undefined): boolean {
  if (wanted === undefined) return true;
  const recipientName = shownName(instance.ref, resolve(state.world, instance.ref, instance.record));
  return recipientName === wanted || instance.ref.kind === wanted || refName(instance.ref) === wanted;
}

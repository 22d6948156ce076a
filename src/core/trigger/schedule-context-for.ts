/** What due times are computed from for one recipient of one alert, and what is noted of events passed over. */

import { draw } from '../chance.ts';
import { type ZoneChoice, zoneFor } from '../contact/contact.ts';
import type { RecipientRef } from '../model/alert.ts';
import type { Reason } from '../model/entry.ts';
import type { Instant } from '../model/instant.ts';
import { type FaultPlace, ScenarioFault } from '../model/scenario-fault.ts';
import type { Schedule } from '../model/schedule.ts';
import { type Resolved, resolve } from '../recipients/resolve.ts';
import type { ScheduleContext } from '../schedule/position.ts';
import type { AlertSource } from '../state/instances.ts';
import type { CaseRecord, Party } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import { isoUtc } from '../time/format.ts';
import type { Zone } from '../time/zone.ts';

/** Events passed over one by one in the journal; the rest of a long row has one entry. */
const PASSED_ONE_BY_ONE = 30;

/** What a computation of due times needs to know about one recipient of one alert. */
export interface Running {
  readonly source: AlertSource;
  readonly record: CaseRecord | undefined;
  readonly ref: RecipientRef;
  readonly refName: string;
  draws: number;
}

/** Events passed over during one computation. */
export interface Passed {
  readonly reason: Reason;
  readonly event: number;
  readonly iteration: number;
  readonly due: Instant;
}

/** The party whose own zone counts: groups, locations and lists have none. */
function individual(resolved: Resolved | undefined): Party | undefined {
  switch (resolved?.kind) {
    case 'case':
    case 'user':
    case 'address':
      return resolved;
    default:
      return undefined;
  }
}

export function zoneOfRunning(state: SimulationState, running: Running): ZoneChoice {
  const party = individual(resolve(state.world, running.ref, running.record));
  const { utcDefault, project } = running.source.def;
  return zoneFor(state.world, party, utcDefault, project);
}

/** The clockwork of one recipient, now: its zone, its time properties, its chance. */
export function scheduleContextFor(
  state: SimulationState,
  running: Running,
  passed: Passed[],
): ScheduleContext {
  return new RunningContext(state, running, passed);
}

/** A class: there is one for each event that is due. */
class RunningContext implements ScheduleContext {
  readonly schedule: Schedule;
  readonly zone: Zone;
  private readonly state: SimulationState;
  private readonly running: Running;
  private readonly passedOver: Passed[];

  constructor(state: SimulationState, running: Running, passed: Passed[]) {
    this.schedule = running.source.def.schedule;
    this.zone = zoneOfRunning(state, running).zone;
    this.state = state;
    this.running = running;
    this.passedOver = passed;
  }

  property(name: string): string | undefined {
    return this.running.record?.properties.get(name);
  }

  drawMinute(windowMinutes: number): number {
    return drawMinute(this.state, this.running, windowMinutes);
  }

  place(): FaultPlace {
    return placeOf(this.running);
  }

  passed(reason: Reason, { event, iteration, due }: Omit<Passed, 'reason'>): void {
    this.passedOver.push({ reason, event, iteration, due });
  }
}

function drawMinute(state: SimulationState, running: Running, windowMinutes: number): number {
  const { draws, used } = state.randomMinutes;
  if (draws) {
    const minute = draws[used];
    if (minute === undefined) throw new OutOfDraws(draws.length, placeOf(running));
    state.randomMinutes.used += 1;
    return minute;
  }
  running.draws += 1;
  const { def } = running.source;
  const key = `${def.kind} ${def.key} ${running.record?.key ?? ''} ${running.refName} ${running.draws}`;
  return draw(state.world.plan.seed, key, windowMinutes);
}

function placeOf({ source: { def } }: Running): FaultPlace {
  return { path: `${def.kind}s.${def.key}`, source: def.source };
}

/** The scenario's `random_minutes` has fewer draws than the run needs. */
class OutOfDraws extends ScenarioFault {
  constructor(given: number, place: FaultPlace) {
    super(
      `random_minutes has ${given === 1 ? '1 draw' : `${given} draws`}, and the run needs more`,
      'a draw for each computation of a random time',
      place,
    );
    this.name = 'OutOfDraws';
  }
}

/** Writes what a computation passed over. */
export function notePassed(
  state: SimulationState,
  running: Running,
  recipient: string,
  passed: readonly Passed[],
): void {
  for (const { reason, event, iteration, due } of passed.slice(0, PASSED_ONE_BY_ONE)) {
    state.world.note({ kind: 'skipped', ...about(running, recipient), event, iteration, due, reason });
  }
  const rest = passed.slice(PASSED_ONE_BY_ONE);
  const first = rest[0];
  if (!first) return;
  const detail = { events: rest.length, until: isoUtc(rest[rest.length - 1]!.due) };
  const { event, iteration, due, reason } = first;
  state.world.note({ kind: 'skipped', ...about(running, recipient), event, iteration, due, reason, detail });
}

/** The fields that say which alert, case and recipient an entry is about. */
export function about(running: Pick<Running, 'source' | 'record'>, recipient: string | undefined) {
  const { def } = running.source;
  return {
    alert: def.kind === 'alert' ? def.key : undefined,
    broadcast: def.kind === 'broadcast' ? def.key : undefined,
    case: running.record?.key,
    recipient,
  };
}

/**
 * HQ moves the start of a new instance by a week or a month where the first event has passed, and with it
 * go events that were still ahead. It says nothing; we warn.
 */
export function warnLostRound(state: SimulationState, running: Running, passed: readonly Passed[]): void {
  const { now } = state.world;
  const { schedule } = running.source.def;
  const isMonthly = schedule.kind === 'timed' && schedule.repeatEvery < 0;
  const ahead = passed.filter(
    ({ reason, due }) => due >= now && (reason === 'week_lost' || (isMonthly && reason === 'start_shifted')),
  );
  if (ahead.length === 0) return;
  const round = isMonthly ? 'month' : 'week';
  const { alert, broadcast, case: caseKey } = about(running, undefined);
  state.world.note({
    kind: 'warning',
    code: isMonthly ? 'MONTH_LOST' : 'WEEK_LOST',
    message: `the first event of this ${round} has passed, so HQ starts next ${round}: ${eventsOf(ahead.length)} lost`,
    hint: 'with a start date only the events that have passed are left out',
    about: {
      ...(alert !== undefined && { alert }),
      ...(broadcast !== undefined && { broadcast }),
      ...(caseKey !== undefined && { case: caseKey }),
    },
  });
}

const eventsOf = (count: number): string =>
  count === 1 ? '1 event still ahead is' : `${count} events still ahead are`;

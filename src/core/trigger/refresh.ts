import type { RecipientRef } from '../model/alert.ts';
import type { Reason } from '../model/entry.ts';
import type { DayNumber } from '../model/instant.ts';
import type { TimedSchedule } from '../model/schedule.ts';
import { refName } from '../recipients/resolve.ts';
import { begin, type Position, recalculate } from '../schedule/position.ts';
import { revisionOf } from '../schedule/revision.ts';
import type { AlertSource, Instance } from '../state/instances.ts';
import type { CaseRecord } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import { formatDay } from '../time/calendar.ts';
import { checkActive, noteInstance, recipientOf } from './activity.ts';
import {
  notePassed,
  type Passed,
  type Running,
  scheduleContextFor,
  warnLostRound,
  zoneOfRunning,
} from './schedule-context-for.ts';

/** A start date that somebody chose, where it came from, and the text it was read from. */
export interface GivenStart {
  readonly day: DayNumber;
  readonly from: string;
  readonly value?: string | undefined;
}

/** Brings the instances of one (case, alert) in step with its recipients (docs/hq/scheduling.md#s5-4). */
export function refresh(
  state: SimulationState,
  source: AlertSource,
  record: CaseRecord | undefined,
  chosen?: GivenStart,
): void {
  const known = source.instances.get(record?.key ?? '');
  if (known?.length === 1 && source.def.to.length === 1 && known[0]!.refName === refName(source.def.to[0]!))
    return refreshOnly(state, known[0]!, chosen);
  const existing = [...(known ?? [])];
  const model = existing[0];
  const wanted = new Map(source.def.to.map((ref, refIndex) => [refName(ref), { ref, refIndex }]));
  const created: Instance[] = [];
  for (const [name, { ref, refIndex }] of wanted) {
    if (existing.some((instance) => instance.refName === name)) continue;
    created.push(create(state, { source, record, ref, refName: name, refIndex, model, chosen }));
  }
  for (const instance of existing) {
    const place = wanted.get(instance.refName);
    if (place) keep(state, instance, chosen?.day);
    else disarm(state, instance, 'recipient_gone');
  }
  for (const instance of [...created, ...existing]) {
    if (state.instances.isAlive(instance)) checkActive(state, instance);
  }
}

/** The same where there is one recipient, who stays. */
function refreshOnly(state: SimulationState, instance: Instance, chosen: GivenStart | undefined): void {
  keep(state, instance, chosen?.day);
  if (state.instances.isAlive(instance)) checkActive(state, instance);
}

/** Takes an instance away; nothing of it is remembered. */
export function disarm(
  state: SimulationState,
  instance: Instance,
  reason: Reason,
  detail?: Readonly<Record<string, unknown>>,
): void {
  noteInstance(state, 'disarmed', instance, reason, detail);
  state.instances.remove(instance);
}

interface Birth {
  readonly source: AlertSource;
  readonly record: CaseRecord | undefined;
  readonly ref: RecipientRef;
  readonly refName: string;
  readonly refIndex: number;
  readonly model: Instance | undefined;
  readonly chosen: GivenStart | undefined;
}

function create(state: SimulationState, birth: Birth): Instance {
  const { source, record, ref, refIndex, model } = birth;
  const running: Running = { source, record, ref, refName: birth.refName, draws: 0 };
  const passed: Passed[] = [];
  const { position, from } = firstPosition(state, running, birth, passed);
  const instance = state.instances.create({
    source,
    record,
    ref,
    refName: birth.refName,
    refIndex,
    position,
    revision: sharedRevision(state, running),
    resetValue:
      model && source.def.schedule.kind === 'alert' ? model.resetValue : resetValueOf(source, record),
    draws: running.draws,
  });
  noteBirth(state, instance, from, birth.chosen?.value);
  notePassed(state, instance, recipientOf(state, instance), passed);
  warnLostRound(state, instance, passed);
  if (source.def.schedule.kind === 'alert') resetIfChanged(state, instance);
  return instance;
}

function firstPosition(
  state: SimulationState,
  running: Running,
  { source, record, model, chosen }: Birth,
  passed: Passed[],
): { position: Position; from: string } {
  const context = scheduleContextFor(state, running, passed);
  if (source.def.schedule.kind === 'alert') {
    if (model) return { position: { ...model.position }, from: 'copied' };
    return { position: begin(context, state.world.now), from: 'the rule' };
  }
  const copied = record && model ? { day: model.position.startDay, from: 'copied' } : undefined;
  const start = chosen ?? copied;
  return {
    position: begin(context, state.world.now, start?.day),
    from: start?.from ?? 'first available time',
  };
}

function noteBirth(
  state: SimulationState,
  instance: Instance,
  from: string,
  value: string | undefined,
): void {
  const { position, source } = instance;
  if (from === 'copied' && !position.active)
    return noteInstance(state, 'skipped', instance, 'copied_finished');
  const { schedule } = source.def;
  const detail =
    schedule.kind === 'timed'
      ? { ...startOf(instance, schedule, from, value), zone: zoneOfRunning(state, instance).because }
      : { from };
  if (position.active) noteInstance(state, 'armed', instance, undefined, detail);
  else noteInstance(state, 'disarmed', instance, 'schedule_finished', detail);
}

/** Where the course starts and why: the date, the text it was read from, the days added to it. */
function startOf({ position }: Instance, schedule: TimedSchedule, from: string, value: string | undefined) {
  const offset_days = schedule.startOffset === 0 ? undefined : schedule.startOffset;
  return { start: formatDay(position.startDay), from, value, offset_days };
}

/** An existing instance of a recipient that stays. */
function keep(state: SimulationState, instance: Instance, chosenDay: DayNumber | undefined): void {
  if (resetIfChanged(state, instance) || instance.source.def.schedule.kind === 'alert') return;
  const hasNewStart = chosenDay !== undefined && chosenDay !== instance.position.startDay;
  if (!hasNewStart && revisionNow(instance) === instance.revision) return;
  restart(
    state,
    instance,
    chosenDay ?? instance.position.startDay,
    hasNewStart ? 'start date changed' : 'schedule changed',
  );
}

/** `restart_when_changed`: any change of the property starts the alert again from now. */
function resetIfChanged(state: SimulationState, instance: Instance): boolean {
  const { source, record } = instance;
  if (source.def.kind !== 'alert' || source.def.restartProperty === undefined) return false;
  const value = resetValueOf(source, record);
  if (value === instance.resetValue) return false;
  instance.resetValue = value;
  restart(state, instance, undefined, `${source.def.restartProperty} changed`);
  return true;
}

function restart(state: SimulationState, instance: Instance, day: DayNumber | undefined, from: string): void {
  const passed: Passed[] = [];
  const context = scheduleContextFor(state, instance, passed);
  recalculate(context, instance.position, state.world.now, day);
  instance.revision = revisionNow(instance);
  state.instances.plan(instance);
  const isActive = instance.position.active;
  noteInstance(
    state,
    isActive ? 'rearmed' : 'disarmed',
    instance,
    isActive ? undefined : 'schedule_finished',
    { from },
  );
  notePassed(state, instance, recipientOf(state, instance), passed);
  warnLostRound(state, instance, passed);
}

/** Instances of one alert mostly have the same. */
function sharedRevision({ world }: SimulationState, running: Running): string {
  const revision = revisionNow(running);
  return world.texts.once(revision, () => revision);
}

function revisionNow({ source, record }: Pick<Running, 'source' | 'record'>): string {
  const { schedule, utcDefault } = source.def;
  if (schedule.kind === 'alert') return '';
  return revisionOf(schedule, utcDefault, (property) => record?.properties.get(property));
}

function resetValueOf(source: AlertSource, record: CaseRecord | undefined): string {
  const { def } = source;
  if (def.kind !== 'alert' || def.restartProperty === undefined) return '';
  return record?.properties.get(def.restartProperty) ?? '';
}

import type { RecipientRef } from '../model/alert.ts';
import type { Reason } from '../model/entry.ts';
import type { DayNumber } from '../model/instant.ts';
import type { TimedSchedule } from '../model/schedule.ts';
import { refName } from '../recipients/resolve.ts';
import { begin, type Position, recalculate } from '../schedule/position.ts';
import { revisionOf } from '../schedule/revision.ts';
import type { Instance, Source } from '../state/instances.ts';
import type { CaseRecord } from '../state/records.ts';
import type { Stage } from '../state/simulation-state.ts';
import { formatDay } from '../time/calendar.ts';
import { checkActive, noteInstance, recipientOf } from './activity.ts';
import { clockworkFor, notePassed, type Passed, type Running, zoneOfRunning } from './clockwork.ts';
import { warnLostRound } from './lost-round.ts';

/** A start date that somebody chose, where it came from, and the text it was read from. */
export interface GivenStart {
  readonly day: DayNumber;
  readonly from: string;
  readonly value?: string | undefined;
}

/** Brings the instances of one (case, alert) in step with its recipients (spec/scheduling 5.4). */
export function refresh(
  stage: Stage,
  source: Source,
  record: CaseRecord | undefined,
  chosen?: GivenStart,
): void {
  const existing = [...(source.instances.get(record?.key ?? '') ?? [])];
  const model = existing[0];
  const wanted = new Map(source.def.to.map((ref, refIndex) => [refName(ref), { ref, refIndex }]));
  const created: Instance[] = [];
  for (const [name, { ref, refIndex }] of wanted) {
    if (existing.some((instance) => instance.refName === name)) continue;
    created.push(create(stage, { source, record, ref, refName: name, refIndex, model, chosen }));
  }
  for (const instance of existing) {
    const place = wanted.get(instance.refName);
    if (place) keep(stage, instance, chosen?.day);
    else disarm(stage, instance, 'recipient_gone');
  }
  for (const instance of [...created, ...existing]) {
    if (stage.instances.isAlive(instance)) checkActive(stage, instance);
  }
}

/** Takes an instance away; nothing of it is remembered. */
export function disarm(
  stage: Stage,
  instance: Instance,
  reason: Reason,
  detail?: Readonly<Record<string, unknown>>,
): void {
  noteInstance(stage, 'disarmed', instance, reason, detail);
  stage.instances.remove(instance);
}

interface Birth {
  readonly source: Source;
  readonly record: CaseRecord | undefined;
  readonly ref: RecipientRef;
  readonly refName: string;
  readonly refIndex: number;
  readonly model: Instance | undefined;
  readonly chosen: GivenStart | undefined;
}

function create(stage: Stage, birth: Birth): Instance {
  const { source, record, ref, refIndex, model } = birth;
  const running: Running = { source, record, ref, refName: birth.refName, draws: 0 };
  const passed: Passed[] = [];
  const { position, from } = firstPosition(stage, running, birth, passed);
  const instance = stage.instances.create({
    source,
    record,
    ref,
    refName: birth.refName,
    refIndex,
    position,
    revision: revisionNow(running),
    resetValue:
      model && source.def.schedule.kind === 'alert' ? model.resetValue : resetValueOf(source, record),
    draws: running.draws,
  });
  noteBirth(stage, instance, from, birth.chosen?.value);
  notePassed(stage, instance, recipientOf(stage, instance), passed);
  warnLostRound(stage, instance, passed);
  if (source.def.schedule.kind === 'alert') resetIfChanged(stage, instance);
  return instance;
}

function firstPosition(
  stage: Stage,
  running: Running,
  { source, record, model, chosen }: Birth,
  passed: Passed[],
): { position: Position; from: string } {
  const clockwork = clockworkFor(stage, running, passed);
  if (source.def.schedule.kind === 'alert') {
    if (model) return { position: { ...model.position }, from: 'copied' };
    return { position: begin(clockwork, stage.world.now), from: 'the rule' };
  }
  const copied = record && model ? { day: model.position.startDay, from: 'copied' } : undefined;
  const start = chosen ?? copied;
  return {
    position: begin(clockwork, stage.world.now, start?.day),
    from: start?.from ?? 'first available time',
  };
}

function noteBirth(stage: Stage, instance: Instance, from: string, value: string | undefined): void {
  const { position, source } = instance;
  if (from === 'copied' && !position.active)
    return noteInstance(stage, 'skipped', instance, 'copied_finished');
  const { schedule } = source.def;
  const detail =
    schedule.kind === 'timed'
      ? { ...startOf(instance, schedule, from, value), zone: zoneOfRunning(stage, instance).because }
      : { from };
  if (position.active) noteInstance(stage, 'armed', instance, undefined, detail);
  else noteInstance(stage, 'disarmed', instance, 'schedule_finished', detail);
}

/** Where the course starts and why: the date, the text it was read from, the days added to it. */
function startOf({ position }: Instance, schedule: TimedSchedule, from: string, value: string | undefined) {
  const offset_days = schedule.startOffset === 0 ? undefined : schedule.startOffset;
  return { start: formatDay(position.startDay), from, value, offset_days };
}

/** An existing instance of a recipient that stays. */
function keep(stage: Stage, instance: Instance, chosenDay: DayNumber | undefined): void {
  if (resetIfChanged(stage, instance) || instance.source.def.schedule.kind === 'alert') return;
  const hasNewStart = chosenDay !== undefined && chosenDay !== instance.position.startDay;
  if (!hasNewStart && revisionNow(instance) === instance.revision) return;
  restart(
    stage,
    instance,
    chosenDay ?? instance.position.startDay,
    hasNewStart ? 'start date changed' : 'schedule changed',
  );
}

/** `restart_when_changed`: any change of the property starts the alert again from now. */
function resetIfChanged(stage: Stage, instance: Instance): boolean {
  const { source, record } = instance;
  if (source.def.kind !== 'alert' || source.def.restartProperty === undefined) return false;
  const value = resetValueOf(source, record);
  if (value === instance.resetValue) return false;
  instance.resetValue = value;
  restart(stage, instance, undefined, `${source.def.restartProperty} changed`);
  return true;
}

function restart(stage: Stage, instance: Instance, day: DayNumber | undefined, from: string): void {
  const passed: Passed[] = [];
  const clockwork = clockworkFor(stage, instance, passed);
  recalculate(clockwork, instance.position, stage.world.now, day);
  instance.revision = revisionNow(instance);
  stage.instances.plan(instance);
  const isActive = instance.position.active;
  noteInstance(
    stage,
    isActive ? 'rearmed' : 'disarmed',
    instance,
    isActive ? undefined : 'schedule_finished',
    { from },
  );
  notePassed(stage, instance, recipientOf(stage, instance), passed);
  warnLostRound(stage, instance, passed);
}

function revisionNow({ source, record }: Pick<Running, 'source' | 'record'>): string {
  const { schedule, utcDefault } = source.def;
  if (schedule.kind === 'alert') return '';
  return revisionOf(schedule, utcDefault, (property) => record?.properties.get(property));
}

function resetValueOf(source: Source, record: CaseRecord | undefined): string {
  const { def } = source;
  if (def.kind !== 'alert' || def.restartProperty === undefined) return '';
  return record?.properties.get(def.restartProperty) ?? '';
}

import { valuesOf } from '../contact/lookup.ts';
import type { Alert } from '../model/alert.ts';
import type { Entry, EntryOf, Reason } from '../model/entry.ts';
import { resolve, shownName } from '../recipients/resolve.ts';
import { fastForward } from '../schedule/position.ts';
import { stopInstant } from '../schedule/start-date.ts';
import type { Instance } from '../state/instances.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import { zoneNamed } from '../time/zone.ts';
import { evaluateRule } from './criteria.ts';
import { notePassed, type Passed, scheduleContextFor } from './schedule-context-for.ts';

/** The active flag, brought in step with the alert's switch and its stop date (docs/hq/scheduling.md#s4-6). */
export function checkActive(state: SimulationState, instance: Instance): void {
  const { position, source } = instance;
  const stopped = source.def.active ? stopReason(state, instance) : 'alert_off';
  if (position.active) {
    if (stopped) deactivate(state, instance, stopped);
    return;
  }
  if (stopped || isFinished(instance)) return;
  reactivate(state, instance);
}

function deactivate(state: SimulationState, instance: Instance, reason: Reason): void {
  const { position } = instance;
  position.active = false;
  state.instances.plan(instance);
  noteInstance(state, 'disarmed', instance, reason);
}

function reactivate(state: SimulationState, instance: Instance): void {
  const passed: Passed[] = [];
  instance.position.active = true;
  fastForward(scheduleContextFor(state, instance, passed), instance.position, state.world.now);
  state.instances.plan(instance);
  noteInstance(
    state,
    instance.position.active ? 'rearmed' : 'disarmed',
    instance,
    instance.position.active ? undefined : 'schedule_finished',
  );
  notePassed(state, instance, recipientOf(state, instance), passed);
}

function isFinished({ source, position }: Instance): boolean {
  const { schedule } = source.def;
  if (schedule.kind === 'alert') return position.iteration > 1;
  return schedule.totalIterations !== -1 && position.iteration > schedule.totalIterations;
}

/** The stop condition: the next due is at or after the stop date of any value. */
function stopReason(state: SimulationState, instance: Instance): 'stop_date' | undefined {
  const { def } = instance.source;
  const { record, position } = instance;
  if (def.kind !== 'alert' || def.stopProperty === undefined || !record) return undefined;
  if (def.schedule.kind === 'timed' && !ruleStillMatches(state, instance, def)) return undefined;
  const values = valuesOf(state.world, record, def.stopProperty);
  if (values === 'missing parent') return undefined;
  const utc = zoneNamed('UTC')!;
  const zone = def.utcDefault
    ? utc
    : state.world.zoneOfProject(state.world.projectNamed(def.project ?? state.world.project.name));
  const isReached = values.some((value) => {
    const stop = value === undefined ? undefined : stopInstant(value, zone);
    return stop !== undefined && position.due >= stop;
  });
  return isReached ? 'stop_date' : undefined;
}

function ruleStillMatches(state: SimulationState, instance: Instance, def: Alert): boolean {
  return evaluateRule(state, def, instance.record!).matches;
}

export function recipientOf(state: SimulationState, instance: Instance): string {
  return shownName(instance.ref, resolve(state.world, instance.ref, instance.record));
}

/** An entry about an instance where it stands. */
export function noteInstance(
  state: SimulationState,
  kind: InstanceKind,
  instance: Instance,
  reason?: Reason,
  detail?: Readonly<Record<string, unknown>>,
): void {
  const { position, source, record } = instance;
  const { kind: cause, key } = source.def;
  // One literal: every instance has such an entry, and spreading its parts together costs as much as writing it.
  state.world.note({
    at: state.world.now,
    kind,
    alert: cause === 'alert' ? key : undefined,
    broadcast: cause === 'broadcast' ? key : undefined,
    case: record?.key,
    recipient: recipientOf(state, instance),
    event: position.event,
    iteration: position.iteration,
    due: position.due,
    reason,
    detail,
  } satisfies InstanceFields as InstanceEntry);
}

/** Four kinds with the same fields. */
type InstanceEntry = Entry & { readonly kind: 'armed' | 'rearmed' | 'disarmed' | 'skipped' };
type InstanceKind = InstanceEntry['kind'];
type InstanceFields = { readonly kind: InstanceKind } & Omit<EntryOf<'armed'>, 'kind'>;

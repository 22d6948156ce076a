import { valuesOf } from '../contact/lookup.ts';
import type { Alert } from '../model/alert.ts';
import type { Reason } from '../model/entry.ts';
import { resolve, shownName } from '../recipients/resolve.ts';
import { fastForward } from '../schedule/position.ts';
import { stopInstant } from '../schedule/start-date.ts';
import type { Instance } from '../state/instances.ts';
import type { Stage } from '../state/simulation-state.ts';
import { zoneNamed } from '../time/zone.ts';
import { about, clockworkFor, notePassed, type Passed } from './clockwork.ts';
import { evaluateRule } from './rule.ts';

/** The active flag, brought in step with the alert's switch and its stop date (spec/scheduling 4.6). */
export function checkActive(stage: Stage, instance: Instance): void {
  const { position, source } = instance;
  const stopped = source.def.active ? stopReason(stage, instance) : 'alert_off';
  if (position.active) {
    if (stopped) deactivate(stage, instance, stopped);
    return;
  }
  if (stopped || isFinished(instance)) return;
  reactivate(stage, instance);
}

function deactivate(stage: Stage, instance: Instance, reason: Reason): void {
  const { position } = instance;
  position.active = false;
  stage.instances.plan(instance);
  noteInstance(stage, 'disarmed', instance, reason);
}

function reactivate(stage: Stage, instance: Instance): void {
  const passed: Passed[] = [];
  instance.position.active = true;
  fastForward(clockworkFor(stage, instance, passed), instance.position, stage.world.now);
  stage.instances.plan(instance);
  noteInstance(
    stage,
    instance.position.active ? 'rearmed' : 'disarmed',
    instance,
    instance.position.active ? undefined : 'schedule_finished',
  );
  notePassed(stage, instance, recipientOf(stage, instance), passed);
}

function isFinished({ source, position }: Instance): boolean {
  const { schedule } = source.def;
  if (schedule.kind === 'alert') return position.iteration > 1;
  return schedule.totalIterations !== -1 && position.iteration > schedule.totalIterations;
}

/** The stop condition: the next due is at or after the stop date of any value. */
function stopReason(stage: Stage, instance: Instance): 'stop_date' | undefined {
  const { def } = instance.source;
  const { record, position } = instance;
  if (def.kind !== 'alert' || def.stopProperty === undefined || !record) return undefined;
  if (def.schedule.kind === 'timed' && !ruleStillMatches(stage, instance, def)) return undefined;
  const values = valuesOf(stage.world, record, def.stopProperty);
  if (values === 'missing parent') return undefined;
  const utc = zoneNamed('UTC')!;
  const zone = def.utcDefault ? utc : stage.world.zoneOfProject(stage.world.project);
  const isReached = values.some((value) => {
    const stop = value === undefined ? undefined : stopInstant(value, zone);
    return stop !== undefined && position.due >= stop;
  });
  return isReached ? 'stop_date' : undefined;
}

function ruleStillMatches(stage: Stage, instance: Instance, def: Alert): boolean {
  return !instance.source.exists || evaluateRule(stage, def, instance.record!).matches;
}

export function recipientOf(stage: Stage, instance: Instance): string {
  return shownName(instance.ref, resolve(stage.world, instance.ref, instance.record));
}

/** An entry about an instance where it stands. */
export function noteInstance(
  stage: Stage,
  kind: 'armed' | 'rearmed' | 'disarmed' | 'skipped',
  instance: Instance,
  reason?: Reason,
  detail?: Readonly<Record<string, unknown>>,
): void {
  const { event, iteration, due } = instance.position;
  stage.world.note({
    kind,
    ...about(instance, recipientOf(stage, instance)),
    event,
    iteration,
    due,
    reason,
    detail,
  });
}

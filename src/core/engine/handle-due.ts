import { sendEmail } from '../dispatch/email.ts';
import { type Send, sendCustom, sendSms } from '../dispatch/send.ts';
import { startSurvey } from '../inbound/start-survey.ts';
import type { Content } from '../model/content.ts';
import { MS_PER_HOUR } from '../model/instant.ts';
import { expand } from '../recipients/expand.ts';
import { resolve } from '../recipients/resolve.ts';
import { afterHandling } from '../schedule/position.ts';
import type { Instance } from '../state/instances.ts';
import type { Origin } from '../state/message.ts';
import type { Party } from '../state/records.ts';
import type { Stage } from '../state/simulation-state.ts';
import { checkActive, noteInstance, recipientOf } from '../trigger/activity.ts';
import { about, clockworkFor, notePassed, type Passed, zoneOfRunning } from '../trigger/clockwork.ts';
import { disarm } from '../trigger/refresh.ts';

/** An event handled later than this after its due is dropped. */
const STALE_AFTER_MS = 48 * MS_PER_HOUR;

/** Handles an instance whose event is due, as HQ's handler does (spec/scheduling 4.4). */
export function handleDue(stage: Stage, instance: Instance): void {
  const { world, instances } = stage;
  const { source, record } = instance;
  if (!source.exists) return disarm(stage, instance, 'alert_deleted');
  if (record?.deleted) return disarm(stage, instance, 'case_deleted');

  checkActive(stage, instance);
  if (!instance.position.active) return;

  if (world.now - instance.position.due > STALE_AFTER_MS) noteInstance(stage, 'skipped', instance, 'stale');
  else sendEvent(stage, instance);
  if (!instances.isAlive(instance)) return;

  moveOn(stage, instance);
  checkActive(stage, instance);
}

/** To the next event that is not past; of several with the same due only the first was sent. */
function moveOn(stage: Stage, instance: Instance): void {
  const passed: Passed[] = [];
  afterHandling(clockworkFor(stage, instance, passed), instance.position, stage.world.now);
  stage.instances.plan(instance);
  if (passed.length > 0) notePassed(stage, instance, recipientOf(stage, instance), passed);
  if (!instance.position.active) noteInstance(stage, 'disarmed', instance, 'schedule_finished');
}

/** The event's content, to everybody the recipient means right now. */
function sendEvent(stage: Stage, instance: Instance): void {
  const { world } = stage;
  const { source, record, ref, position } = instance;
  const { def } = source;
  const resolved = resolve(world, ref, record);
  const everybody = expand(world, resolved, none);
  const parties = def.userData.size === 0 ? everybody : expand(world, resolved, def.userData);
  const event = def.schedule.events[position.event];
  if (!event) return;
  const zone = zoneOfRunning(stage, instance);
  const origin: Origin = {
    cause: def.kind,
    name: def.key,
    case: record?.key,
    event: position.event,
    iteration: position.iteration,
    due: position.due,
    project: world.plan.project.name,
    zone: zone.zone,
    zoneBecause: zone.because,
  };
  if (parties.length === 0) return nobody(stage, instance, origin, everybody.length > 0);
  for (const party of parties) sendContent(stage, sendTo(instance, origin, party), event.content);
}

function sendTo({ source, record }: Instance, origin: Origin, party: Party): Send {
  return { origin, party, record, scheduleLanguage: source.def.defaultLanguage };
}

/** One content to one contact. */
export function sendContent(stage: Stage, send: Send, content: Content): void {
  switch (content.kind) {
    case 'sms':
      return sendSms(stage, send, content.texts);
    case 'email':
      return sendEmail(stage, send, content);
    case 'survey':
      return startSurvey(stage, send, content);
    case 'custom':
      return sendCustom(stage, send, content);
  }
}

function nobody(stage: Stage, instance: Instance, origin: Origin, filtered: boolean): void {
  const { world } = stage;
  const { event, iteration, due } = origin;
  if (filtered) noteInstance(stage, 'skipped', instance, 'no_recipient_filter');
  const { alert, broadcast } = about(instance, undefined);
  world.note({
    kind: 'error',
    case: origin.case,
    cause: origin.cause,
    name: origin.name,
    alert,
    broadcast,
    event,
    iteration,
    due,
    because: { zone: origin.zoneBecause },
    code: 'NO_RECIPIENT',
    level: 'event',
  });
}

const none: ReadonlyMap<string, readonly string[]> = new Map();

import type { ZoneChoice } from '../contact/contact.ts';
import { sendEmail } from '../dispatch/email.ts';
import { type Send, sendCustom, sendSms } from '../dispatch/send.ts';
import { type Start, startSurvey } from '../inbound/start-survey.ts';
import type { Content } from '../model/content.ts';
import { type Instant, MS_PER_HOUR } from '../model/instant.ts';
import { expand, resolve } from '../recipients/resolve.ts';
import { afterHandling } from '../schedule/position.ts';
import type { Instance } from '../state/instances.ts';
import type { Origin } from '../state/message.ts';
import type { Party } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import type { World } from '../state/world.ts';
import { isoUtc } from '../time/format.ts';
import { HQ_TZ_RELEASE } from '../time/generated/hq-zone-table.ts';
import { TZ_RELEASE } from '../time/generated/zone-table.ts';
import { differsInHq, type Zone } from '../time/zone.ts';
import { checkActive, noteInstance, recipientOf } from '../trigger/activity.ts';
import { disarm } from '../trigger/refresh.ts';
import {
  about,
  notePassed,
  type Passed,
  scheduleContextFor,
  zoneOfRunning,
} from '../trigger/schedule-context-for.ts';

/** An event handled later than this after its due is dropped. */
const EVENT_STALE_AFTER_MS = 48 * MS_PER_HOUR;

/** Handles an instance whose event is due, as HQ's handler does (docs/hq/scheduling.md#s4-4). */
export function handleDue(state: SimulationState, instance: Instance): void {
  const { world, instances } = state;
  const { record } = instance;
  if (record?.deleted) return disarm(state, instance, 'case_deleted');

  checkActive(state, instance);
  if (!instance.position.active) return;

  const firstDue = instance.retry?.firstDue ?? instance.position.due;
  if (world.now - firstDue > EVENT_STALE_AFTER_MS) noteInstance(state, 'skipped', instance, 'stale');
  else if (sendEvent(state, instance) === 'failed') return tryAgainLater(state, instance, firstDue);
  if (!instances.isAlive(instance)) return;

  instance.retry = undefined;
  moveOn(state, instance);
  checkActive(state, instance);
}

/** A send that raised an exception: the same event again after one hour, then two more, three more … */
function tryAgainLater(state: SimulationState, instance: Instance, firstDue: Instant): void {
  if (!state.instances.isAlive(instance)) return;
  const attempts = (instance.retry?.attempts ?? 0) + 1;
  instance.retry = { attempts, firstDue };
  instance.position.due += attempts * MS_PER_HOUR;
  state.instances.plan(instance);
  noteInstance(state, 'rearmed', instance, 'survey_not_started');
}

/**
 * To the next event that is not past; of several with the same due only the first was sent. True: there is one, and none was
 * passed over.
 */
export function moveOn(state: SimulationState, instance: Instance): boolean {
  const passed: Passed[] = [];
  afterHandling(scheduleContextFor(state, instance, passed), instance.position, state.world.now);
  state.instances.plan(instance);
  if (passed.length > 0) notePassed(state, instance, recipientOf(state, instance), passed);
  if (!instance.position.active) noteInstance(state, 'disarmed', instance, 'schedule_finished');
  return instance.position.active && passed.length === 0;
}

/** The event's content, to everybody the recipient means right now. */
function sendEvent(state: SimulationState, instance: Instance): Start {
  const { world } = state;
  const { source, record, ref, position } = instance;
  const { def } = source;
  const resolved = resolve(world, ref, record);
  const everybody = expand(world, resolved);
  const parties = def.userData.values.size === 0 ? everybody : expand(world, resolved, def.userData, record);
  const event = def.schedule.events[position.event];
  if (!event) return 'done';
  const zone = zoneOfRunning(state, instance);
  const origin = originOf(state, instance, zone);
  noteZonesDiffer(world, zone.zone, position.due);
  if (parties.length === 0) {
    recordNoRecipients(state, instance, origin, everybody.length > 0);
    return 'done';
  }
  for (const party of parties) {
    const outcome = sendContent(state, sendTo(instance, origin, party), event.content);
    if (outcome === 'failed') return outcome;
  }
  return 'done';
}

/** What makes the messages of the event that an instance stands at. */
export function originOf(
  { world }: SimulationState,
  { source, record, position }: Instance,
  zone: ZoneChoice,
): Origin {
  const { def } = source;
  return {
    cause: def.kind,
    name: def.key,
    case: record?.key,
    event: position.event,
    iteration: position.iteration,
    due: position.due,
    project: def.project ?? world.plan.project.name,
    zone: zone.zone,
    zoneBecause: zone.because,
  };
}

/** A due time that HQ's own, older zone data would put elsewhere is noted once a run. */
export function noteZonesDiffer(world: World, zone: Zone, due: Instant): void {
  if (
    world.plan.project.zones !== undefined ||
    !differsInHq(zone, due) ||
    world.notedOnce.has('ZONES_DIFFER')
  )
    return;
  world.notedOnce.add('ZONES_DIFFER');
  world.note({
    kind: 'warning',
    code: 'ZONES_DIFFER',
    message: `${zone.name} has another time at ${isoUtc(due)} in the zone data that HQ pins (${HQ_TZ_RELEASE}) than in ${TZ_RELEASE}`,
    hint: 'project: {hq: {zones: hq}} runs with HQ’s own release',
    about: { zone: zone.name },
  });
}

export function sendTo({ source, record }: Instance, origin: Origin, party: Party): Send {
  return { origin, party, record, scheduleLanguage: source.def.defaultLanguage };
}

/** One content to one contact; `failed`: HQ raises an exception, and those behind it wait for the next try. */
function sendContent(state: SimulationState, send: Send, content: Content): Start {
  switch (content.kind) {
    case 'sms':
      sendSms(state, send, content.texts);
      return 'done';
    case 'email':
      sendEmail(state, send, content);
      return 'done';
    case 'survey':
      return startSurvey(state, send, content);
    case 'custom':
      sendCustom(state, send, content);
      return 'done';
  }
}

function recordNoRecipients(
  state: SimulationState,
  instance: Instance,
  origin: Origin,
  filtered: boolean,
): void {
  const { world } = state;
  const { event, iteration, due } = origin;
  if (filtered) noteInstance(state, 'skipped', instance, 'no_recipient_filter');
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

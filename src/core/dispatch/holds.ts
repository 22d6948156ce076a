import type { EntryDraft, Reason } from '../model/entry.ts';
import type { Gateway } from '../model/gateway.ts';
import {
  type DayNumber,
  type Instant,
  MS_PER_DAY,
  MS_PER_HOUR,
  MS_PER_MINUTE,
  MS_PER_SECOND,
  type WeekDay,
} from '../model/instant.ts';
import type { DayWindow } from '../model/project.ts';
import { isInside } from '../route/windows.ts';
import type { Message } from '../state/message.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import type { World } from '../state/world.ts';
import { weekDayOf } from '../time/calendar.ts';
import { toLocal, type Zone } from '../time/zone.ts';

const HOURS_STEP_MS = 15 * MS_PER_MINUTE;
const LIMIT_STEP_MS = MS_PER_HOUR;
const CONVERSATION_STEP_MS = MS_PER_MINUTE;
/** HQ's poller locks a message that its worker died on for so long. */
const NO_GATEWAY_STEP_MS = 3 * MS_PER_HOUR;
const STUCK_AFTER_MS = 7 * MS_PER_DAY;
/** HQ's own limit, for projects that set none. */
export const DAILY_DEFAULT = 50_000;

/** Outside the sending hours, in the project's zone: again every 15 minutes from its own time. */
export function holdForHours(state: SimulationState, message: Message): boolean {
  const { world } = state;
  if (isWithinHours(world, message.origin.project)) return false;
  const project = world.projectNamed(message.origin.project);
  const { sendingHours } = project;
  const zone = world.zoneOfProject(project);
  return holdUntil(state, message, 'sending_hours', HOURS_STEP_MS, (at) => isOpen(sendingHours, zone, at));
}

/** Whether a project sends at this hour. */
export function isWithinHours(world: World, name: string): boolean {
  const project = world.projectNamed(name);
  const { sendingHours } = project;
  return sendingHours.length === 0 || isOpen(sendingHours, world.zoneOfProject(project), world.now);
}

/** The contact wrote a moment ago, during the hours of conversation: again every minute. */
export function holdForConversation(state: SimulationState, message: Message): boolean {
  const isFree = endOfConversation(state.world, message);
  if (isFree === undefined || isFree(state.world.now)) return false;
  return holdUntil(state, message, 'conversation', CONVERSATION_STEP_MS, isFree);
}

/** Whether the contact wrote a moment ago, and the message has to wait for that. */
export function isInConversation({ world }: SimulationState, message: Message): boolean {
  return endOfConversation(world, message)?.(world.now) === false;
}

/** Whether the conversation with the contact is over at an instant; undefined: there is none. */
function endOfConversation(world: World, message: Message): ((at: Instant) => boolean) | undefined {
  const project = world.projectNamed(message.origin.project);
  const hold = project.conversationHold;
  const wroteAt = world.lastInboundAt.get(message.party.key);
  if (!hold || message.isChat || wroteAt === undefined) return undefined;
  const zone = world.zoneOfProject(project);
  return (at) => at - wroteAt > hold.minutes * MS_PER_MINUTE || !isOpen(hold.hours, zone, at);
}

/** The day's limit is used up: again every hour, until the project's next day. */
export function holdForDailyLimit(state: SimulationState, message: Message): boolean {
  const { world } = state;
  const name = message.origin.project;
  if (countWithinLimit(state, name)) return false;
  const zone = world.zoneOfProject(world.projectNamed(name));
  const today = toLocal(zone, world.now).day;
  return holdUntil(state, message, 'daily_limit', LIMIT_STEP_MS, (at) => toLocal(zone, at).day > today);
}

/** Whether one more SMS of a project is within its daily limit; it is counted then, with a warning where HQ would have stopped. */
export function countWithinLimit(
  state: SimulationState,
  name: string,
  today = dayOf(state.world, name),
): boolean {
  const { world, dailyCounts } = state;
  const limit = world.projectNamed(name).dailyLimit;
  if (limit !== undefined && dailyCounts.countedOn(name, today) >= limit) return false;
  const count = dailyCounts.countToday(name, today);
  if (limit === undefined && count === DAILY_DEFAULT + 1 && !dailyCounts.isPart)
    world.note(volumeWarning(name));
  return true;
}

/** The day of a project, now. */
export const dayOf = (world: World, name: string): DayNumber =>
  toLocal(world.zoneOfProject(world.projectNamed(name)), world.now).day;

/** The gateway's minute is full: back into the queue at once, so until the minute is over. */
export function holdForRate(state: SimulationState, message: Message, gateway: Gateway): boolean {
  if (gateway.ratePerMinute === undefined) return false;
  const sender = gateway.numbers.length > 1 ? `${gateway.name} ${message.from}` : gateway.name;
  const until = state.dailyCounts.fullUntil(
    `${gateway.project} ${sender}`,
    gateway.ratePerMinute,
    state.world.now,
  );
  if (until === undefined) return false;
  state.dailyCounts.giveBackToday(message.origin.project);
  wait(state, message, 'rate', until);
  return true;
}

/** No default gateway: HQ's worker dies, and tries again every three hours until the message is stale. */
export function holdWithoutGateway(state: SimulationState, message: Message): undefined {
  const { world } = state;
  if (message.hold?.reason !== 'no_gateway') {
    world.note({
      kind: 'warning',
      code: 'NO_SUITABLE_GATEWAY',
      message: `no gateway is mapped to ${message.number}: HQ leaves the message in the queue for 7 days`,
      hint: 'add a prefix or "*" to routing',
      about: { id: message.id, number: message.number ?? '' },
    });
  }
  const staleAt = message.queuedAt + STUCK_AFTER_MS;
  const until = staleAt + MS_PER_SECOND;
  const isAlreadyHeld = message.hold?.reason === 'no_gateway';
  const next = message.processAt + NO_GATEWAY_STEP_MS;
  message.hold = { reason: 'no_gateway', from: message.processAt };
  message.processAt = next < staleAt ? next : until;
  state.outbox.putBack(message);
  if (!isAlreadyHeld) world.note({ kind: 'held', id: message.id, reason: 'no_gateway', until });
}

/** Messages that wait are looked at again when settings, gateways or routes change. */
export function reconsiderHolds(state: SimulationState): void {
  const { now } = state.world;
  for (const message of state.outbox.all()) {
    const { hold } = message;
    if (!hold || message.processAt <= now) continue;
    const step = stepOf(hold.reason);
    if (step === undefined) continue;
    message.processAt = nextStep(hold.from, step, now - 1);
    state.outbox.putBack(message);
  }
}

function stepOf(reason: Reason): number | undefined {
  switch (reason) {
    case 'sending_hours':
      return HOURS_STEP_MS;
    case 'daily_limit':
      return LIMIT_STEP_MS;
    case 'conversation':
      return CONVERSATION_STEP_MS;
    default:
      return undefined;
  }
}

/** Steps from the message's own time until `isFree`, or until it is stale; always ends. */
function holdUntil(
  state: SimulationState,
  message: Message,
  reason: Reason,
  stepMs: number,
  isFree: (at: Instant) => boolean,
): true {
  const staleAt = message.queuedAt + STUCK_AFTER_MS;
  let until = nextStep(message.processAt, stepMs, state.world.now);
  while (until <= staleAt && !isFree(until)) until += stepMs;
  wait(state, message, reason, until);
  return true;
}

/** The first step after `after`, counted from `from`. */
function nextStep(from: Instant, stepMs: number, after: Instant): Instant {
  if (from > after) return from;
  return from + (Math.floor((after - from) / stepMs) + 1) * stepMs;
}

function wait(state: SimulationState, message: Message, reason: Reason, until: Instant): void {
  const isNew = message.hold?.reason !== reason || message.processAt !== until;
  message.hold = { reason, from: message.processAt };
  message.processAt = until;
  state.outbox.putBack(message);
  if (isNew) state.world.note({ kind: 'held', id: message.id, reason, until });
}

function isOpen(windows: readonly DayWindow[], zone: Zone, at: Instant): boolean {
  const local = toLocal(zone, at);
  return isInside(windows, weekDayOf(local.day) as WeekDay, local.second);
}

export const volumeWarning = (project: string): EntryDraft => ({
  kind: 'warning',
  code: 'MANY_SMS_TODAY',
  message: `more than ${DAILY_DEFAULT} SMS on this project day: HQ's own limit, for projects that set none`,
  hint: 'set daily_limit to rehearse it',
  about: { project },
});

import { isActive } from '../contact/contact.ts';
import type { Handover } from '../model/answer.ts';
import type { Gateway } from '../model/gateway.ts';
import { MS_PER_DAY } from '../model/instant.ts';
import { cleanText } from '../render/segments.ts';
import { isAuthorised } from '../route/choose-gateway.ts';
import { senderIndex } from '../route/load-balance.ts';
import type { Message } from '../state/message.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import { fail, failedAttempt } from './end.ts';
import {
  holdForConversation,
  holdForDailyLimit,
  holdForHours,
  holdForRate,
  holdWithoutGateway,
} from './holds.ts';
import { routeAtProcessing } from './route-message.ts';

const MESSAGE_STALE_AFTER_MS = 7 * MS_PER_DAY;
const TRIAL_SMS_MAX = 50;

/**
 * Takes one waiting message through HQ's steps (docs/hq/contacts-and-messages.md#s3-4): it is held, ends in an error, or is
 * ready to be handed over. Email knows none of the steps.
 */
export function processMessage(state: SimulationState, message: Message): Handover | undefined {
  return message.channel === 'email' ? handEmail(state, message) : processSms(state, message);
}

function processSms(state: SimulationState, message: Message): Handover | undefined {
  const { world, dailyCounts } = state;
  if (world.now - message.queuedAt > MESSAGE_STALE_AFTER_MS) return fail(state, message, 'MESSAGE_IS_STALE');
  if (holdForHours(state, message)) return undefined;
  if (holdForConversation(state, message)) return undefined;
  if (holdForDailyLimit(state, message)) return undefined;

  if (!isActive(world, message.party)) return fail(state, message, 'CONTACT_IS_INACTIVE');

  const gateway = gatewayNow(state, message);
  if (!gateway) {
    if (world.projectNamed(message.origin.project).hq === 'exact') return holdWithoutGateway(state, message);
    dailyCounts.giveBackToday(message.origin.project);
    return fail(state, message, 'NO_SUITABLE_GATEWAY');
  }
  message.gateway = gateway;
  message.from = senderOf(gateway, message.number!);
  if (holdForRate(state, message, gateway)) return undefined;

  const project = world.projectNamed(message.origin.project);
  if (project.trial && dailyCounts.countTrial(message.origin.project, world.now) > TRIAL_SMS_MAX) {
    return fail(state, message, 'TRIAL_SMS_EXCEEDED');
  }
  message.text = cleanText(message.text);
  message.hold = undefined;
  if (!project.outboundSms) return failedAttempt(state, message, 'outbound SMS is switched off');
  if (isBlocked(state, message)) return fail(state, message, 'PHONE_NUMBER_OPTED_OUT');
  if (!isAuthorised(gateway, message.origin.project)) {
    return failedAttempt(state, message, `${gateway.name} is not authorised for ${message.origin.project}`);
  }
  return handoverOf(state, message, gateway, `+${message.number}`);
}

/**
 * A first try that none of the steps but the hours, a conversation and the daily limit can stop or delay, made ready as `processSms`
 * makes it; undefined: one of them may.
 */
export function steadyHandover(state: SimulationState, message: Message): Handover | undefined {
  const { world } = state;
  const project = world.projectNamed(message.origin.project);
  if (!isActive(world, message.party)) return undefined;
  const gateway = gatewayNow(state, message);
  if (!gateway || gateway.ratePerMinute !== undefined) return undefined;
  message.gateway = gateway;
  message.from = senderOf(gateway, message.number!);
  message.text = cleanText(message.text);
  if (project.trial || !project.outboundSms || !isAuthorised(gateway, message.origin.project))
    return undefined;
  return handoverOf(state, message, gateway, `+${message.number}`);
}

/** The gateway chosen at enqueue as it stands now, or the default, chosen afresh at each try. */
function gatewayNow(state: SimulationState, message: Message): Gateway | undefined {
  if (message.isRouted) return asItIsNow(state, message.gateway!);
  const route = routeAtProcessing(state.world, message.origin.project, message.number!);
  if ('problem' in route) return undefined;
  message.because = { ...message.because, gateway: route.because };
  return route.gateway;
}

function senderOf(gateway: Gateway, number: string): string | undefined {
  const { numbers } = gateway;
  return numbers.length > 1 ? numbers[senderIndex(`+${number}`, numbers.length)] : numbers[0];
}

/** The number is opted out, and the message no confirmation of that. */
export function isBlocked(state: SimulationState, message: Message): boolean {
  const { optedOut } = state.world;
  const optState = optedOut.size === 0 ? undefined : optedOut.get(message.number!);
  return optState?.out === true && !(message.ignoreOptOut && optState.canOptIn);
}

/**
 * Django refuses a subject of several lines when it builds the mail: a failed try, each time. A mail gateway that is gone
 * meanwhile is used as it was.
 */
function handEmail(state: SimulationState, message: Message): Handover | undefined {
  if (/[\r\n]/.test(message.subject ?? '')) {
    return failedAttempt(state, message, "Header values can't contain newlines");
  }
  const chosen = message.gateway!;
  message.gateway = asItIsNow(state, chosen) ?? chosen;
  return handoverOf(state, message, message.gateway, message.address!);
}

const asItIsNow = (state: SimulationState, { name, project }: Gateway): Gateway | undefined =>
  state.world.gateways.find((each) => each.name === name && each.project === project && !each.deleted);

function handoverOf(state: SimulationState, message: Message, gateway: Gateway, to: string): Handover {
  return {
    id: message.id,
    attempt: message.attempts + 1,
    at: state.world.now,
    gateway,
    channel: message.channel,
    from: message.from,
    to,
    text: message.text,
    subject: message.subject,
    html: message.html,
    ...(message.repliesToInvalidAnswer && { repliesToInvalidAnswer: true }),
  };
}

import { isActive } from '../contact/contact.ts';
import type { Handover } from '../model/answer.ts';
import type { Gateway } from '../model/gateway.ts';
import { MS_PER_DAY } from '../model/instant.ts';
import { cleanText } from '../render/clean-text.ts';
import { isAuthorised } from '../route/by-name.ts';
import { senderIndex } from '../route/load-balance.ts';
import type { Message } from '../state/message.ts';
import type { Stage } from '../state/simulation-state.ts';
import { fail, failedAttempt } from './end.ts';
import {
  holdForConversation,
  holdForDailyLimit,
  holdForHours,
  holdForRate,
  holdWithoutGateway,
} from './holds.ts';
import { routeAtProcessing } from './route-message.ts';

export const STALE_AFTER_MS = 7 * MS_PER_DAY;
const TRIAL_SMS_MAX = 50;

/**
 * Takes one waiting message through HQ's steps (spec/contacts 3.4): it is held, ends in an error, or is
 * ready to be handed over. Email knows none of the steps.
 */
export function processMessage(stage: Stage, message: Message): Handover | undefined {
  return message.channel === 'email' ? handEmail(stage, message) : processSms(stage, message);
}

function processSms(stage: Stage, message: Message): Handover | undefined {
  const { world, counters } = stage;
  if (world.now - message.queuedAt > STALE_AFTER_MS) return fail(stage, message, 'MESSAGE_IS_STALE');
  if (holdForHours(stage, message)) return undefined;
  if (holdForConversation(stage, message)) return undefined;
  if (holdForDailyLimit(stage, message)) return undefined;

  if (message.party && !isActive(world, message.party)) return fail(stage, message, 'CONTACT_IS_INACTIVE');

  const gateway = gatewayNow(stage, message);
  if (!gateway) {
    counters.giveBackToday(message.origin.project);
    if (world.projectNamed(message.origin.project).hq === 'tidy')
      return fail(stage, message, 'NO_SUITABLE_GATEWAY');
    return holdWithoutGateway(stage, message);
  }
  message.gateway = gateway;
  message.from = senderOf(gateway, message.number!);
  if (holdForRate(stage, message, gateway)) return undefined;

  const project = world.projectNamed(message.origin.project);
  if (project.trial && counters.countTrial(message.origin.project, world.now) > TRIAL_SMS_MAX) {
    return fail(stage, message, 'TRIAL_SMS_EXCEEDED');
  }
  message.text = cleanText(message.text);
  message.hold = undefined;
  if (!project.outboundSms) return failedAttempt(stage, message, 'outbound SMS is switched off');
  if (isBlocked(stage, message)) return fail(stage, message, 'PHONE_NUMBER_OPTED_OUT');
  if (!isAuthorised(gateway, message.origin.project)) {
    return failedAttempt(stage, message, `${gateway.name} is not authorised for ${message.origin.project}`);
  }
  return handoverOf(stage, message, gateway, `+${message.number}`);
}

/** The gateway chosen at enqueue as it stands now, or the default, chosen afresh at each try. */
function gatewayNow(stage: Stage, message: Message): Gateway | undefined {
  if (message.isRouted) return asItIsNow(stage, message.gateway!);
  const route = routeAtProcessing(stage.world, message.origin.project, message.number!);
  if ('problem' in route) return undefined;
  message.because = { ...message.because, gateway: route.because };
  return route.gateway;
}

function senderOf(gateway: Gateway, number: string): string | undefined {
  const { numbers } = gateway;
  return numbers.length > 1 ? numbers[senderIndex(`+${number}`, numbers.length)] : numbers[0];
}

function isBlocked(stage: Stage, message: Message): boolean {
  const state = stage.world.optedOut.get(message.number!);
  return state?.out === true && !(message.ignoreOptOut && state.canOptIn);
}

/** A mail gateway that is gone meanwhile is used as it was. */
/** Django refuses a subject of several lines when it builds the mail: a failed try, each time. */
function handEmail(stage: Stage, message: Message): Handover | undefined {
  if (/[\r\n]/.test(message.subject ?? '')) {
    return failedAttempt(stage, message, "Header values can't contain newlines");
  }
  const chosen = message.gateway!;
  message.gateway = asItIsNow(stage, chosen) ?? chosen;
  return handoverOf(stage, message, message.gateway, message.address!);
}

const asItIsNow = (stage: Stage, { name, project }: Gateway): Gateway | undefined =>
  stage.world.gateways.find((each) => each.name === name && each.project === project && !each.deleted);

function handoverOf(stage: Stage, message: Message, gateway: Gateway, to: string): Handover {
  return {
    id: message.id,
    attempt: message.attempts + 1,
    at: stage.world.now,
    gateway,
    channel: message.channel,
    from: message.from,
    to,
    text: message.text,
    subject: message.subject,
    html: message.html,
  };
}

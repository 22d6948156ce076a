/** A text that came in: who wrote it, and which part of HQ takes it. */
import { isActive, languageOf } from '../contact/contact.ts';
import { nearNumber } from '../contact/near-number.ts';
import { routeAtProcessing } from '../dispatch/route-message.ts';
import type { Gateway } from '../model/gateway.ts';
import { UNTRANSLATED } from '../model/texts.ts';
import { chooseText } from '../render/language.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import type { World } from '../state/world.ts';
import { upper } from '../text/letter-case.ts';
import { split } from '../text/python-text.ts';
import { handleCommand } from './commands.ts';
import { handleKeyword, isCommand, keywordsOf } from './keywords.ts';
import { optInOrOut } from './opt.ts';
import { handleJoin } from './registration.ts';
import { answerTo, originNow, type Writer } from './reply.ts';
import { type Sender, senderOf } from './sender.ts';
import { answerSurvey } from './survey.ts';
import { handleVerification } from './verification.ts';

/** A text that arrived. */
export interface Inbound {
  /** Digits. */
  readonly number: string;
  readonly via: string | undefined;
  readonly text: string;
  readonly messageId: string | undefined;
}

/** What became of a text. */
interface Handled {
  readonly by: string | undefined;
  /** HQ marks it as a wrong answer to a survey. */
  readonly isInvalid?: boolean;
}

/** Takes one inbound through HQ's pipeline (docs/hq/contacts-and-messages.md#s4), and returns who handled it. */
export function receive(state: SimulationState, inbound: Inbound): void {
  const { world } = state;
  world.noteAfter(() => {
    const gateway = gatewayOf(world, inbound);
    warnOfRepeat(world, inbound, gateway);
    const sender = senderOf(state, inbound.number, gateway);
    if (sender) world.lastInboundAt.set(sender.party.key, world.now);
    const handled = handle(state, inbound, gateway, sender);
    if (!sender) warnOfNearNumber(world, inbound.number, handled);
    return {
      kind: 'inbound',
      number: inbound.number,
      via: gateway?.name ?? inbound.via,
      text: inbound.text,
      contact: sender?.party.key,
      handled_by: handled.by,
      invalid_answer: handled.isInvalid ? true : undefined,
      message_id: inbound.messageId,
    };
  });
}

/** HQ does not look whether a text came before: it is handled again, and we say so. */
function warnOfRepeat(world: World, { number, messageId }: Inbound, gateway: Gateway | undefined): void {
  if (messageId === undefined) return;
  const key = `inbound ${gateway?.name ?? ''} ${messageId}`;
  if (!world.notedOnce.has(key)) {
    world.notedOnce.add(key);
    return;
  }
  world.note({
    kind: 'warning',
    code: 'INBOUND_REPEATED',
    message: `the gateway's message id ${messageId} came before: HQ handles the text again`,
    hint: 'gateways repeat a text when they miss our answer',
    about: { number, message_id: messageId },
  });
}

/** Nobody of that number is known, and somebody's is almost the same: it may be one phone, stored wrongly. */
function warnOfNearNumber(world: World, number: string, { by }: Handled): void {
  if (by === 'registration' || by === 'verification' || world.notedOnce.has(`near ${number}`)) return;
  const near = nearNumber(number, world.phones);
  if (!near) return;
  world.notedOnce.add(`near ${number}`);
  const { entry, how } = near;
  world.note({
    kind: 'warning',
    code: 'NEAR_NUMBER',
    message: `${number} is nobody's, and ${how === 'digit' ? 'one digit' : 'a prefix'} away from ${entry.number} of ${entry.owner}`,
    hint: 'if it is the same phone, correct the stored number: until then replies from it belong to nobody',
    about: { number, [entry.ownerKind]: entry.owner },
  });
}

function handle(
  state: SimulationState,
  { number, text }: Inbound,
  gateway: Gateway | undefined,
  sender: Sender | undefined,
): Handled {
  const { world } = state;
  const opted = optInOrOut(state, number, sender, gateway, text);
  if (opted === 'failed') return { by: 'opt_out' };
  if (sender && world.projectNamed(sender.party.project).inboundSms) {
    if (handleVerification(state, sender, text)) return { by: 'verification' };
    if ((sender.entry.twoWay || sender.isScoped) && isActive(world, sender.party)) {
      const handled = runHandlers(state, sender, text);
      return opted ? { ...handled, by: opted } : handled;
    }
  }
  if (opted) return { by: opted };
  if (!sender?.entry.twoWay && handleJoin(state, number, text)) return { by: 'registration' };
  return { by: undefined };
}

/** The first that says so has handled it; an opt word names itself even when a handler has run as well. */
function runHandlers(state: SimulationState, writer: Writer, text: string): Handled {
  if (handleForwarding(state, writer, text)) return { by: 'forwarding' };
  const keywords = keywordsOf(state, writer.party.project);
  const run = isCommand(text) ? handleCommand : handleKeyword;
  if (run(state, writer, text, keywords)) return { by: 'keyword' };
  const answered = answerSurvey(state, writer, text);
  if (answered) return { by: 'survey', isInvalid: answered.isInvalid };
  defaultReply(state, writer);
  return { by: 'default_reply' };
}

/** The fallback: always handles, and answers when the project has an answer. It is no template. */
function defaultReply(state: SimulationState, writer: Writer): void {
  const { party } = writer;
  const { defaultReply: texts, languages, languageFallback } = state.world.projectNamed(party.project);
  if (!texts) return;
  const known = { contact: languageOf(party), project: languages[0]! };
  const language = chooseText(texts, known, languageFallback)?.language ?? UNTRANSLATED;
  const origin = originNow(state, 'default_reply', 'default_reply', party);
  answerTo(state, writer, origin, texts.get(language) ?? '', { language });
}

function gatewayOf(world: World, { via, number }: Inbound): Gateway | undefined {
  if (via !== undefined) return world.gateways.find((gateway) => gateway.name === via && !gateway.deleted);
  const route = routeAtProcessing(world, world.project.name, number);
  return 'gateway' in route ? route.gateway : undefined;
}

/** The day on which HQ's forwarding of inbound texts was removed. */
const FORWARDING_UNTIL = '2019-12-10';

/**
 * Sends the text on by the rule's gateway, addressed with the contact's own number. Only an HQ of before
 * December 2019 does (docs/hq/contacts-and-messages.md#s4-5); false: no rule fits, or that HQ has none.
 */
function handleForwarding(state: SimulationState, { party, entry }: Writer, text: string): boolean {
  const { world } = state;
  const { asOf } = world.projectNamed(party.project);
  if (asOf === undefined || asOf >= FORWARDING_UNTIL) return false;
  const first = upper(split(text)[0] ?? '');
  const rule = world.plan.forwarding.find(
    ({ project, keyword }) =>
      project === party.project && (keyword === undefined || upper(keyword) === first),
  );
  if (!rule) return false;
  const gateway = world.gateways.find((each) => each.name === rule.via && !each.deleted);
  const origin = originNow(state, 'forward', rule.keyword ?? 'all', party);
  const because = {
    zone: origin.zoneBecause,
    number: { from: 'forwarding' } as const,
    gateway: { name: rule.via, rule: 'forwarding' } as const,
  };
  const { number } = entry;
  state.outbox.add({ channel: 'sms', origin, party, number, gateway, text, because, forwarded: true }, world);
  return true;
}

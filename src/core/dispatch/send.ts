import { languageOf, type NumberChoice, numberFor } from '../contact/contact.ts';
import { caseNode, recipientNode } from '../contact/nodes.ts';
import type { Because, ZoneEvidence } from '../model/because.ts';
import type { Code } from '../model/codes.ts';
import { codes } from '../model/codes.ts';
import type { Content } from '../model/content.ts';
import type { Gateway } from '../model/gateway.ts';
import { type Texts, UNTRANSLATED } from '../model/texts.ts';
import { chooseText, type TextChoice } from '../render/language.ts';
import { renderTemplate } from '../render/template.ts';
import { causeFields, type Origin } from '../state/message.ts';
import type { Draft } from '../state/outbox.ts';
import type { PhoneEntry } from '../state/phone-book.ts';
import type { CaseRecord, Party } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import type { World } from '../state/world.ts';
import { type EnqueueRoute, routeAtEnqueue } from './route-message.ts';

/** One content for one contact. */
export interface Send {
  readonly origin: Origin;
  readonly party: Party;
  /** The case in whose context it is sent; undefined: none. */
  readonly record: CaseRecord | undefined;
  /** The alert's own default language. */
  readonly scheduleLanguage: string | undefined;
  /** Written by a person: conversation holds do not apply. */
  readonly isChat?: boolean;
  /** Words as they are, not a template: somebody wrote them for this one message. */
  readonly isWritten?: boolean;
  /** The entry that wrote, when this answers it: it goes there, and not to the contact's first number. */
  readonly entry?: PhoneEntry | undefined;
  /** Custom content: neither a template nor a choice of language, and not trimmed. */
  readonly asItStands?: boolean;
  /** The gateway that the person chose. */
  readonly via?: string | undefined;
}

/** What is known of a message when it stops before it is queued. */
export interface Known {
  readonly channel?: 'sms' | 'email';
  readonly number?: string | undefined;
  readonly address?: string | undefined;
  readonly language?: string | undefined;
  readonly subject?: string | undefined;
  readonly because?: Because;
}

/** What becomes of one text for one contact: it is queued as it stands here, or ends. */
export type SendDecision =
  | {
      readonly kind: 'queue';
      readonly number: string;
      /** undefined: chosen when it is processed. */
      readonly gateway: Gateway | undefined;
      readonly language: string;
      readonly text: string;
      /** What the text was filled in from. */
      readonly template: string;
      readonly because: Because;
    }
  | { readonly kind: 'stop'; readonly code: Code; readonly known: Known; readonly detail?: string }
  | { readonly kind: 'empty' };

export function sendSms(state: SimulationState, send: Send, texts: Texts): void {
  const decision = decideSend(state, send, texts);
  switch (decision.kind) {
    case 'stop':
      return stopped(state, send, decision.code, decision.known, decision.detail);
    case 'empty':
      return skippedEmpty(state, send);
    case 'queue':
      state.outbox.add(draftOf(send, decision), state.world);
  }
}

/**
 * Every way an SMS can stop before it is queued is on this page, in HQ's order (docs/hq/contacts-and-messages.md#s3-2).
 * It changes nothing: with the same facts the same is decided.
 */
export function decideSend(state: SimulationState, send: Send, texts: Texts): SendDecision {
  const { world } = state;
  const { party, origin } = send;
  const zone = origin.zoneBecause;
  const number = send.entry ? entryNumber(send.entry) : numberFor(world, party);
  if (!number) return stop('NO_PHONE_NUMBER', { channel: 'sms', because: { zone } });

  const to = number.number;
  if (lacksConsent(state, party, number)) return stop('US_OPT_IN_MISSING', numbered(zone, number));

  const choice = send.asItStands ? untranslated(texts) : choose(state, send, texts);
  if (!choice) return stop('NO_MESSAGE', numbered(zone, number));

  const { language } = choice;
  const rendered =
    send.isWritten || send.asItStands ? { text: choice.text } : render(state, send, choice.text);
  if ('problem' in rendered)
    return stop('CANNOT_RENDER_MESSAGE', worded(zone, number, choice), rendered.problem);
  if (rendered.text === '') return { kind: 'empty' };

  const route = send.via === undefined ? routeAtEnqueue(world, party, number) : chosenByHand(world, send.via);
  if ('problem' in route) return stop('GATEWAY_NOT_FOUND', worded(zone, number, choice), route.problem);

  const { text } = rendered;
  return {
    kind: 'queue',
    number: to,
    gateway: route.gateway,
    language,
    text,
    template: choice.text,
    because: { zone, language: choice.because, number: number.because, gateway: route.because },
  };
}

/** What is known once there is a number, and once there are words. */
const numbered = (zone: ZoneEvidence, number: NumberChoice): Known => ({
  channel: 'sms',
  number: number.number,
  because: { zone, number: number.because },
});

const worded = (zone: ZoneEvidence, number: NumberChoice, choice: TextChoice): Known => ({
  ...numbered(zone, number),
  language: choice.language,
  because: { zone, language: choice.because, number: number.because, gateway: undefined },
});

const stop = (code: Code, known: Known, detail?: string): SendDecision =>
  detail === undefined ? { kind: 'stop', code, known } : { kind: 'stop', code, known, detail };

/** The message that a decision makes. */
export const draftOf = (
  { origin, party, isChat = false }: Send,
  { number, gateway, language, text, because }: SendDecision & { readonly kind: 'queue' },
): Draft => ({
  channel: 'sms',
  origin,
  party,
  number,
  address: undefined,
  gateway,
  language,
  text,
  subject: undefined,
  html: undefined,
  because,
  isChat,
});

/** The very entry that wrote, whatever the contact's first number is (docs/hq/contacts-and-messages.md#s3-2). */
export function entryNumber(entry: PhoneEntry): NumberChoice {
  return { number: entry.number, twoWay: entry, because: { from: entry.twoWay ? 'two_way' : 'inbound' } };
}

/** A gateway given outright is not looked up; whether the project may use it is seen when it is handed over. */
function chosenByHand(world: World, via: string): EnqueueRoute {
  const gateway = world.gateways.find(({ name, deleted }) => name === via && !deleted);
  return gateway
    ? { gateway, because: { name: via, rule: 'sender' } }
    : { problem: `There is no gateway ${via}` };
}

/** Each text of a custom content is an SMS of its own, as it stands; none at all, or an empty one, is no error. */
export function sendCustom(
  state: SimulationState,
  send: Send,
  content: Content & { readonly kind: 'custom' },
): void {
  if (!numberFor(state.world, send.party)) {
    return stopped(state, send, 'NO_PHONE_NUMBER', {
      channel: 'sms',
      because: { zone: send.origin.zoneBecause },
    });
  }
  for (const text of content.texts) sendSms(state, { ...send, asItStands: true }, new Map([['*', text]]));
}

const untranslated = (texts: Texts): TextChoice => ({
  text: texts.get(UNTRANSLATED) ?? '',
  language: UNTRANSLATED,
  because: { code: UNTRANSLATED, from: 'only' },
});

/** The words for this contact, by the project's fallback rule (docs/hq/contacts-and-messages.md#s5-1). */
export function choose(
  state: SimulationState,
  send: Pick<Send, 'party' | 'scheduleLanguage' | 'origin'>,
  texts: Texts,
): TextChoice | undefined {
  const project = state.world.projectNamed(send.origin.project);
  const contact = languageOf(send.party);
  const languages = { contact, schedule: send.scheduleLanguage, project: project.languages[0]! };
  return chooseText(texts, languages, project.languageFallback);
}

/** Fills in a text's variables in the context of the send. */
export function render(
  state: SimulationState,
  send: Pick<Send, 'party' | 'record'>,
  text: string,
): { text: string } | { problem: string } {
  if (!text.includes('{') && !text.includes('}')) return { text };
  const { world } = state;
  const roots = {
    case: send.record && caseNode(world, send.record),
    recipient: recipientNode(send.party),
  };
  return renderTemplate(text, roots, world.project.hq);
}

/** The send ends here, with a code that says why. */
export function stopped(
  state: SimulationState,
  send: Send,
  code: Code,
  known: Known,
  detail?: string,
): undefined {
  const { origin, party } = send;
  state.world.note({
    kind: 'error',
    to: party.key || undefined,
    ...known,
    case: origin.case,
    ...causeFields(origin),
    event: origin.event,
    iteration: origin.iteration,
    due: origin.due,
    code,
    detail,
    level: codes[code].level,
  });
}

function skippedEmpty(state: SimulationState, { origin, party }: Send): void {
  const { alert, broadcast } = causeFields(origin);
  const { event, iteration, due } = origin;
  state.world.note({
    kind: 'skipped',
    alert,
    broadcast,
    case: origin.case,
    recipient: party.key,
    event,
    iteration,
    due,
    reason: 'empty_text',
  });
}

function lacksConsent(state: SimulationState, party: Party, number: NumberChoice): boolean {
  const { world } = state;
  if (world.project.usOptIn !== 'enforce' || party.kind !== 'case') return false;
  if (!world.adviser?.isUs(number.number)) return false;
  return party.properties.get('contact_phone_number_is_verified') !== '1';
}

import { isActive } from '../contact/contact.ts';
import { routeAtProcessing } from '../dispatch/route-message.ts';
import { type Send, sendSms } from '../dispatch/send.ts';
import type { Gateway } from '../model/gateway.ts';
import type { PhoneEntry } from '../state/phone-book.ts';
import type { Party } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import type { World } from '../state/world.ts';
import { handleForwarding } from './forwarding.ts';
import { handleKeyword } from './keywords.ts';
import { optInOrOut } from './opt.ts';
import { handleJoin } from './registration.ts';
import { originNow } from './reply.ts';
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

/** Who an inbound is from, and whether the handlers run for it. */
interface Sender {
  readonly party: Party;
  readonly entry: PhoneEntry;
  /** HQ's leniency: handlers run even for a one-way entry. */
  readonly scoped: boolean;
}

/** Takes one inbound through HQ's pipeline (docs/hq/contacts-and-messages.md#s4), and tells who handled it. */
export function receive(state: SimulationState, inbound: Inbound): void {
  const { world } = state;
  world.noteAfter(() => {
    const gateway = gatewayOf(world, inbound);
    warnOfRepeat(world, inbound, gateway);
    const sender = senderOf(state, inbound.number, gateway);
    if (sender) world.lastInboundAt.set(sender.party.key, world.now);
    const handledBy = handle(state, inbound, gateway, sender);
    return {
      kind: 'inbound',
      number: inbound.number,
      via: gateway?.name ?? inbound.via,
      text: inbound.text,
      contact: sender?.party.key,
      handled_by: handledBy,
      message_id: inbound.messageId,
    };
  });
}

/** HQ does not look whether a text came before: it is handled again, and we say so. */
function warnOfRepeat(world: World, { number, messageId }: Inbound, gateway: Gateway | undefined): void {
  if (messageId === undefined) return;
  const key = `inbound ${gateway?.name ?? ''} ${messageId}`;
  if (!world.said.has(key)) {
    world.said.add(key);
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

function handle(
  state: SimulationState,
  { number, text }: Inbound,
  gateway: Gateway | undefined,
  sender: Sender | undefined,
): string | undefined {
  const { world } = state;
  const party = sender?.party;
  const opted = optInOrOut(state, number, party, gateway, text);
  if (opted === 'failed') return 'opt_out';
  if (sender && world.projectNamed(sender.party.project).inboundSms) {
    if (handleVerification(state, sender.entry, sender.party, text)) return 'verification';
    if ((sender.entry.twoWay || sender.scoped) && isActive(world, sender.party)) {
      return withOpt(opted, runHandlers(state, sender.party, number, text));
    }
  }
  if (opted) return opted;
  if (!sender?.entry.twoWay && handleJoin(state, number, gateway, text)) return 'registration';
  return undefined;
}

/** An opt word names the entry even when a handler has run as well. */
const withOpt = (opted: string | undefined, handler: string): string => opted ?? handler;

/** The first that says so has handled it. */
function runHandlers(state: SimulationState, party: Party, number: string, text: string): string {
  if (handleForwarding(state, party, number, text)) return 'forwarding';
  if (handleKeyword(state, party, text)) return 'keyword';
  if (answerSurvey(state, party.key, text)) return 'survey';
  defaultReply(state, party);
  return 'default_reply';
}

/** The fallback: always handles, and answers when the project has an answer. */
function defaultReply(state: SimulationState, party: Party): void {
  const reply = state.world.projectNamed(party.project).defaultReply;
  if (!reply) return;
  const origin = originNow(state, 'default_reply', 'default_reply', party);
  const record = party.kind === 'case' ? party : undefined;
  const send: Send = { origin, party, record, scheduleLanguage: undefined };
  sendSms(state, send, reply);
}

function gatewayOf(world: World, { via, number }: Inbound): Gateway | undefined {
  if (via !== undefined) return world.gateways.find((gateway) => gateway.name === via && !gateway.deleted);
  const route = routeAtProcessing(world, world.project.name, number);
  return 'gateway' in route ? route.gateway : undefined;
}

/** HQ's look-up: the two-way (or pending) entry of exactly this number, in any project (4.2). */
function senderOf(state: SimulationState, number: string, gateway: Gateway | undefined): Sender | undefined {
  const { world } = state;
  if (gateway && gateway.scope.kind !== 'global' && world.projectNamed(gateway.project).inboundLeniency) {
    const lenient = lenientSender(state, number, gateway);
    if (lenient) return lenient;
  }
  const entry = world.phones.reserved(number);
  const party = entry && partyOf(world, entry);
  return entry && party && { party, entry, scoped: false };
}

function lenientSender(state: SimulationState, number: string, gateway: Gateway): Sender | undefined {
  const { world } = state;
  const allowed = world.phones.withNumber(number).filter((entry) => isAllowed(gateway, entry.project));
  if (world.projectNamed(gateway.project).oneNumberManyContacts) {
    const key = state.sessions.lastContactOn(gateway.name, number);
    const entry = allowed.find((each) => each.owner === key);
    const party = entry && partyOf(world, entry);
    if (entry && party) return { party, entry, scoped: true };
  }
  const [entry] = [...allowed].sort(
    (a, b) => Number(b.twoWay) - Number(a.twoWay) || a.createdOrdinal - b.createdOrdinal,
  );
  const party = entry && partyOf(world, entry);
  return entry && party && { party, entry, scoped: true };
}

function isAllowed(gateway: Gateway, project: string): boolean {
  return gateway.project === project || (gateway.scope.kind === 'shared' && gateway.scope.accepted);
}

function partyOf(world: World, entry: PhoneEntry): Party | undefined {
  return entry.ownerKind === 'case' ? world.cases.get(entry.owner) : world.users.get(entry.owner);
}

import { languageOf, type NumberChoice, numberFor, zoneFor } from '../contact/contact.ts';
import { routeAtEnqueue } from '../dispatch/route-message.ts';
import { entryNumber, type Send, stopped } from '../dispatch/send.ts';
import type { Cause } from '../model/entry.ts';
import type { Gateway } from '../model/gateway.ts';
import {
  type SystemTextId,
  type SystemTextSetting,
  systemText,
  usesOwnWords,
} from '../render/system-texts.ts';
import type { Origin } from '../state/message.ts';
import type { PhoneEntry } from '../state/phone-book.ts';
import type { Party } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';

/** Who wrote, and by which of the contact's entries. */
export interface Writer {
  readonly party: Party;
  readonly entry: PhoneEntry;
}

/** What makes a message that no schedule made. */
export function originNow(
  state: SimulationState,
  cause: Cause,
  name: string,
  party: Party,
  caseKey?: string,
): Origin {
  const { zone, because } = zoneFor(state.world, party, false);
  return {
    cause,
    name,
    case: caseKey ?? (party.kind === 'case' ? party.key : undefined),
    event: undefined,
    iteration: undefined,
    due: undefined,
    project: party.project,
    zone,
    zoneBecause: because,
  };
}

/** Words that are ready to go, to one contact. */
export interface ReadyText {
  readonly origin: Origin;
  readonly party: Party;
  readonly text: string;
  readonly language?: string | undefined;
  /** Where to, when it must be this very number and not the contact's first. */
  readonly to?: NumberChoice | undefined;
  /** The gateway, where it is given and not looked up. */
  readonly via?: Gateway | undefined;
  readonly ignoreOptOut?: boolean;
  /** HQ has no sub-event for it: where it cannot be sent, no event shows it (docs/hq/contacts-and-messages.md#s7-2). */
  readonly isSilent?: boolean;
  /** HQ marks it as the reply to a wrong answer. */
  readonly repliesToInvalidAnswer?: boolean;
}

/** Queues words as they are: prompts, replies and confirmations; false: there is no way to send them. */
export function sendText(state: SimulationState, ready: ReadyText): boolean {
  const { world } = state;
  const { origin, party } = ready;
  if (ready.text === '') return true;
  const zone = origin.zoneBecause;
  const number = ready.to ?? numberFor(world, party);
  if (!number) return failed(state, ready, 'NO_PHONE_NUMBER', undefined);
  const because = { zone, number: number.because };
  const route = ready.via
    ? { gateway: ready.via, because: { name: ready.via.name, rule: 'inbound' } as const }
    : routeAtEnqueue(world, party, number);
  if ('problem' in route) return failed(state, ready, 'GATEWAY_NOT_FOUND', number, route.problem);
  state.outbox.add(
    {
      channel: 'sms',
      origin,
      party,
      number: number.number,
      gateway: route.gateway,
      language: ready.language,
      text: ready.text,
      because: { ...because, gateway: route.because },
      ignoreOptOut: ready.ignoreOptOut ?? false,
      repliesToInvalidAnswer: ready.repliesToInvalidAnswer ?? false,
    },
    world,
  );
  return true;
}

function failed(
  state: SimulationState,
  { origin, party, isSilent }: ReadyText,
  code: 'NO_PHONE_NUMBER' | 'GATEWAY_NOT_FOUND',
  number: NumberChoice | undefined,
  detail?: string,
): false {
  if (isSilent) return false;
  const send: Send = { origin, party, record: undefined, scheduleLanguage: undefined };
  const because = { zone: origin.zoneBecause, number: number?.because };
  stopped(state, send, code, { channel: 'sms', number: number?.number, because }, detail);
  return false;
}

/** Words that answer a text: to the entry that wrote, and HQ has no sub-event that could tell a failure. */
export function answerTo(
  state: SimulationState,
  { party, entry }: Writer,
  origin: Origin,
  text: string,
  more: Pick<ReadyText, 'language' | 'repliesToInvalidAnswer'> = {},
): void {
  sendText(state, { ...more, origin, party, text, to: entryNumber(entry), isSilent: true });
}

/** One of the system's own texts, in the contact's language where there is one. */
export function systemWords(
  state: SimulationState,
  party: Party,
  id: SystemTextId,
  args: readonly string[] = [],
  contactLanguage: string | undefined = languageOf(party),
): string {
  const project = state.world.projectNamed(party.project);
  const setting: SystemTextSetting = {
    projectTexts: project.systemTexts,
    contactLanguage,
    projectLanguages: project.languages,
  };
  if (!usesOwnWords(id, setting)) warnOfDefault(state, id);
  return systemText(id, args, setting);
}

/** The words are ours, since HQ's are not known to us: noted once for each text. */
function warnOfDefault({ world }: SimulationState, id: SystemTextId): void {
  const key = `system text ${id}`;
  if (world.notedOnce.has(key)) return;
  world.notedOnce.add(key);
  world.note({
    kind: 'warning',
    code: 'SYSTEM_TEXT_DEFAULT',
    message: `the words of ${id} are drysend's`,
    hint: "write the project's under system_texts",
    about: { id },
  });
}

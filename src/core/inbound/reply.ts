import { languageOf, type NumberChoice, numberFor, zoneFor } from '../contact/contact.ts';
import { routeAtEnqueue } from '../dispatch/route-message.ts';
import { type Send, stopped } from '../dispatch/send.ts';
import type { Cause } from '../model/entry.ts';
import type { Gateway } from '../model/gateway.ts';
import type { Texts } from '../model/texts.ts';
import { chooseText } from '../render/language.ts';
import { type SystemTextId, systemText } from '../render/system-texts.ts';
import type { Origin } from '../state/message.ts';
import type { Party } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import type { World } from '../state/world.ts';
import { strip } from '../text/python-text.ts';

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
  /** Digits to send to, when it must be this very number and not the contact's first. */
  readonly number?: string | undefined;
  /** Used when the contact has no two-way entry: the gateway the inbound came by. */
  readonly fallback?: Gateway | undefined;
  readonly ignoreOptOut?: boolean;
}

/** Queues words as they are: prompts, replies and confirmations. Blank words are not sent. */
export function sendText(state: SimulationState, ready: ReadyText): void {
  const { world } = state;
  const { origin, party } = ready;
  if (strip(ready.text) === '') return;
  const send: Send = { origin, party, record: undefined, scheduleLanguage: undefined };
  const number = ready.number === undefined ? numberFor(world, party) : entryOf(world, party, ready.number);
  const zone = origin.zoneBecause;
  if (!number) return stopped(state, send, 'NO_PHONE_NUMBER', { channel: 'sms', because: { zone } });
  const because = { zone, number: number.because };
  const route =
    !number.twoWay && ready.fallback
      ? {
          gateway: ready.fallback,
          because: { name: ready.fallback.name, rule: 'inbound' } as const,
        }
      : routeAtEnqueue(world, party, number);
  if ('problem' in route) {
    return stopped(
      state,
      send,
      'GATEWAY_NOT_FOUND',
      { channel: 'sms', number: number.number, because },
      route.problem,
    );
  }
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
    },
    world,
  );
}

/** The number a text came from, by the contact's own entry of it where there is one. */
function entryOf(world: World, party: Party, number: string): NumberChoice {
  const twoWay = world.phones.of(party.key).find((entry) => entry.twoWay && entry.number === number);
  return twoWay ? { number, twoWay, because: { from: 'two_way' } } : { number, because: { from: 'inbound' } };
}

/** One of the system's own texts, in the contact's language where there is one. */
export function systemWords(
  state: SimulationState,
  party: Party,
  id: SystemTextId,
  args: readonly string[] = [],
): string {
  const project = state.world.projectNamed(party.project);
  return systemText(id, args, {
    projectTexts: project.systemTexts,
    contactLanguage: languageOf(party),
    projectLanguages: project.languages,
  });
}

/** The words of a form: the contact's language, the project's, the untranslated, else the first there is. */
export function formWords(
  state: SimulationState,
  party: Party,
  texts: Texts,
): { text: string; language: string } {
  const project = state.world.projectNamed(party.project);
  const languages = { contact: languageOf(party), project: project.languages[0]! };
  const choice = chooseText(texts, languages, 'UNTRANSLATED');
  if (choice) return choice;
  const [first] = texts;
  return first ? { text: first[1], language: first[0] } : { text: '', language: '*' };
}

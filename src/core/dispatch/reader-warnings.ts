/** What would hurt the person who reads a text: it comes at night, or it comes twice. */
import { zoneFor } from '../contact/contact.ts';
import type { Cause } from '../model/entry.ts';
import { type Instant, MS_PER_MINUTE, type SecondOfDay } from '../model/instant.ts';
import type { Night, Project } from '../model/project.ts';
import { causeFields, type Message } from '../state/message.ts';
import type { Party } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import { wallText } from '../time/format.ts';
import { toLocal } from '../time/zone.ts';

/** Somebody who has written so lately is awake, and gets an answer. */
const TALKING_MS = 10 * MS_PER_MINUTE;

const usualNight: Night = { from: 21 * 3600, until: 7 * 3600 };

/** The hours in which no text should land; undefined: the project has none. */
export const nightOf = ({ night }: Pick<Project, 'night'>): Night | undefined =>
  night === 'off' ? undefined : (night ?? usualNight);

export const isNight = ({ from, until }: Night, second: SecondOfDay): boolean =>
  from <= until ? second >= from && second < until : second >= from || second < until;

/** Looks at an SMS that has just been sent. Emails ring nowhere, and answers are awaited. */
export function warnOfReader(state: SimulationState, message: Message): void {
  const { channel, party, number } = message;
  if (channel !== 'sms' || number === undefined || !isUnasked(state, message)) return;
  warnOfNight(state, message, party);
  warnOfDouble(state, message, number);
}

/** Whether a text to somebody now would land at night by the reader's clock. */
function landsAtNight({ world }: SimulationState, party: Party): boolean {
  const night = nightOf(world.projectNamed(party.project));
  if (!night) return false;
  const { zone } = zoneFor(world, party, false, party.project);
  return isNight(night, toLocal(zone, world.now).second);
}

/** Nobody asked for it: a schedule made it, or somebody else did. */
export function isUnasked({ world }: SimulationState, { origin, party, isChat }: Message): boolean {
  const { cause } = origin;
  if (isChat || !unaskedCauses.has(cause)) return false;
  if (world.lastInboundAt.size === 0) return true;
  const wroteAt = world.lastInboundAt.get(party.key);
  return wroteAt === undefined || world.now - wroteAt > TALKING_MS;
}

const unaskedCauses: ReadonlySet<Cause> = new Set(['alert', 'broadcast', 'survey', 'keyword'] as const);

function warnOfNight(state: SimulationState, message: Message, party: Party): void {
  const { world } = state;
  if (!landsAtNight(state, party)) return;
  const night = nightOf(world.projectNamed(party.project))!;
  const { zone } = zoneFor(world, party, false, party.project);
  world.note({
    kind: 'warning',
    code: 'NIGHT_MESSAGE',
    message: `a text landed at ${wallText(zone, world.now)} on the reader's own clock (${zone.name})`,
    hint: `send it between ${clockText(night.until)} and ${clockText(night.from)} of their day, or set project.night`,
    about: aboutOf(message),
  });
}

const clockText = (second: SecondOfDay): string =>
  [Math.floor(second / 3600), Math.floor(second / 60) % 60]
    .map((part) => `${part < 10 ? '0' : ''}${part}`)
    .join(':');

function warnOfDouble(state: SimulationState, message: Message, number: string): void {
  const { world, recentTexts } = state;
  const whose = whoseOf(message);
  const before = recentTexts.seen(number, message.text, whose, world.now);
  if (before === undefined) return;
  world.note({
    kind: 'warning',
    code: 'DOUBLE_MESSAGE',
    message: `the same words went to ${number} twice within a minute: for ${before}, and for ${whose}`,
    hint: 'look for a person who is registered twice, or for alerts that overlap',
    about: aboutOf(message),
  });
}

/** Who a message is for, and what made it. */
export const whoseOf = ({ party, origin }: Message): string =>
  `${party.key} by ${origin.cause} ${origin.name}`;

function aboutOf(message: Message): Readonly<Record<string, string>> {
  const { alert, broadcast } = causeFields(message.origin);
  const { id, party } = message;
  return {
    ...(alert !== undefined && { alert }),
    ...(broadcast !== undefined && { broadcast }),
    ...(party.kind === 'case' && { case: party.key }),
    ...(party.kind === 'user' && { user: party.key }),
    id,
  };
}

/** How long the same words are remembered. */
export const DOUBLE_SPAN_MS: Instant = MS_PER_MINUTE;

/** Which lines of a journal are about a contact, those of the groups and locations it was written to with them. */
import { normalizeNumber } from '../../core/contact/number.ts';
import type { Entry } from '../../core/model/entry.ts';
import { placesOf } from '../membership.ts';
import type { EntrySource, TrailPlan } from './trail-plan.ts';

/** Whom a trail is about: the case it is about, the contact that it goes to, or both. */
export interface Subject {
  readonly case?: string | undefined;
  readonly to?: string | undefined;
}

/** Reads the journal once, so that each line can then be asked about on its own. */
export function belongsTo(
  plan: TrailPlan,
  journal: EntrySource,
  subject: Subject,
): (entry: Entry) => boolean {
  const { case: record, to } = subject;
  const key = record ?? to;
  const numbers = numbersOf(plan, journal, key);
  const places = key === undefined ? new Set<string>() : placesOf(plan, key);
  const events = record === undefined && to !== undefined ? eventsOf(journal, to) : new Set<string>();
  const isPlace = to !== undefined && !plan.cases.has(to) && !plan.users.has(to);
  return (entry) =>
    isNamed(entry, subject, numbers) ||
    (!isIndividual(plan, entry.recipient) &&
      startKinds.has(entry.kind) &&
      ((entry.case === undefined && entry.recipient !== undefined && places.has(entry.recipient)) ||
        events.has(courseOf(entry)))) ||
    (entry.kind === 'setting' &&
      entry.name !== undefined &&
      (entry.name === key || places.has(entry.name))) ||
    (isPlace && isNobody(entry) && events.has(courseOf(entry)));
}

/** How a course begins, is moved and ends. */
export const startKinds: ReadonlySet<Entry['kind']> = new Set(['armed', 'rearmed', 'disarmed', 'skipped']);

/** An error without a contact: the recipient was nobody. */
const isNobody = ({ kind, to, number, address }: Entry): boolean =>
  kind === 'error' && to === undefined && number === undefined && address === undefined;

const isIndividual = (plan: TrailPlan, key: string | undefined): boolean =>
  key !== undefined && (plan.cases.has(key) || plan.users.has(key));

/** The alert or broadcast and the case: what a group's start has in common with the messages to its members. */
export const courseOf = ({ alert, broadcast, case: record }: Entry): string =>
  `${alert ?? ''} ${broadcast ?? ''} ${record ?? ''}`;

/** Courses from which the contact, or the group, got something. */
function eventsOf(journal: EntrySource, to: string): Set<string> {
  const events = new Set<string>();
  for (const entry of journal.entries()) {
    const isOf = entry.to === to || entry.recipient === to;
    if (isOf && (entry.alert ?? entry.broadcast) !== undefined) events.add(courseOf(entry));
  }
  return events;
}

/** Every number of the contact: those of the file, its two-way ones, those it was written to and wrote from. */
export function numbersOf(
  plan: TrailPlan,
  journal: EntrySource,
  contact: string | undefined,
): ReadonlySet<string> {
  const numbers = new Set<string>(contact === undefined ? [] : numbersInFile(plan, contact));
  if (contact === undefined) return numbers;
  if (/^\+\d+$/.test(contact)) numbers.add(contact.slice(1));
  for (const { kind, number, to, owner, refused, contact: writer } of journal.entries()) {
    if (number === undefined) continue;
    const isOwn =
      kind === 'ownership' ? owner === contact || refused === contact : to === contact || writer === contact;
    if (isOwn) numbers.add(number);
  }
  return numbers;
}

/** Digits of the numbers that the scenario gives the contact. */
export function numbersInFile({ cases, users, project }: TrailPlan, contact: string): string[] {
  const rawNumbers = [
    cases.get(contact)?.properties.get('contact_phone_number'),
    ...(users.get(contact)?.phones ?? []),
  ];
  return rawNumbers.flatMap((raw) =>
    raw === undefined ? [] : (normalizeNumber(raw, project.hq).normalized ?? []),
  );
}

function isNamed(entry: Entry, { case: record, to }: Subject, numbers: ReadonlySet<string>): boolean {
  if (entry.kind === 'opt' || (entry.kind === 'inbound' && entry.contact === undefined)) {
    return entry.number !== undefined && numbers.has(entry.number);
  }
  const isCase = record === undefined || names(entry, record);
  const isRecipient = to === undefined || entry.recipient === to || names(entry, to) || isStranger(entry, to);
  return isCase && isRecipient;
}

/** A message to a number or an address of nobody. */
const isStranger = ({ to, number, address }: Entry, asked: string): boolean =>
  to === undefined &&
  ((number !== undefined && asked === `+${number}`) || (address !== undefined && asked === address));

/** Lines that name a contact in whatever role: case, recipient, writer, owner, subject of a warning. */
function names(entry: Entry, key: string): boolean {
  return (
    entry.case === key ||
    entry.to === key ||
    entry.contact === key ||
    entry.owner === key ||
    entry.refused === key ||
    entry.about?.case === key
  );
}

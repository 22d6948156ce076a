/**
 * Whom a person means who asks `drysend why --case` or `--to`: a key, a number with or without plus, an address, an id, a name,
 * or the beginning of an id or a name.
 */
import { normalizeNumber } from '../../core/contact/number.ts';
import type { Plan } from '../../core/model/plan.ts';
import type { People } from '../people.ts';
import { numbersIn } from './numbers-in-cell.ts';
import type { EntrySource } from './trail-plan.ts';

/** Everybody who may be meant, and how the words fit them. */
export interface Meant {
  /** Keys of contacts, groups and locations; a number that nobody has is `+` and its digits, an address itself. */
  readonly keys: readonly string[];
  readonly by: 'key' | 'number or address' | 'id or name' | 'beginning' | 'nothing';
  /** Keys of others that the words fit less well: whose name is somebody else's key. */
  readonly others: readonly string[];
}

/** Where contacts are looked for. `--case` means cases only. */
export interface Register {
  readonly plan: Plan;
  readonly journal: EntrySource;
  readonly people: People;
  readonly casesOnly?: boolean | undefined;
}

/** Characters of the beginning of an id or a name, at least. */
const BEGINNING_MIN = 2;

/** A key is meant before a number, that before an id or a whole name, that before the beginning of one. */
export function whomMeans(asked: string, register: Register): Meant {
  const wanted = asked.trim();
  const contacts = contactsOf(register);
  const named = namedBy(contacts, (name) => same(name, wanted));
  if (contacts.has(wanted)) {
    return { keys: [wanted], by: 'key', others: named.filter((key) => key !== wanted) };
  }
  const reached = reachedAt(wanted, register, contacts);
  if (reached.length > 0) return { keys: reached, by: 'number or address', others: named };
  if (named.length > 0) return { keys: named, by: 'id or name', others: [] };
  const begun =
    wanted.length < BEGINNING_MIN ? [] : namedBy(contacts, (name) => fold(name).startsWith(fold(wanted)));
  return { keys: begun, by: begun.length > 0 ? 'beginning' : 'nothing', others: [] };
}

/** Every contact, with all that it is called by. */
function contactsOf({ plan, people, casesOnly }: Register): Map<string, readonly string[]> {
  const contacts = new Map<string, readonly string[]>();
  const add = (key: string, ...names: (string | undefined)[]): void => {
    const known = contacts.get(key) ?? [];
    const all = [people.name(key), people.id(key), people.label(key), ...names];
    contacts.set(key, [...known, ...all.filter((name): name is string => !!name)]);
  };
  for (const { key, caseId, externalId } of plan.cases.values()) add(key, key, caseId, externalId);
  if (casesOnly) return contacts;
  const later = plan.timeline.flatMap(({ act }) => (act.verb === 'user' ? act.users : []));
  for (const { key, userId, username } of [...plan.users.values(), ...later]) add(key, key, userId, username);
  for (const { key } of [...plan.groups.values(), ...plan.locations.values()]) add(key, key);
  for (const { act } of plan.timeline) {
    if (act.verb === 'group') for (const { key, name } of act.groups) add(key, key, name);
    if (act.verb === 'location') for (const { key, name } of act.locations) add(key, key, name);
  }
  return contacts;
}

function namedBy(
  contacts: ReadonlyMap<string, readonly string[]>,
  fits: (name: string) => boolean,
): string[] {
  return [...contacts].flatMap(([key, names]) => (names.some(fits) ? [key] : []));
}

/**
 * Those whose number or address it is: as the scenario has it, alone or beside others, or as the journal wrote to it. A
 * number that the journal knows and nobody has stands for itself.
 */
function reachedAt(
  asked: string,
  { plan, journal, casesOnly }: Register,
  contacts: ReadonlyMap<string, unknown>,
): string[] {
  const digits = /^\+?[\d\s().-]{4,}$/.test(asked) ? asked.replaceAll(/\D/g, '') : undefined;
  const keys = new Set<string>();
  for (const { key, properties } of plan.cases.values()) {
    if (isNumberOf(properties.get('contact_phone_number'), asked, digits)) keys.add(key);
    if (properties.get('commcare_email_address')?.trim() === asked) keys.add(key);
  }
  for (const { key, phones, email } of plan.users.values()) {
    if (phones.some((phone) => isNumberOf(phone, asked, digits)) || email?.trim() === asked) keys.add(key);
  }
  for (const key of inJournal(journal, digits, asked)) keys.add(key);
  return [...keys].filter((key) => contacts.has(key) || (!casesOnly && isItself(key, digits, asked)));
}

/** `digits` are those of what is asked for, where it is a number. */
function isNumberOf(raw: string | undefined, asked: string, digits: string | undefined): boolean {
  if (raw === undefined) return false;
  if (raw.trim() === asked) return true;
  return (
    digits !== undefined && (normalizeNumber(raw).normalized === digits || numbersIn(raw).includes(digits))
  );
}

const isItself = (key: string, digits: string | undefined, asked: string): boolean =>
  key === asked || (digits !== undefined && key === `+${digits}`);

function inJournal(journal: EntrySource, digits: string | undefined, asked: string): Set<string> {
  const keys = new Set<string>();
  const entries = journal.holding?.([asked, ...(digits === undefined ? [] : [digits])]) ?? journal.entries();
  for (const { number, address, to, contact, owner, refused } of entries) {
    if (!(number !== undefined && number === digits) && address?.trim() !== asked) continue;
    const whose = [to, contact, owner, refused].filter((key) => typeof key === 'string');
    for (const key of whose.length > 0 ? whose : [digits === undefined ? asked : `+${digits}`]) keys.add(key);
  }
  return keys;
}

const same = (name: string, wanted: string): boolean => name === wanted || fold(name) === fold(wanted);

/** Letter case and the way in which accents are composed make no difference. */
const fold = (text: string): string => text.normalize('NFC').toLowerCase();

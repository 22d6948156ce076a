/** Phones: one per number, with everyone who is reached on it; and a card for each contact who has none. */
import { numberText } from '../../../core/contact/number-text.ts';
import type { Contact } from './answers.ts';
import { type Bubble, digitsOf, isThreadOfContact, threadOfContact } from './store.ts';

export interface Phone {
  /** The number, or the thread of the contact who has none. */
  readonly id: string;
  /** '': HQ reads no number of the contact, so there is no phone. */
  readonly number: string;
  /** Who shares it, in the order of the project. Empty: a number that nobody registered. */
  readonly contacts: readonly Contact[];
}

/** Phones of contacts, made once for each list of them. */
interface PhoneBook {
  readonly byNumber: ReadonlyMap<string, Phone>;
  readonly numbered: readonly Phone[];
  readonly numberless: readonly Phone[];
}

const made = new WeakMap<readonly Contact[], PhoneBook>();

/** Every number there is, contacts first, then strangers who wrote in; last who has none. */
export function phonesOf(
  contacts: readonly Contact[],
  threads: ReadonlyMap<string, readonly Bubble[]>,
): Phone[] {
  const book = made.get(contacts) ?? bookOf(contacts);
  made.set(contacts, book);
  const strangers: Phone[] = [];
  for (const id of threads.keys()) {
    if (id === '' || book.byNumber.has(id) || isThreadOfContact(id)) continue;
    strangers.push({ id, number: id, contacts: [] });
  }
  return [...book.numbered, ...strangers, ...book.numberless];
}

function bookOf(contacts: readonly Contact[]): PhoneBook {
  const byNumber = new Map<string, Phone & { readonly contacts: Contact[] }>();
  const numberless: Phone[] = [];
  for (const contact of contacts) {
    const number = numberOf(contact);
    if (!contact.registered) continue;
    const sharing = byNumber.get(number);
    if (number === '') numberless.push({ id: threadOfContact(contact.key), number, contacts: [contact] });
    else if (sharing) sharing.contacts.push(contact);
    else byNumber.set(number, { id: number, number, contacts: [contact] });
  }
  return { byNumber, numbered: [...byNumber.values()], numberless };
}

/** All that came to a phone, and errors of its contacts that had no number to go to. */
export function threadOf(
  { id, contacts }: Phone,
  threads: ReadonlyMap<string, readonly Bubble[]>,
): readonly Bubble[] {
  const own = threads.get(id) ?? [];
  const errors = contacts.flatMap(({ key }) =>
    threadOfContact(key) === id ? [] : (threads.get(threadOfContact(key)) ?? []),
  );
  return errors.length === 0 ? own : [...own, ...errors].sort((a, b) => a.seq - b.seq);
}

/** Digits of the number a contact is reached on; '' without one. */
const numberOf = ({ normalized }: Contact): string => digitsOf(normalized);

/** What was counted of a thread last, as long as it is the same. */
const counted = new WeakMap<
  readonly Bubble[],
  { readonly length: number; readonly lastSeq: number; readonly readSeq: number; readonly unread: number }
>();

/** Messages that arrived since the phone was last looked at. */
export function unreadOf(thread: readonly Bubble[] | undefined, readSeq: number): number {
  if (thread === undefined) return 0;
  const lastSeq = thread.at(-1)?.seq ?? 0;
  const known = counted.get(thread);
  if (known && known.length === thread.length && known.lastSeq === lastSeq && known.readSeq === readSeq)
    return known.unread;
  let unread = 0;
  for (let index = thread.length - 1; index >= 0; index -= 1) {
    const bubble = thread[index]!;
    if (bubble.seq <= readSeq) break;
    if (!bubble.isReply && bubble.state === 'arrived') unread += 1;
  }
  counted.set(thread, { length: thread.length, lastSeq, readSeq, unread });
  return unread;
}

/** Alerts that have to do with a phone, by name. */
export function alertsOf(
  { id, contacts }: Phone,
  alerts: ReadonlyMap<string, ReadonlySet<string>>,
): string[] {
  const own = [id, ...contacts.map(({ key }) => threadOfContact(key))];
  return [...new Set(own.flatMap((thread) => [...(alerts.get(thread) ?? [])]))].sort();
}

/** Whose phone it is. */
export const titleOf = ({ contacts, number }: Phone): string =>
  contacts.length === 0 ? numberText(number) : contacts.map(({ label }) => label).join(' & ');

/** Does the phone answer to what was typed into the search box? */
export function answersTo(phone: Phone, wanted: string): boolean {
  const words = wanted.trim().toLowerCase();
  if (words === '') return true;
  return [
    phone.number,
    ...phone.contacts.flatMap(({ label, key, language }) => [label, key, language ?? '']),
  ].some((word) => word.toLowerCase().includes(words));
}

/** What people are called, by key. */
import type { Contact } from './answers.ts';

const known = new WeakMap<readonly Contact[], ReadonlyMap<string, string>>();

/** The label of a contact; a key that nobody has stands for itself. */
export function labelIn(contacts: readonly Contact[], key: string): string {
  let labels = known.get(contacts);
  if (!labels) {
    labels = new Map(contacts.map((contact) => [contact.key, contact.label]));
    known.set(contacts, labels);
  }
  return labels.get(key) ?? key;
}

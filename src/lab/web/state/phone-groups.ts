/** The order of many phones: those of one group together, and those with something new first. */
import type { Phone } from './phones.ts';

export const groupings = ['none', 'gateway', 'language', 'zone', 'state'] as const;
export type Grouping = (typeof groupings)[number];

/** What a phone is grouped under; '' when it is not. */
export function groupOf({ contacts, number }: Phone, by: Grouping): string {
  const [first] = contacts;
  switch (by) {
    case 'none':
      return '';
    case 'gateway':
      return first?.gateway?.name ?? 'no gateway';
    case 'language':
      return first?.language || 'default language';
    case 'zone':
      return first?.zone.name ?? 'no zone';
    case 'state':
      if (number === '') return 'cannot be reached';
      if (contacts.some(({ optedOut }) => optedOut)) return 'opted out';
      return contacts.some(({ twoWay }) => twoWay) ? 'two-way' : 'one-way';
  }
}

/** By group, then those with something new, then as they were. */
export function inOrder(
  phones: readonly Phone[],
  by: Grouping,
  newOn: (phone: Phone) => number,
): readonly Phone[] {
  return phones
    .map((phone) => ({ phone, group: groupOf(phone, by), isNew: newOn(phone) > 0 }))
    .sort((a, b) => compare(a.group, b.group) || Number(b.isNew) - Number(a.isNew))
    .map(({ phone }) => phone);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

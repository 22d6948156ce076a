/** The order of many phones: pinned ones on top, those of one group together, and those with something new first. */
import type { Phone } from './phones.ts';

export const groupings = ['none', 'alert', 'gateway', 'language', 'zone', 'state'] as const;
export type Grouping = (typeof groupings)[number];

/** A phone in the list, under one of its groups; '' when it has none, or is pinned. */
export interface ListedPhone {
  readonly phone: Phone;
  readonly group: string;
}

/** What the order depends on besides the phones themselves. */
export interface PhoneFacts {
  /** Messages that nobody has looked at. */
  newOn(phone: Phone): number;
  /** Alerts that have written to it, or will. */
  alertsOf(phone: Phone): readonly string[];
  isPinned(phone: Phone): boolean;
}

/** What a phone is grouped under. It stands under each alert that it has to do with. */
export function groupsOf(phone: Phone, by: Grouping, alerts: readonly string[]): readonly string[] {
  const { contacts, number } = phone;
  const [first] = contacts;
  switch (by) {
    case 'none':
      return [''];
    case 'alert':
      return alerts.length > 0 ? alerts : ['no alert'];
    case 'gateway':
      return [first?.gateway?.name ?? 'no gateway'];
    case 'language':
      return [first?.language || 'default language'];
    case 'zone':
      return [first?.zone.name ?? 'no zone'];
    case 'state':
      if (number === '') return ['cannot be reached'];
      if (contacts.some(({ optedOut }) => optedOut)) return ['opted out'];
      return [contacts.some(({ twoWay }) => twoWay) ? 'two-way' : 'one-way'];
  }
}

/** Pinned ones, then by group, then those with something new, then as they were. */
export function inOrder(
  phones: readonly Phone[],
  by: Grouping,
  { newOn, alertsOf, isPinned }: PhoneFacts,
): readonly ListedPhone[] {
  return phones
    .flatMap((phone) => {
      const pinned = isPinned(phone);
      const groups = pinned ? [''] : groupsOf(phone, by, by === 'alert' ? alertsOf(phone) : []);
      const rank = pinned ? 0 : 1;
      const isNew = newOn(phone) > 0;
      return groups.map((group) => ({ phone, group, rank, isNew }));
    })
    .sort((a, b) => a.rank - b.rank || compare(a.group, b.group) || Number(b.isNew) - Number(a.isNew));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

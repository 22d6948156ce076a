import { expect, test } from 'vitest';
import { groupings, groupsOf, inOrder, type PhoneFacts } from '../../src/lab/web/state/phone-groups.ts';
import { alertsOf, phonesOf } from '../../src/lab/web/state/phones.ts';
import { contacts } from './stub-session.ts';

const phones = phonesOf(contacts, new Map());
const facts = { newOn: () => 0, alertsOf: () => [], isPinned: () => false };
const names = (by: (typeof groupings)[number], own: Partial<PhoneFacts>) =>
  inOrder(phones, by, { ...facts, ...own }).map(({ phone }) => phone.contacts[0]?.key);

test('phones with something new come up, the others stay in their order', () => {
  const newOn: PhoneFacts['newOn'] = ({ contacts: [first] }) => (first?.key === 'ana' ? 2 : 0);
  expect(names('none', { newOn })).toEqual(['ana', 'asha', 'tigist', 'sara', 'rina']);
});

test('a group stands together, with what is new first in it', () => {
  const newOn: PhoneFacts['newOn'] = ({ contacts: [first] }) => (first?.key === 'sara' ? 1 : 0);
  expect(inOrder(phones, 'state', { ...facts, newOn }).map(({ group }) => group)).toEqual([
    ...['one-way', 'opted out', 'two-way', 'two-way', 'two-way'],
  ]);
  expect(names('state', { newOn })).toEqual(['tigist', 'ana', 'sara', 'asha', 'rina']);
});

test('a phone stands under each alert that has written to it, and the others under none', () => {
  const alertsOn: PhoneFacts['alertsOf'] = ({ contacts: [first] }) =>
    first?.key === 'asha' ? ['reminder', 'welcome'] : first?.key === 'sara' ? ['welcome'] : [];
  const listed = inOrder(phones, 'alert', { ...facts, alertsOf: alertsOn });
  expect(listed.map(({ phone, group }) => `${group}: ${phone.contacts[0]?.key}`)).toEqual([
    ...['no alert: tigist', 'no alert: ana', 'no alert: rina'],
    ...['reminder: asha', 'welcome: asha', 'welcome: sara'],
  ]);
});

test('an alert counts by the number, and by an error that had none to go to', () => {
  const [phone] = phones;
  const alerts = new Map([
    [phone!.id, new Set(['welcome'])],
    [`contact ${phone!.contacts[0]!.key}`, new Set(['letter'])],
  ]);
  expect(alertsOf(phone!, alerts)).toEqual(['letter', 'welcome']);
});

test('pinned phones are on top, once, whatever the others are grouped by', () => {
  const isPinned: PhoneFacts['isPinned'] = ({ contacts: [first] }) => first?.key === 'rina';
  expect(names('state', { isPinned })[0]).toBe('rina');
  expect(names('alert', { isPinned, alertsOf: () => ['a', 'b'] })).toHaveLength(2 * phones.length - 1);
});

test('every grouping has a name for every phone, also for one that nobody registered', () => {
  const stranger = { id: '1', number: '1', contacts: [] };
  for (const by of groupings.filter((one) => one !== 'none'))
    expect(groupsOf(stranger, by, []).join('')).not.toBe('');
});

import { expect, test } from 'vitest';
import { groupings, groupOf, inOrder } from '../../src/lab/web/state/phone-groups.ts';
import { phonesOf } from '../../src/lab/web/state/phones.ts';
import { contacts } from './stub-session.ts';

const phones = phonesOf(contacts, new Map());
const names = (all: typeof phones) => all.map((phone) => phone.contacts[0]?.key);

test('phones with something new come up, the others stay in their order', () => {
  const listed = inOrder(phones, 'none', ({ contacts: [first] }) => (first?.key === 'ana' ? 2 : 0));
  expect(names([...listed])).toEqual(['ana', 'asha', 'tigist', 'sara', 'rina']);
});

test('a group stands together, with what is new first in it', () => {
  const listed = inOrder(phones, 'state', ({ contacts: [first] }) => (first?.key === 'sara' ? 1 : 0));
  expect(listed.map((phone) => groupOf(phone, 'state'))).toEqual([
    ...['one-way', 'opted out', 'two-way', 'two-way', 'two-way'],
  ]);
  expect(names([...listed])).toEqual(['tigist', 'ana', 'sara', 'asha', 'rina']);
});

test('every grouping has a name for every phone, also for one that nobody registered', () => {
  const stranger = { id: '1', number: '1', contacts: [] };
  for (const by of groupings.filter((one) => one !== 'none')) expect(groupOf(stranger, by)).not.toBe('');
});

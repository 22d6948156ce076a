import { expect, test } from 'vitest';
import type { ComparedMessage } from '../../../src/core/model/message-change.ts';
import { MessageStore } from '../../../src/report/diff/message-store.ts';

const sms = (person: string, at: number, more: Partial<ComparedMessage> = {}): ComparedMessage => ({
  ...{
    at,
    outcome: 'sent',
    person,
    cause: 'alert visit',
    case: person,
    channel: 'sms',
    number: '254712000601',
  },
  ...{
    address: undefined,
    gateway: 'GW',
    language: 'en',
    reason: undefined,
    segments: 1,
    text: `to ${person}`,
  },
  ...{ line: at + 1, ...more },
});

test('every message comes back as it was, person by person, in order', () => {
  const store = new MessageStore();
  const all = Array.from({ length: 3000 }, (_, index) => sms(`p${index % 700}`, index));
  const email = sms('p3', 5000, {
    channel: 'email',
    number: undefined,
    address: 'a@b.example',
    text: undefined,
  });
  const failed = sms('q', 1, {
    outcome: 'error',
    reason: 'NO_PHONE_NUMBER',
    segments: undefined,
    line: undefined,
  });
  for (const message of [...all, email, failed]) store.add(message);
  expect(store.get('p3')).toEqual([...all.filter(({ person }) => person === 'p3'), email]);
  expect(store.get('q')).toEqual([failed]);
  expect([...store.keys()]).toEqual([...Array.from({ length: 700 }, (_, index) => `p${index}`), 'q']);
  expect([...store].map(([person, messages]) => [person, messages])).toEqual(
    [...store.keys()].map((person) => [person, store.get(person)]),
  );
  expect([...store.values()].flat()).toHaveLength(3002);
  expect([store.has('p3'), store.has('p700'), store.get('p700')]).toEqual([true, false, undefined]);
});

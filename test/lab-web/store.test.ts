import { expect, test } from 'vitest';
import type { Line } from '../../src/lab/web/state/answers.ts';
import { answersTo, phonesOf, threadOf as threadOn, unreadOf } from '../../src/lab/web/state/phones.ts';
import { addLines, emptyStore } from '../../src/lab/web/state/store.ts';
import { contacts, journal } from './stub-session.ts';

const sms = { id: 'm', channel: 'sms', to: 'asha', number: '919812345001', via: 'G', text: 'Hi' } as const;
const line = (seq: number, kind: Line['kind'], more: Partial<Line> = {}): Line => ({
  seq,
  at: new Date(seq * 1000).toISOString(),
  kind,
  ...sms,
  ...more,
});
const threadOf = (lines: readonly Line[]) => addLines(emptyStore(), lines).threads.get('919812345001') ?? [];

test.each([
  ['a queued message waits', [line(1, 'queued')], 'waiting', ''],
  ['a sent one arrived', [line(1, 'queued'), line(2, 'sent')], 'arrived', ''],
  [
    'a failed attempt is retried',
    [line(1, 'queued'), line(2, 'attempt', { attempt: 1 })],
    'retrying',
    'attempt 1 failed',
  ],
  [
    'a held one says for what',
    [line(1, 'queued'), line(2, 'held', { reason: 'sending_hours' })],
    'held',
    'sending_hours',
  ],
  [
    'a lost one says why',
    [line(1, 'queued'), line(2, 'error', { code: 'PHONE_OPTED_OUT' })],
    'lost',
    'PHONE_OPTED_OUT',
  ],
  [
    'a receipt is noted',
    [line(1, 'sent'), line(2, 'receipt', { status: 'delivered' })],
    'arrived',
    'delivered',
  ],
])('%s', (_story, lines, state, note) => {
  const thread = threadOf(lines);
  expect(thread).toHaveLength(1);
  expect(thread[0]).toMatchObject({ state, note });
});

test('a line that comes twice counts once', () => {
  const store = addLines(addLines(emptyStore(), [line(1, 'sent')]), [line(1, 'sent'), line(2, 'inbound')]);
  expect(store.lines.map(({ seq }) => seq)).toEqual([1, 2]);
  expect(store.threads.get('919812345001')).toHaveLength(2);
});

test('memory is bounded: the oldest tenth is forgotten, and said to be', () => {
  const lines = Array.from({ length: 1001 }, (_, index) => line(index + 1, 'inbound'));
  const store = addLines(emptyStore(), lines, 1000);
  expect(store.lines).toHaveLength(900);
  expect(store.lines[0]?.seq).toBe(102);
  expect(store.forgotten).toBe(101);
  expect(store.lastSeq).toBe(1001);
});

test('two contacts on one number are one phone', () => {
  const phones = phonesOf(contacts, new Map());
  expect(phones.map((phone) => phone.contacts.map(({ key }) => key))).toContainEqual(['rina', 'karim']);
});

test('a stranger who writes in has a phone too', () => {
  const { threads } = addLines(emptyStore(), [line(1, 'inbound', { number: '+15550000001' })]);
  expect(phonesOf([], threads)).toEqual([{ id: '15550000001', number: '15550000001', contacts: [] }]);
});

test('unread are the messages that arrived since the last look, not replies', () => {
  const thread = threadOf([line(1, 'sent', { id: 'a' }), line(2, 'sent', { id: 'b' }), line(3, 'inbound')]);
  expect(unreadOf(thread, 0)).toBe(2);
  expect(unreadOf(thread, 1)).toBe(1);
  expect(unreadOf(thread, 3)).toBe(0);
});

test('a phone is found by name, number or language', () => {
  const [asha] = phonesOf(contacts, new Map());
  expect(['asha', '98123', 'HIN', ''].every((words) => answersTo(asha!, words))).toBe(true);
  expect(answersTo(asha!, 'nobody')).toBe(false);
});

test('mails are kept apart from texts', () => {
  const { mails, threads } = addLines(emptyStore(), journal());
  expect(mails.map(({ address }) => address)).toEqual(['sara@example.org']);
  expect([...threads.values()].flat().some(({ line: one }) => one.channel === 'email')).toBe(false);
});

test('an error without a number stands with its contact, on the phone of whoever has one', () => {
  const { number: _, ...bare } = { ...line(1, 'error', { code: 'NO_PHONE_NUMBER' }) };
  const mail = line(2, 'error', { channel: 'email', code: 'NO_EMAIL_ADDRESS', to: 'tigist' });
  const { threads } = addLines(emptyStore(), [
    bare,
    mail,
    line(3, 'sent', { to: 'tigist', number: '251911234567' }),
  ]);
  const asha = { ...contacts[0]!, normalized: undefined };
  const phones = phonesOf([asha, ...contacts.slice(1)], threads);
  expect(phones.map(({ number }) => number)).not.toContain('919812345001');
  const cards = phones.filter(({ contacts: [first] }) => ['asha', 'tigist'].includes(first!.key));
  expect(cards.map((phone) => [phone.number, threadOn(phone, threads).map(({ note }) => note)])).toEqual([
    ['251911234567', ['NO_EMAIL_ADDRESS', '']],
    ['', ['NO_PHONE_NUMBER']],
  ]);
});

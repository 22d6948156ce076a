import { expect, test } from 'vitest';
import type { Entry } from '../../../src/core/model/entry.ts';
import { PhoneBook } from '../../../src/core/state/phone-book.ts';

function book() {
  const notes: Omit<Entry, 'at'>[] = [];
  return { notes, phones: new PhoneBook((entry) => notes.push(entry)) };
}

const seed = (owner: string, number = '255700000001') =>
  ({ number, owner, ownerKind: 'case', project: 'demo' }) as const;

test('the first to ask owns a number, the second is refused and told once', () => {
  const { notes, phones } = book();
  const first = phones.add(seed('ana'), 0);
  const second = phones.add(seed('ben'), 0);
  expect(phones.claim(first)).toBe(true);
  expect(phones.claim(second)).toBe(false);
  expect(phones.claim(second)).toBe(false);
  expect(phones.twoWayOwner('255700000001')?.owner).toBe('ana');
  expect(notes).toEqual([
    { kind: 'ownership', number: '255700000001', owner: 'ana' },
    { kind: 'ownership', number: '255700000001', owner: 'ana', refused: 'ben' },
  ]);
});

test('a freed number is nobody’s until somebody asks again', () => {
  const { notes, phones } = book();
  const first = phones.add(seed('ana'), 0);
  const second = phones.add(seed('ben'), 0);
  phones.claim(first);
  phones.claim(second);
  phones.remove(first);
  expect(phones.twoWayOwner('255700000001')).toBeUndefined();
  expect(notes.at(-1)).toEqual({ kind: 'ownership', number: '255700000001', owner: null });
  expect(phones.claim(second)).toBe(true);
  expect(phones.twoWayOwner('255700000001')?.owner).toBe('ben');
});

test('a number that waits for verification is taken', () => {
  const { phones } = book();
  const worker = phones.add({ ...seed('nurse'), ownerKind: 'user' }, 0);
  worker.pending = true;
  const contact = phones.add(seed('ana'), 0);
  expect(phones.claim(contact)).toBe(false);
  expect(phones.reserved('255700000001')?.owner).toBe('nurse');
});

test('an owner may be refused several numbers, each told once, and again after the entry was removed', () => {
  const { notes, phones } = book();
  phones.claim(phones.add(seed('ana'), 0));
  phones.claim(phones.add(seed('ana', '255700000002'), 0));
  const [one, two] = [phones.add(seed('ben'), 0), phones.add(seed('ben', '255700000002'), 0)];
  const refused = () => notes.filter((note) => note.refused === 'ben').map(({ number }) => number);
  phones.claim(one);
  phones.claim(two);
  phones.claim(one);
  expect(refused()).toEqual(['255700000001', '255700000002']);
  phones.remove(one);
  phones.claim(phones.add(seed('ben'), 0));
  expect(refused()).toEqual(['255700000001', '255700000002', '255700000001']);
});

test('a refusal is told again once the number has been owned in between', () => {
  const { notes, phones } = book();
  const first = phones.add(seed('ana'), 0);
  const second = phones.add(seed('ben'), 0);
  phones.claim(first);
  phones.claim(second);
  phones.demote(first);
  phones.claim(second);
  phones.demote(second);
  phones.claim(first);
  phones.claim(second);
  expect(notes.filter(({ refused }) => refused !== undefined)).toHaveLength(2);
});

test('a claim makes an entry verified and no longer pending; what is taken away is all taken away', () => {
  const { phones } = book();
  const entry = phones.add(seed('ana'), 7);
  expect(entry).toMatchObject({ createdOrdinal: 1, contactModifiedAt: 7, twoWay: false, verified: false });
  entry.pending = true;
  phones.claim(entry);
  expect(entry).toMatchObject({ twoWay: true, verified: true, pending: false });
  entry.pending = true;
  phones.demote(entry);
  expect(entry).toMatchObject({ twoWay: false, verified: false, pending: false });
});

test('what is removed is found neither by number nor by owner, and others are', () => {
  const { phones } = book();
  const [one, two] = [phones.add(seed('ana'), 0), phones.add(seed('ana', '255700000002'), 0)];
  phones.remove(one);
  expect(phones.of('ana')).toEqual([two]);
  expect(phones.withNumber('255700000001')).toEqual([]);
  phones.remove(two);
  expect(phones.of('ana')).toEqual([]);
});

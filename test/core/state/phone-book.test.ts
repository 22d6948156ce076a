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

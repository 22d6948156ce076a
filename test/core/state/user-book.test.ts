import { expect, test } from 'vitest';
import type { UserRecord } from '../../../src/core/state/records.ts';
import { UserBook } from '../../../src/core/state/user-book.ts';

const user = (key: string, username: string, kind: 'user' | 'web_user' = 'user'): UserRecord => ({
  kind: 'user',
  key,
  project: 'demo',
  user: {
    kind,
    key,
    userId: key,
    username,
    firstName: '',
    lastName: '',
    phones: [],
    verified: true,
    active: true,
    data: new Map(),
  },
});

test('the first worker of a name is found, in any letter case and whatever stands after the @', () => {
  const book = new UserBook();
  book.set('web', user('web', 'meera@hq.org', 'web_user'));
  book.set('b', user('b', 'Meera@demo.commcarehq.org'));
  book.set('a', user('a', 'meera'));
  expect(book.workerNamed('meera')?.key).toBe('b');
  expect(book.hasName('meera', 'demo')).toBe(true);
  expect(book.hasName('meera', 'other')).toBe(false);
});

test('a record that was edited is found by its new name only, and keeps its place', () => {
  const book = new UserBook();
  const first = user('a', 'asha');
  book.set('a', first);
  book.set('b', user('b', 'meera'));
  first.user = user('a', 'meera').user;
  book.set('a', first);
  expect(book.workerNamed('asha')).toBeUndefined();
  expect(book.hasName('asha', 'demo')).toBe(false);
  expect(book.workerNamed('meera')?.key).toBe('a');
});

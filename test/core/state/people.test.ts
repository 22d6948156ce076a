import { expect, test } from 'vitest';
import type { Location } from '../../../src/core/model/people.ts';
import { LocationTree, UserBook } from '../../../src/core/state/people.ts';
import type { UserRecord } from '../../../src/core/state/records.ts';

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

test('a user is found by the id that the record has now, and by no other', () => {
  const book = new UserBook();
  const one = user('a', 'asha');
  book.set('a', one);
  const { userId } = one.user;
  expect(book.withId(userId)).toBe(one);
  one.user = { ...one.user, userId: 'new' };
  book.set('a', one);
  expect(book.withId('new')).toBe(one);
  expect([book.withId(userId), book.withId('nobody')]).toEqual([undefined, undefined]);
});

test('of workers with one name the first is found, whichever was named so last', () => {
  const book = new UserBook();
  const third = user('c', 'other');
  book.set('a', user('a', 'asha'));
  book.set('b', user('b', 'meera'));
  book.set('c', third);
  third.user = user('c', 'meera').user;
  book.set('c', third);
  expect(book.workerNamed('meera')?.key).toBe('b');
  expect(book.workerNamed('nobody')).toBeUndefined();
  expect(book.hasName('nobody', 'demo')).toBe(false);
});

const location = (key: string, parent?: string, archived = false): Location => ({
  key,
  name: key,
  siteCode: key,
  type: 'place',
  ...(parent === undefined ? {} : { parent }),
  users: [],
  archived,
});

const keysBelow = (tree: LocationTree, key: string): string[] =>
  tree.withDescendants(tree.get(key)!).map((each) => each.key);

const tree = (...locations: Location[]): LocationTree =>
  new LocationTree(locations.map((each) => [each.key, each]));

test('each level stands in the order of the file, and archived places lead on to those below them', () => {
  const places = tree(
    location('south-1', 'south'),
    location('top'),
    location('north', 'top', true),
    location('south', 'top'),
    location('north-1', 'north'),
  );
  expect(keysBelow(places, 'top')).toEqual(['top', 'south', 'south-1', 'north-1']);
});

test('a place that is moved is found below its new parent', () => {
  const places = tree(location('a'), location('b'), location('c', 'a'));
  expect(keysBelow(places, 'a')).toEqual(['a', 'c']);
  places.set('c', location('c', 'b'));
  expect(keysBelow(places, 'a')).toEqual(['a']);
  expect(keysBelow(places, 'b')).toEqual(['b', 'c']);
});

test('places that stand above each other are told once', () => {
  expect(keysBelow(tree(location('a', 'b'), location('b', 'a')), 'a')).toEqual(['a', 'b']);
});

test('a chain of places is followed for a hundred levels', () => {
  const chain = Array.from({ length: 102 }, (_, level) =>
    location(`p${level}`, level === 0 ? undefined : `p${level - 1}`),
  );
  expect(keysBelow(tree(...chain), 'p0')).toHaveLength(100);
});

import { expect, test } from 'vitest';
import type { Location } from '../../../src/core/model/people.ts';
import { LocationTree } from '../../../src/core/state/location-tree.ts';

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

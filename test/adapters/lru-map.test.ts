import { expect, test } from 'vitest';
import { LruMap } from '../../src/adapters/lru-map.ts';

test('the key set longest ago makes room, and being set again counts', () => {
  const lately = new LruMap<number>(3);
  for (const key of ['a', 'b', 'c', 'a', 'd']) lately.set(key, 1);
  expect([...lately.keys()]).toEqual(['c', 'a', 'd']);
  expect(lately.get('b')).toBeUndefined();
});

test('however many keys come, there are never more than it may keep', () => {
  const lately = new LruMap<number>(100);
  for (let index = 0; index < 10_000; index += 1) lately.set(`key ${index}`, index);
  expect(lately.size).toBe(100);
  expect(lately.get('key 9999')).toBe(9999);
});

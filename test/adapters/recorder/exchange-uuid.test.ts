import { expect, test } from 'vitest';
import { hasId, uuidOf } from '../../../src/adapters/recorder/exchange-uuid.ts';

test('an exchange has always the same UUID, and is found by it and by its own id', () => {
  const one = { id: 'm7', seq: 7 };
  const uuid = uuidOf(one);
  expect(uuid).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-8[\da-f]{3}-000000000007$/);
  expect(uuidOf({ ...one })).toBe(uuid);
  for (const wanted of ['m7', uuid, uuid.toUpperCase()]) expect(hasId(wanted)(one)).toBe(true);
});

test('nothing else is meant by it', () => {
  const uuid = uuidOf({ id: 'm7', seq: 7 });
  expect(hasId(uuid)({ id: 'u7', seq: 7 })).toBe(false);
  expect(hasId(uuid)({ id: 'm7', seq: 8 })).toBe(false);
  expect(hasId('m')({ id: 'm7', seq: 7 })).toBe(false);
});

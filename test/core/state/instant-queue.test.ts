import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InstantQueue } from '../../../src/core/state/instant-queue.ts';

test('gives slots back by due, then by rank, whatever was set, moved and removed', () => {
  const act = fc.oneof(
    fc.record({ slot: fc.nat(40), due: fc.nat(20), rank: fc.nat(20) }),
    fc.record({ slot: fc.nat(40) }),
  );
  fc.assert(
    fc.property(fc.array(act, { maxLength: 200 }), (acts) => {
      const queue = new InstantQueue();
      const model = new Map<number, { due: number; rank: number }>();
      for (const each of acts) {
        if ('due' in each) {
          const rank = each.rank * 64 + each.slot;
          queue.set(each.slot, each.due, rank);
          model.set(each.slot, { due: each.due, rank });
        } else {
          queue.remove(each.slot);
          model.delete(each.slot);
        }
      }
      const wanted = [...model]
        .sort(([, a], [, b]) => a.due - b.due || a.rank - b.rank)
        .map(([slot]) => slot);
      const found: number[] = [];
      for (let slot = queue.take(Infinity); slot >= 0; slot = queue.take(Infinity)) found.push(slot);
      expect(found).toEqual(wanted);
    }),
  );
});

test('takes nothing that is due after the limit', () => {
  const queue = new InstantQueue();
  queue.set(3, 100, 1);
  expect(queue.take(99)).toBe(-1);
  expect(queue.earliest).toBe(100);
  expect(queue.take(100)).toBe(3);
  expect(queue.earliest).toBe(Infinity);
});

test('a slot that was never put in is not in, wherever it lies', () => {
  const queue = new InstantQueue();
  queue.set(3, 100, 1);
  for (const slot of [0, 63, 64, 1000]) {
    queue.remove(slot);
    expect(queue.has(slot)).toBe(false);
  }
  expect([queue.has(3), queue.size]).toEqual([true, 1]);
  queue.remove(3);
  expect([queue.has(3), queue.size, queue.take(Infinity)]).toEqual([false, 0, -1]);
});

test('grows with the slots and keeps what it holds', () => {
  const queue = new InstantQueue();
  for (let slot = 0; slot < 1000; slot += 1) queue.set(slot, 1000 - slot, slot);
  expect(queue.size).toBe(1000);
  expect(queue.take(Infinity)).toBe(999);
});

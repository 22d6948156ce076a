import { expect, test } from 'vitest';
import { inTurns } from '../../src/lab/web/state/in-turns.ts';

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

test('events come in their order, and never within the turn that brought them', async () => {
  const got: number[] = [];
  const hand = inTurns<number>(
    (one) => got.push(one),
    () => true,
  );
  for (let one = 0; one < 50; one += 1) hand(one);
  expect(got).toEqual([]);
  for (let count = 0; got.length < 50 && count < 1000; count += 1) await turn();
  expect(got).toEqual(Array.from({ length: 50 }, (_, index) => index));
});

test('of too many that wait, those that can be missed are, and no others', async () => {
  const got: number[] = [];
  const hand = inTurns<number>(
    (one) => got.push(one),
    (one) => one % 2 === 0,
  );
  for (let one = 0; one < 400; one += 1) hand(one);
  for (let count = 0; !got.includes(399) && count < 1000; count += 1) await turn();
  const missed = Array.from({ length: 400 }, (_, one) => one).filter((one) => !got.includes(one));
  expect(missed.length).toBeGreaterThan(100);
  expect(missed.filter((one) => one % 2 === 1)).toEqual([]);
});

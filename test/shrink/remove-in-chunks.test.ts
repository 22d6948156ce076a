import { expect, test } from 'vitest';
import { removeInChunks } from '../../src/shrink/remove-in-chunks.ts';

/** Removes what is not needed; the number of pieces that were tried. */
function left(count: number, needed: ReadonlySet<number>): { rest: number[]; tries: number } {
  let rest = Array.from({ length: count }, (_, index) => index);
  let tries = 0;
  removeInChunks(
    rest,
    (one) => rest.includes(one),
    (piece) => {
      tries += 1;
      if (piece.some((one) => needed.has(one))) return false;
      rest = rest.filter((one) => !piece.includes(one));
      return true;
    },
  );
  return { rest, tries };
}

test('what is needed stays, alone', () => {
  expect(left(300, new Set([7, 140, 141])).rest).toEqual([7, 140, 141]);
  expect(left(1, new Set()).rest).toEqual([]);
  expect(left(0, new Set()).rest).toEqual([]);
});

test('one of a thousand is found in few tries', () => {
  expect(left(1000, new Set([613])).tries).toBeLessThan(30);
});

import { expect, test } from 'vitest';
import { fitted } from '../../src/web/timeline/fitted.ts';

/** Ten pixels for each character, none for what stands on another. */
const widthOf = (words: string): number => [...words.replace(/\p{M}/gu, '')].length * 10;

test.each([
  ['Asha', 40, 'Asha'],
  ['Asha Devi', 60, 'Asha…'],
  ['Wolfeschlegel', 60, 'Wolfe…'],
  ['فاطمة عبد الرحمن', 80, 'فاطمة ع…'],
  ['🏳️‍🌈🏳️‍🌈', 50, '🏳️‍🌈…'],
  ['कि कि कि', 40, 'कि कि…'],
])('%s in %d pixels keeps its beginning, and says that there is more', (words, room, shown) => {
  const told = fitted(words, room, widthOf);
  expect(widthOf(told)).toBeLessThanOrEqual(room);
  expect(told).toBe(shown);
});

/** `test.prop` of @fast-check/vitest for small-vitest.mjs: with one seed, so that a law does the same in each run. */
import fc from 'fast-check';
import { test as plain } from './small-vitest.mjs';

fc.configureGlobal({ seed: 1 });

/** @param {string} name @param {...unknown} given */
export function test(name, ...given) {
  plain(name, ...given);
}
test.each = plain.each;

/** @param {readonly fc.Arbitrary<unknown>[]} values @param {object} [options] */
test.prop =
  (values, options = {}) =>
  (/** @type {string} */ name, /** @type {(...each: unknown[]) => unknown} */ body) =>
    plain(name, () =>
      fc.assert(
        fc.asyncProperty(fc.tuple(...values), async (each) => (await body(...each)) !== false),
        { ...options, endOnFailure: true },
      ),
    );

export const it = test;
export { fc };

import { fc, test as law } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { draw, hash32, hashOfName, Name, nameOf } from '../../src/core/chance.ts';

test.each([
  ['', 2872998923, 4195733450, 877, 284767329959, '13ce30fe7fc98347'],
  ['a', 444641715, 3736780160, 901, 303556432135, '51e9514f15d9a1f8'],
  ['b', 2193908274, 2111704691, 276, 991520564844, '74b27a2f674899a1'],
  ['ab', 2563531789, 3581918117, 543, 926032073702, '9918b2f95f29ce52'],
  ['ba', 605838741, 2891830472, 71, 1025809736137, '4cba8688c5c6663d'],
  ['Asha', 857288060, 3315806931, 99, 245044941664, 'e705541b6ab312b6'],
  ['é', 3136788073, 2473835122, 843, 88287453462, 'f80b81cf3a83f825'],
])('hashes, draws and names of %j never change: journals and ids are made of them', (text, ...expected) => {
  expect([hash32(text), hash32(text, 7), draw(1, text, 1000), draw(2, text, 2 ** 40), nameOf(text)]).toEqual(
    expected,
  );
});

law.prop([fc.integer(), fc.string(), fc.integer({ min: 1, max: 1_000_000 })])(
  'a draw is a whole number below its count',
  (seed, key, count) => {
    const drawn = draw(seed, key, count);
    expect(Number.isInteger(drawn)).toBe(true);
    expect(drawn).toBeGreaterThanOrEqual(0);
    expect(drawn).toBeLessThan(count);
  },
);

test('a name goes on from its beginning, and is hashed without its text', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (beginning, end) => {
      const begun = new Name();
      begun.add(beginning);
      const name = new Name();
      name.set(begun);
      name.add(end);
      expect(name.text()).toBe(nameOf(beginning + end));
      expect(hashOfName(name.first(), name.last())).toBe(hash32(name.text()));
    }),
  );
});

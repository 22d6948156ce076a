import { createHash } from 'node:crypto';
import { fc, test as law } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { senderIndex } from '../../../src/core/route/load-balance.ts';
import { sha1 } from '../../../src/core/route/sha1.ts';

law.prop([fc.string({ unit: 'grapheme', maxLength: 200 })])('the digest is SHA-1 of UTF-8', (text) => {
  expect(Buffer.from(sha1(text)).toString('hex')).toBe(createHash('sha1').update(text).digest('hex'));
});

law.prop([fc.string(), fc.integer({ min: 1, max: 1000 })])(
  'a sender is the digest modulo the count',
  (to, count) => {
    const digest = BigInt(`0x${createHash('sha1').update(to).digest('hex')}`);
    expect(senderIndex(to, count)).toBe(Number(digest % BigInt(count)));
  },
);

test.each([0, -1, 1.5, Number.NaN])('without a sender (%d) it throws', (count) => {
  expect(() => senderIndex('+15551234567', count)).toThrow(RangeError);
});

test.each([
  ['+15551234567', 1, 0],
  ['+447700900301', 2, 1],
  ['+447700900303', 2, 0],
])('%s of %d senders has the one at %d', (to, count, index) => {
  expect(senderIndex(to, count)).toBe(index);
});

test.each([
  ['', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
  ['abc', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
  ['é€😀', createHash('sha1').update('é€😀').digest('hex')],
  ['a'.repeat(1000), createHash('sha1').update('a'.repeat(1000)).digest('hex')],
])('the digest of %j', (text, digest) => {
  expect(Buffer.from(sha1(text)).toString('hex')).toBe(digest);
});

import { sha1 } from './sha1.ts';

/**
 * Which of several sender numbers a recipient always sees: SHA-1 of the number with its plus, as one big
 * number, modulo the count (docs/hq/contacts-and-messages.md#s2-6). Without any sender it throws, as HQ does.
 */
export function senderIndex(plusNumber: string, count: number): number {
  if (!Number.isInteger(count) || count < 1) throw new RangeError('a gateway without numbers has no sender');
  if (count === 1) return 0;
  let rest = 0;
  for (const byte of sha1(plusNumber)) rest = (rest * 256 + byte) % count;
  return rest;
}

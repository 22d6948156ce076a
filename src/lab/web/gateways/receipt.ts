/** A delivery receipt by hand, in the words of a scenario's timeline. */
import type { Line } from '../state/answers.ts';

/** A longer text is not needed to tell a message from the others of its instant. */
const SAYS_MAX = 2000;

/** The act that reports of one sent message, and of no other that reads the same. */
export function receiptOf({ to, number, via, text, at }: Line, status: 'delivered' | 'undelivered') {
  const who = to === undefined ? { number } : { to };
  const textMatch = text !== undefined && text.length <= SAYS_MAX ? { says: text } : {};
  return { verb: 'receipt', receipt: { for: { ...who, via, at, ...textMatch }, status } };
}

/** Twilio's documented test numbers: the error code that each one stands for. */

const FROM = new Map([
  ['+15005550001', 21212],
  ['+15005550007', 21606],
  ['+15005550008', 21611],
]);

const TO = new Map([
  ['+15005550001', 21211],
  ['+15005550002', 21612],
  ['+15005550003', 21408],
  ['+15005550004', 21610],
  ['+15005550009', 21614],
]);

const FROM_PREFIX = '+1500555';
const GOOD_SENDER = '+15005550006';
const BAD_SENDER = 21606;

/** The code for a magic sender; undefined: a good one. */
export function magicFrom(from: string): number | undefined {
  if (!from.startsWith(FROM_PREFIX) || from === GOOD_SENDER) return undefined;
  return FROM.get(from) ?? BAD_SENDER;
}

/** The code for a magic destination; undefined: a good one. */
export const magicTo = (to: string): number | undefined =>
  to.startsWith(FROM_PREFIX) ? TO.get(to) : undefined;

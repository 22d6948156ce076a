/** The local time an event names, read from a case property (docs/hq/scheduling.md#s3-3). */
import type { SecondOfDay } from '../model/instant.ts';
import { strip, withPlainDigits } from '../text/python-text.ts';
import { parseDateText } from './date-text.ts';

/** What HQ falls back on when a property holds no time. */
export const NOON: SecondOfDay = 12 * 3600;

const BEGINS_AS_TIME = /^[0-9]?[0-9]:[0-9]{2}/;
const PLAIN_TIME = /^([01]?\d|2[0-3]):([0-5]\d)$/;

/** The time a property's text means; noon when it means none. Zones in the text are ignored. */
export function timeFrom(text: string | undefined): SecondOfDay {
  const stripped = strip(text ?? '');
  const plain = PLAIN_TIME.exec(stripped);
  if (plain) return Number(plain[1]) * 3600 + Number(plain[2]) * 60;
  if (!BEGINS_AS_TIME.test(withPlainDigits(stripped))) return NOON;
  return parseDateText(stripped)?.second ?? NOON;
}

const LATIN_1_LIMIT = 160;
const OTHER_LIMIT = 70;
const LATIN_1_LAST = 0xff;

/** HQ's own count of billable parts: not what the network charges (docs/hq/contacts-and-messages.md#s5-3). */
export function hqParts(text: string): number {
  return Math.ceil(pointsOf(text) / hqPartLimit(text));
}

/** Characters that HQ bills as one part: 160 when ISO-8859-1 has them all, else 70. */
export function hqPartLimit(text: string): number {
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) > LATIN_1_LAST) return OTHER_LIMIT;
  }
  return LATIN_1_LIMIT;
}

/** Code points: a surrogate pair counts once. */
function pointsOf(text: string): number {
  let points = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (text.codePointAt(index)! > 0xffff) index += 1;
    points += 1;
  }
  return points;
}

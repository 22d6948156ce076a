const SMILEYS = /:(?=[oOxXDpP])/g;
const SIGNS = /[\u2013\u201c\u201d\u2018\u2019\u2026]/g;

const plain: ReadonlyMap<string, string> = new Map([
  ['\u2013', '-'],
  ['\u201c', '"'],
  ['\u201d', '"'],
  ['\u2018', "'"],
  ['\u2019', "'"],
  ['\u2026', '...'],
]);

/**
 * HQ's clean-up of every outgoing text (docs/hq/contacts-and-messages.md#s3-4): smileys are pulled apart wherever they
 * stand, and typographic signs made plain.
 */
export function cleanText(text: string): string {
  return text.replace(SMILEYS, ': ').replace(SIGNS, (sign) => plain.get(sign)!);
}

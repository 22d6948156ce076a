import { codes } from '../../core/model/codes.ts';

/** The code that HQ shows with these words; the words themselves where there is none, as with a gateway's own. */
export function codeOf(words: string): string {
  return byLabel.get(plain(words)) ?? words;
}

const plain = (words: string): string => words.trim().replace(/\.$/, '').toLowerCase();

/** Of two codes with the same words the one of the message: HQ shows the other with an event. */
const byLabel: ReadonlyMap<string, string> = new Map(
  Object.entries(codes)
    .sort(([, a], [, b]) => (a.level === b.level ? 0 : a.level === 'event' ? -1 : 1))
    .map(([code, { label }]) => [plain(label), code]),
);

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DataReader } from '../../../src/adapters/smtp-server/data-reader.ts';

const LIMIT = 1000;

/** What a reader makes of pieces: the mail, and what came behind it; undefined: there was no end. */
function read(pieces: readonly string[], limit = LIMIT) {
  const reader = new DataReader(limit);
  for (const [at, piece] of pieces.entries()) {
    const rest = reader.feed(Buffer.from(piece));
    if (rest === undefined) continue;
    const mail = reader.bytes()?.toString();
    return { mail, rest: rest.toString() + pieces.slice(at + 1).join(''), size: reader.size };
  }
  return undefined;
}

/** A mail as a client sends it: dots at the beginning of lines doubled, and a line of one dot behind it. */
const sent = (mail: string): string => `${mail.replace(/(^|\n)\./g, '$1..')}.\r\n`;

const line = fc.stringMatching(/^[.ab]{0,4}$/);
const mails = fc.array(line, { maxLength: 12 }).map((lines) => lines.map((each) => `${each}\r\n`).join(''));

test('a mail arrives as it was sent, in whatever pieces', () => {
  fc.assert(
    fc.property(mails, fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), (mail, lengths) => {
      const all = `${sent(mail)}MAIL FROM:<a@example.org>\r\n`;
      const pieces: string[] = [];
      for (let from = 0, at = 0; from < all.length; at += 1) {
        const length = lengths[at % lengths.length] ?? 1;
        pieces.push(all.slice(from, from + length));
        from += length;
      }
      expect(read(pieces)).toMatchObject({ mail, rest: 'MAIL FROM:<a@example.org>\r\n' });
      expect(read([all])).toMatchObject({ mail, rest: 'MAIL FROM:<a@example.org>\r\n' });
    }),
    { seed: 42, numRuns: 2000 },
  );
});

test.each([
  ['a line of one dot between bare line ends', ['one\n.\ntwo\r\n'], undefined],
  ['a dot behind a bare LF', ['one\n.\r\n'], undefined],
  ['a dot behind a bare CR', ['one\r.\r\n'], undefined],
  ['an end that is sent as a doubled dot first', ['..', '\r\n'], undefined],
])('%s does not end a mail', (_what, pieces, outcome) => {
  expect(read(pieces)).toBe(outcome);
});

test('a dot in front of other text stays, as it was not doubled', () => {
  expect(read(['.one\r\n.two\r\n.\r\n'])?.mail).toBe('.one\r\n.two\r\n');
});

test('a mail of as many bytes as the limit is kept, and a longer one is read to its end and is not', () => {
  const fits = `${'a'.repeat(LIMIT - 2)}\r\n`;
  expect(read([sent(fits)])?.mail).toBe(fits);
  expect(read(['x', sent(fits), 'QUIT'])).toEqual({ mail: undefined, rest: 'QUIT', size: LIMIT + 1 });
  expect(read([...Array.from({ length: 900 }, () => 'a\r\n'), '.\r\n'])?.mail).toBeUndefined();
  const dots = '.\r\n'.repeat(LIMIT / 4);
  expect(read([sent(dots)], dots.length)?.mail).toBe(dots);
});

import { fc } from '@fast-check/vitest';
import { SegmentedMessage } from 'sms-segments-calculator';
import { expect, test } from 'vitest';
import { segmentsOf } from '../../src/core/render/segments.ts';

const RUNS = 100_000;
/** The oracle needs most of it. */
const TIMEOUT_MS = 300_000;
const GSM = [...'@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./09:;<=>?¡AZÄÖÑÜ§¿azäöñüà'];
const EXTENDED = [...'\f^{}\\[~]|€'];
/** Characters that stand alone: the oracle keeps joined ones (é as two, flags, families) in one segment. */
const BEYOND = [...'çáêőЖя中文한日ğ–“”…`\t', '\u{1f600}', '\u{1f4a9}', '\u{1d54f}', '\u{20000}'];

/** Lengths near a border of a segment, and any other up to three segments. */
const lengths = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 30 }) },
  { weight: 3, arbitrary: fc.integer({ min: 60, max: 75 }) },
  { weight: 1, arbitrary: fc.integer({ min: 128, max: 165 }) },
  { weight: 1, arbitrary: fc.integer({ min: 30, max: 330 }) },
);
/** How often a character of the extension table or beyond GSM-7 comes, of a thousand. */
const mixtures = fc.constantFrom([0, 0], [30, 0], [400, 0], [0, 5], [30, 30], [0, 500], [0, 1000]);

const texts = fc.tuple(lengths, mixtures, fc.integer()).map(([length, [extended, beyond], seed]) => {
  const draw = generator(seed);
  return Array.from({ length }, () => {
    const chance = draw(1000);
    const alphabet = chance < beyond! ? BEYOND : chance < beyond! + extended! ? EXTENDED : GSM;
    return alphabet[draw(alphabet.length)]!;
  }).join('');
});

test(
  'counts encoding, segments and units like sms-segments-calculator (encoding auto, no smart encoding)',
  () => {
    fc.assert(
      fc.property(texts, (text) => {
        const oracle = new SegmentedMessage(text, 'auto', false);
        const ours = segmentsOf(text);
        expect(ours.encoding).toBe(oracle.encodingName);
        expect(ours.segments).toBe(oracle.segments.length);
        expect(ours.units).toBe(oracle.messageSize / (ours.encoding === 'GSM-7' ? 7 : 16));
      }),
      { numRuns: RUNS },
    );
  },
  TIMEOUT_MS,
);

test('the character that forces UCS-2 is the first one that GSM-7 does not have', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const { encoding, forcedBy } = segmentsOf(text);
      const alphabet = new Set([...GSM, ...EXTENDED]);
      expect(forcedBy).toBe([...text].find((char) => !alphabet.has(char)));
      expect(encoding).toBe(forcedBy === undefined ? 'GSM-7' : 'UCS-2');
    }),
    { numRuns: RUNS / 10 },
  );
});

/** mulberry32: whole numbers below `limit`. */
function generator(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

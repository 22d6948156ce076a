/** Laws of the one matcher: it agrees with JavaScript where both answer, and its work is linear. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { patternOf } from '../../src/core/pattern/pattern.ts';

const letter = fc.constantFrom('a', 'b', 'c');
const atom = fc.oneof(
  { arbitrary: letter, weight: 5 },
  fc.constantFrom(
    '.',
    '[ab]',
    '[^a]',
    '\\w',
    '\\d',
    '\\s',
    '\\W',
    '\\b',
    '\\B',
    '^',
    '$',
    '[^]',
    '\\n',
    'é',
    'K',
  ),
);
const quantifier = fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{1,2}', '{0,3}', '{2,}', '*?', '+?');
const { pattern } = fc.letrec<{ pattern: string; piece: string }>((tie) => ({
  piece: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.tuple(atom, quantifier).map(([one, times]) => (isPlace(one) ? one : one + times)),
    fc.tuple(tie('pattern'), quantifier).map(([inside, times]) => `(?:${inside})${times}`),
    tie('pattern').map((inside) => `(?=${inside})`),
    tie('pattern').map((inside) => `(?!${inside})`),
    tie('pattern').map((inside) => `(?<=${inside})`),
    tie('pattern').map((inside) => `(?<!${inside})`),
  ),
  pattern: fc
    .array(tie('piece'), { minLength: 0, maxLength: 4 })
    .chain((pieces) =>
      fc
        .array(tie('piece'), { minLength: 0, maxLength: 1 })
        .map((others) => (others.length > 0 ? `${pieces.join('')}|${others.join('')}` : pieces.join(''))),
    ),
}));

const isPlace = (one: string): boolean => ['\\b', '\\B', '^', '$'].includes(one);

const text = fc.string({
  unit: fc.constantFrom('a', 'b', 'c', 'A', ' ', '1', '\n', 'é', 'É', 'k'),
  maxLength: 12,
});
const flags = fc.constantFrom('', 'i', 'm', 's', 'im');

test('it answers as JavaScript does, look ahead and look behind among it', () => {
  let answered = 0;
  fc.assert(
    fc.property(pattern, text, flags, (source, given, letters) => {
      const ours = patternOf(source, { dialect: 'ecmascript', extent: 'anywhere', flags: letters });
      if (ours.kind === 'refused') return;
      answered += 1;
      expect(ours.kind === 'pattern' && ours.tries(given)).toBe(
        new RegExp(source, `${letters}u`).test(given),
      );
    }),
    { numRuns: 6_000, seed: 10 },
  );
  expect(answered).toBeGreaterThan(5_000);
});

test('a whole match is one between anchors', () => {
  fc.assert(
    fc.property(pattern, text, (source, given) => {
      const ours = patternOf(source, { dialect: 'ecmascript', extent: 'whole' });
      if (ours.kind === 'refused') return;
      expect(ours.kind === 'pattern' && ours.tries(given)).toBe(
        new RegExp(`^(?:${source})$`, 'u').test(given),
      );
    }),
    { numRuns: 2_000, seed: 11 },
  );
});

/** Repetitions of what repeats, over texts that almost fit. */
const evil = fc.letrec<{ evil: string }>((tie) => ({
  evil: fc.oneof(
    { depthSize: 'medium' },
    fc.constantFrom('a', 'a*', 'a+', '(a|a)', '(a|aa)', 'a?', '.', '\\w+'),
    fc
      .tuple(tie('evil'), fc.constantFrom('*', '+', '?', '{2,}', '{9}', '{0,5}'))
      .map(([inside, times]) => `(${inside})${times}`),
    fc.tuple(tie('evil'), tie('evil')).map((each) => each.join('')),
    fc.tuple(tie('evil'), tie('evil')).map((each) => `(?:${each.join('|')})*`),
    tie('evil').map((inside) => `(?:(?=${inside}b)|(?<!${inside})a)*`),
  ),
})).evil;

/** Work for each step and each place in the text: adding a step, the ways to it, and its character. */
const WORK_FOR_EACH = 4;

test('its work is at most in proportion to pattern times text', () => {
  fc.assert(
    fc.property(evil, fc.nat(100), (source, length) => {
      const ours = patternOf(`${source}b$`, { dialect: 'ecmascript', extent: 'anywhere' });
      if (ours.kind !== 'pattern') {
        expect(ours.why).toMatch(/^more than (?:2000 steps|500 characters)$/);
        return;
      }
      const { steps, work } = ours.counts(`${'a'.repeat(length)}c`);
      expect(work).toBeLessThanOrEqual(WORK_FOR_EACH * steps * (length + 2));
    }),
    { numRuns: 2_000, seed: 12 },
  );
});

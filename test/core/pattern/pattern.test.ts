import { expect, test } from 'vitest';
import { type PatternKind, patternOf } from '../../../src/core/pattern/pattern.ts';

const anywhere: PatternKind = { dialect: 'ecmascript', extent: 'anywhere' };

function tried(source: string, text: string, kind: Partial<PatternKind> = {}): boolean | string | undefined {
  const pattern = patternOf(source, { ...anywhere, ...kind });
  return pattern.kind === 'pattern' ? pattern.tries(text) : `${pattern.kind}: ${pattern.why}`;
}

test.each([
  ['anywhere in the text', 'b', 'abc', {}],
  ['letters of either case', 'été', 'L’ÉTÉ', { flags: 'i' }],
  ['(?i) at the start, as Java does', '(?i)visit', 'VISIT', {}],
  ['a part with flags', 'a(?i:b)c', 'aBc', {}],
  ['a whole text', 'a|ab', 'ab', { extent: 'whole' }],
  ['a dot for a newline with s', 'a.b', 'a\nb', { flags: 's' }],
  ['lines that end with a carriage return', '^b$', 'a\rb\rc', { flags: 'm' }],
  ['a named group', '(?<year>\\d{4})', '2024', {}],
  ['a look behind of any length', '(?<=a+b*)c', 'aabbc', {}],
  ['a look ahead within a look ahead', '(?=a(?!b))a', 'ab ac', {}],
  ['an empty set negated', '[^]', '\n', {}],
  ['a bare bracket and brace', 'a]{x}', 'a]{x}', {}],
  ['a minus after a category', '^[\\w-.]+$', 'a-b.c', {}],
  ['escapes by number', '^\\x41\\u0042\\u{43}\\cI\\0$', 'ABC\t\0', {}],
  ['a pair of surrogates', '^\\ud83d\\ude00$', '😀', {}],
  ['a character beyond 16 bits as one', '^.$', '😀', {}],
  ['general categories', '^\\p{Lu}\\p{L}\\PL\\p{Nd}$', 'Éa-٣', {}],
  ['the byte order mark as a blank', '^\\s$', '\ufeff', {}],
  ['the anchors of Java', '\\Aab\\z', 'ab', {}],
  ['\\Z before a last newline, as Java does', 'ab\\Z', 'ab\n', {}],
  ['\\B in an empty text', '^\\B$', '', {}],
] as const)('takes %s', (_story, source, text, kind) => {
  expect(tried(source, text, kind)).toBe(true);
});

test.each([
  ['$ before a last newline', 'a$', 'a\n', {}],
  ['digits of other scripts', '\\d', '٣', {}],
  ['letters of other scripts for \\w', '\\w', 'é', {}],
  ['a part for the whole', 'a', 'ab', { extent: 'whole' }],
  ['an empty set', '[]', 'a', {}],
  ['the next line sign as a blank', '\\s', '\u0085', {}],
  ['lower bounds left out', '^a{,2}$', 'aa', {}],
] as const)('does not take %s', (_story, source, text, kind) => {
  expect(tried(source, text, kind)).toBe(false);
});

test.each([
  ['(', 'invalid: missing )'],
  ['a**', 'invalid: nothing to repeat'],
  ['\\y', 'invalid: bad escape \\y'],
  ['(?P<a>b)', 'invalid: unknown extension ?P'],
  ['[b-a]', 'invalid: bad character range'],
  ['(a)\\1', 'refused: back references'],
  ['(?<x>a)\\k<x>', 'refused: back references'],
  ['(?>a)', 'refused: atomic groups'],
  ['a++', 'refused: possessive quantifiers'],
  ['\\Qa.b\\E', 'refused: quoted parts'],
  ['\\p{Script=Greek}', 'refused: \\p{Script=Greek}'],
  ['a'.repeat(501), 'refused: more than 500 characters'],
  ['(a{100}){100}', 'refused: more than 2000 steps'],
])('%s is %s', (source, problem) => {
  expect(tried(source, 'a')).toContain(problem);
});

test('a match that takes more work than one may is given up', () => {
  expect(tried('(a?){450}b', 'a'.repeat(10_000))).toBeUndefined();
});

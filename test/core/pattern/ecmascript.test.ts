import { expect, test } from 'vitest';
import { type PatternKind, patternOf } from '../../../src/core/pattern/pattern.ts';

/** Of each sign that a pattern may mean, and of its neighbours. */
const texts = [
  ...[
    '',
    'a',
    'b',
    'A',
    'ab',
    'ba',
    'aa',
    'aab',
    'abc',
    'aaaa',
    'ABC',
    'a b',
    'a-b',
    'a{2',
    'a1',
    '1a',
    '_',
    '-',
  ],
  ...[
    'a\n',
    '\na',
    'a\nb',
    'a\rb',
    'b\u2028a',
    'b\u2029a',
    'a\u0085b',
    '\n',
    '\r',
    '\t',
    '\v',
    '\f',
    '\0',
    '\b',
    '\x001',
  ],
  ...[
    '0',
    '9',
    '/',
    ':',
    '@',
    '[',
    ']',
    '^',
    '`',
    'z',
    '{',
    '}',
    'Z',
    'c',
    'd',
    'j',
    'k',
    'J',
    'K',
    'I',
    'i',
    's',
    '\\',
  ],
  ...[
    '\x1c',
    '\x1f',
    ' ',
    '\x7f',
    '\x80',
    '\x85',
    '\xa0',
    '\u1680',
    '\u2000',
    '\u200b',
    '\u3000',
    '\ufeff',
    '\u180e',
  ],
  ...[
    'é',
    'É',
    'ß',
    'ſ',
    'K',
    'µ',
    'μ',
    'İ',
    'ı',
    '٣',
    '²',
    'Ⅷ',
    '€',
    '+',
    '«',
    '$',
    '😀',
    '😀a',
    '\ud83d',
    '\u0301',
    '\u{10ffff}',
    'ʰ',
    'ǅ',
  ],
] as const;

function bitsOf(matches: (text: string) => boolean | undefined): string {
  return texts.map((text) => Number(matches(text))).join('');
}

/** `flags pattern`; undefined: refused. */
function own(flags: string, source: string, kind: Partial<PatternKind> = {}): string | undefined {
  const pattern = patternOf(source, { dialect: 'ecmascript', extent: 'anywhere', flags, ...kind });
  return pattern.kind === 'pattern' ? bitsOf((text) => pattern.tries(text)) : pattern.kind;
}

function native(flags: string, source: string): string {
  try {
    const expression = new RegExp(source, flags);
    return bitsOf((text) => expression.test(text));
  } catch {
    return 'invalid';
  }
}

const lines = {
  repeats:
    'a* a+ a? ^a{2}$ ^a{1,2}$ ^a{2,}$ a{0}b a{2,1} a** a+* a?* a{1}{2} a*? a+? a?? a{1,2}? * + ? |* (*) (?:) (?:)* (?:ab)+ ^(?:a|b){2}$ ^(?:a?){3}b (a*)*b ^.{3}$ ^.{2,3}$ ^a{00002}$ ^a{0,1}$ a{1}b ^[ab]{2,}$ ^* $+ \\b? \\B{2}',
  sets: '[a] [ab]$ [^a] [^ab] [] [^] [a^] [^^] ^[a-c]$ ^[^a-c]$ [c-a] [a-a] [a-] [-a] ^[a-c-]$ [a-c-z] [\\]] [\\[] [\\\\] [a\\-c] [\\^] [\\b] [\\x41-\\x43] [\\u0041-C] [\\u{41}] [\\0] [\\n\\t] [\\v-\\r] [\\d] [\\D] [^\\d] [\\w] [\\W] [^\\W] [\\s] [\\S] [^\\s\\S] [a [a- [ [^ [.] [$] [(] [|] [\\/] [\\-a] [+--] [--/] [😀] [a-😀] [^😀] [\\ud83d\\ude00] [\\cJ] [\\p{Lu}] [^\\p{L}] [\\P{L}] [\\p{N}a]',
  escapes:
    '\\d \\D \\s \\S \\w \\W \\f \\n \\r \\t \\v \\0 \\00 \\01 \\0a \\cJ \\cj \\cI \\cA \\c1 \\c \\c@ \\c[ \\x41 \\x4 \\x4g \\xg \\x \\x411 \\u0041 \\u00e9 \\u00E9 \\u004 \\u00g1 \\u \\u{41} \\u{000041} \\u{1F600} \\u{10ffff} \\u{10FFFF} \\u{110000} \\u{} \\u{g} \\u{41 \\ud83d\\ude00 \\uD83D\\uDE00 \\ud83d \\ude00 \\ud83d\\u0041 \\ude00\\ud83d \\udbff\\udfff \\dbff \\y \\a \\e \\g \\h \\i \\l \\m \\o \\q \\j \\T \\X \\M \\ \\. \\* \\+ \\? \\( \\) \\[ \\] \\{ \\} \\| \\/ \\^ \\$ \\\\ \\u0041b \\x41{2}',
  categories:
    '\\p{L} \\p{Lu} \\p{Ll} \\p{Lt} \\p{Lm} \\p{Lo} \\p{M} \\p{Mn} \\p{Mc} \\p{Me} \\p{N} \\p{Nd} \\p{Nl} \\p{No} \\p{P} \\p{Pc} \\p{Pd} \\p{Ps} \\p{Pe} \\p{Pi} \\p{Pf} \\p{Po} \\p{S} \\p{Sm} \\p{Sc} \\p{Sk} \\p{So} \\p{Z} \\p{Zs} \\p{Zl} \\p{Zp} \\p{C} \\p{Cc} \\p{Cf} \\p{Cn} \\p{Co} \\p{gc=L} \\p{General_Category=Nd} \\P{L} \\P{Nd} \\P{gc=Lu} ^\\p{Lu}\\p{L}$ \\p{L}a \\p \\p{ \\p{} \\P{L \\p{L1} \\p{-}',
  places:
    '^a ^b ^$ a^ a$ a$\\n $ ^ ^^a a$$ \\ba a\\b \\Ba a\\B a\\Ba a\\b. \\b \\B ^\\B$ ^\\b$ \\b\\d \\bé é\\b .\\b. .\\B. \\b_ ^.$ ^..$ ^.*$ .',
  groups:
    '(a) (a)b (ab|b)a ((a)b) (a a) ) ( (a| (a|) ^(|a)$ a|b || a| |b ^a|b$ ^(?:a|b)$ ^(?:a|ab)$ (?:a (?: (?) (? (?z:a) (?<n>a) (?<n>a)(?<m>b) (?<n>a)(?<n>b) (?<1>a) (?<>a) (?<a-b>a) (?<é>a) (?<n (?<n>a (?P<n>a) ((a)|(b))+$ (a)(b)(c)',
  looks:
    '(?=a) (?=a)a (?=a)b (?=.*b)a (?!a) ^(?!a). ^(?!.*a) a(?=b) a(?!b) a(?=$) (?=a|b). (?=(?=a)a)ab (?=(?!b)).b ^(?!(?!a)). (?<=a) (?<=a)b (?<!a)b (?<!^)a (?<=^)a (?<=a+)b (?<=a*)b (?<=a|bc). (?<=ab|b)c (?<=a(?=b))b (?<=(?<=a)b)c (?<!a|b). (?<=\\b)a (?<=a$) (?<=a (?<a)b (?= (?! (?<=^|\\n)a (?<=😀)a (?<![^])a',
};

test.each(Object.entries(lines))('%s: as JavaScript has them with the flag u', (_about, line) => {
  const sources = line.split(' ');
  const rows = ['u', 'mu', 'su', 'msu'].flatMap((flags) =>
    sources.map((source) => ({ flags, source, native: native(flags, source) })),
  );
  expect(rows.map((row) => ({ ...row, native: own(row.flags.replace('u', ''), row.source) }))).toEqual(rows);
});

test('what JavaScript takes only without the flag u is taken as it is taken there', () => {
  const sources =
    'a{ a{x} a{,2} { } ] a{2 {2 [\\w-a] [a-\\d] [\\d-\\s] \\- \\_ \\: [\\é] [\\_-a] (?=a)* (?!a)?b'.split(
      ' ',
    );
  const rows = sources.map((source) => [source, native('', source)]);
  expect(sources.map((source) => [source, own('', source)])).toEqual(rows);
  expect(sources.map((source) => native('u', source)).filter((bits) => bits !== 'invalid')).toEqual([]);
});

test.each(['whole', 'start'] as const)('a match of the %s lies between the anchors', (extent) => {
  const sources = 'a b a|ab ab|a a* .* ^a a$ \\b (?=a) (?=a)a . [^] [] a?b? (a|b)+ (?:) (?!a) a(?=b)'.split(
    ' ',
  );
  const end = extent === 'whole' ? '$' : '';
  const rows = sources.map((source) => [source, native('u', `^(?:${source})${end}`)]);
  expect(sources.map((source) => [source, own('', source, { extent })])).toEqual(rows);
});

const ofAnyLine = '(?<=^|[\\n\\r\\u2028\\u2029])';

test.each([
  ['', '(?i:a)b', '[aA]b'],
  ['', 'a(?i:b)', 'a[bB]'],
  ['', 'a(?i:b)c', 'a[bB]c'],
  ['', '(?s:.)b', '[^]b'],
  ['', '.(?s:.)', '.[^]'],
  ['', '(?m:^a)', `${ofAnyLine}a`],
  ['', '(?m:^a)|^b', `${ofAnyLine}a|^b`],
  ['', '(?i:a(?-i:b))', '[aA]b'],
  ['', '(?i-s:a.)', '[aA].'],
  ['i', 'a(?-i:b)', '[aA]b'],
  ['i', '(?-i:a)b', 'a[bB]'],
  ['s', '.(?-s:.)', '[^].'],
  ['ms', '(?-ms:^.)', '^.'],
  ['', '(?i)a', '[aA]'],
  ['', '(?im)^a', `${ofAnyLine}[aA]`],
  ['', '(?i-i:a)', '('],
  ['', '(?a)a', '('],
  ['', '(?#a)a', '('],
  ['', '(?i)[^a]b', '[^aA][bB]'],
  ['i', '[b-c]', '[b-cB-C]'],
  ['i', '[^b-c]', '[^b-cB-C]'],
  ['i', 'é', '[éÉ]'],
  ['i', '\\x41', '[aA]'],
])('with the flags %j, %s is %s written out', (flags, source, writtenOut) => {
  expect(own(flags, source)).toBe(native('u', writtenOut));
});

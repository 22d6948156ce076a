/** Each function of a form at the edges of what it takes. */
import { describe, expect, test } from 'vitest';
import { aContext, calculated } from '../../helpers/xform.ts';

const N = '<n>1</n><n>2</n><n>3</n>';

const cases: Readonly<
  Record<string, readonly (readonly [expression: string, wanted: string, data?: string])[]>
> = {
  'true and false': [
    ['true()', '1'],
    ['false()', '0'],
    ['not(true())', '0'],
    ['not(false())', '1'],
    ["not('x')", '0'],
    ['boolean(0)', '0'],
    ['boolean(-0.5)', '1'],
    ["boolean('')", '0'],
    ["boolean-from-string('1')", '1'],
    ["boolean-from-string('TRUE')", '1'],
    ["boolean-from-string('xtrue')", '0'],
    ["boolean-from-string('truex')", '0'],
    ["boolean-from-string('11')", '0'],
    ["boolean-from-string('')", '0'],
    ['boolean-from-string(1)', '1'],
  ],
  decisions: [
    ["if(true(), 'a', 'b')", 'a'],
    ["if(false(), date('x'), 'b')", 'b'],
    ["cond(true(), 'a', date('x'), 'b', 'c')", 'a'],
    ["cond(false(), date('x'), true(), 'b', 'c')", 'b'],
    ["cond(false(), 'a', false(), 'b', 'c')", 'c'],
    ["cond(false(), 'a', false(), 'b', true(), 'c', 'd')", 'c'],
    ["cond(false(), 'a', 0, 'b', '', 'c', 'd')", 'd'],
    ["coalesce('a', date('x'))", 'a'],
    ["coalesce('', 'b')", 'b'],
    ["coalesce('', '', 'c')", 'c'],
    ["coalesce(0, 'b')", '0'],
    ["coalesce(false(), 'b')", '0'],
    ["concat('[', coalesce(' ', 'b'), ']')", '[ ]'],
    ["coalesce(number('x'), 5)", '5'],
    ["coalesce('only')", 'only'],
    ["coalesce(/data/n, 'b')", 'b', '<n/>'],
    ["coalesce(/data/n, 'b')", '7', '<n>7</n>'],
    ['depend(1)', '1'],
    ["depend('a', 'b', 'c')", 'a'],
  ],
  counts: [
    ['count(/data/n[false()])', '0', N],
    ['count(/data/n)', '1', '<n/>'],
    ['position(/data/n[1])', '0', N],
    ['position(/data/n[3])', '2', N],
    ['count(/data/n[position() > 1])', '2', N],
    ['position(..)', '0'],
  ],
  'lists of choices': [
    ["selected('a b c', 'a')", '1'],
    ["selected('a b c', 'c')", '1'],
    ["selected('a b c', ' b ')", '1'],
    ["selected('a b c', 'd')", '0'],
    ["selected('abc', 'b')", '0'],
    ["selected('a b', 'a b')", '1'],
    ["is-selected('a b', 'b')", '1'],
    ["is-selected('a b', 'c')", '0'],
    ["count-selected('')", '0'],
    ["count-selected(' ')", '0'],
    ["count-selected('a')", '1'],
    ["selected-at('a b c', 0)", 'a'],
    ["selected-at('a b c', 2)", 'c'],
    ["selected-at(' a  b ', 1.9)", 'b'],
    ['checklist(0, 0)', '1'],
    ['checklist(1, -1)', '0'],
    ['checklist(1, 2, 1, 0, 0)', '1'],
    ['checklist(2, 2, 1, 0, 0)', '0'],
    ['checklist(1, 1, 1, 1)', '0'],
    ['checklist(-1, 1, 1, 0)', '1'],
    ['checklist(-1, -1, 0)', '1'],
    ['checklist(1, -1, 1, 1, 1)', '1'],
    ['checklist(1, 0, 1)', '0'],
    ['weighted-checklist(0, 0)', '1'],
    ['weighted-checklist(3, 3, 1, 1, 1, 2)', '1'],
    ['weighted-checklist(3, 3, 1, 1, 0, 2)', '0'],
    ['weighted-checklist(-1, 2, 1, 1, 1, 2)', '0'],
    ['weighted-checklist(2.5, -1, 1, 2.5)', '1'],
    ['weighted-checklist(2.6, -1, 1, 2.5)', '0'],
    ["weighted-checklist(2, 2, 1, '2')", '1'],
  ],
  numbers: [
    ["number('12')", '12'],
    ['number(true())', '1'],
    ['int(2.7)', '2'],
    ["int('-3.9')", '-3'],
    ["double('2.5')", '2.5'],
    ['double(true())', '1'],
    ['round(2.4)', '2'],
    ['round(-2.6)', '-3'],
    ["round('1.5')", '2'],
    ['abs(3)', '3'],
    ['abs(-2.5)', '2.5'],
    ['ceiling(-2.1)', '-2'],
    ['floor(2.9)', '2'],
    ['sqrt(2)', '1.4142135623730951'],
    ['exp(0)', '1'],
    ['exp(1)', '2.718281828459045'],
    ['log(1)', '0'],
    ['log(2)', '0.6931471805599453'],
    ['log10(1000)', '3'],
    ['sin(0)', '0'],
    ['sin(1) > 0.84 and sin(1) < 0.85', '1'],
    ['cos(0)', '1'],
    ['tan(0)', '0'],
    ['tan(1) > 1.55 and tan(1) < 1.56', '1'],
    ['asin(1) * 2 = pi()', '1'],
    ['acos(1)', '0'],
    ['acos(-1) = pi()', '1'],
    ['atan(1) * 4 = pi()', '1'],
    ['atan2(0, 1)', '0'],
    ['atan2(1, 0) * 2 = pi()', '1'],
    ['pi()', '3.141592653589793'],
    ['pow(2, -1)', '0.5'],
    ['pow(9, 0.5)', '3'],
    ['sum(/data/n[false()])', '0', N],
    ['sum(/data/n)', '', '<n>1</n><n>x</n>'],
    ['min(5)', '5'],
    ['max(5)', '5'],
    ['min(2, 1)', '1'],
    ['max(1, 2)', '2'],
    ['min(/data/n)', '1', N],
    ['min(/data/n[false()])', '', N],
    ["max('3', 12)", '12'],
  ],
  texts: [
    ['string(2.50)', '2.5'],
    ['string(true())', 'true'],
    ["string-length('')", '0'],
    ["string-length('😀')", '2'],
    ['string-length(12)', '2'],
    ['concat()', ''],
    ["concat('a')", 'a'],
    ["concat('a', 1, true())", 'a1true'],
    ["join('-')", ''],
    ["join('-', 'a')", 'a'],
    ["join('-', 'a', 'b', 'c')", 'a-b-c'],
    ["join('-', /data/n)", '1-2-3', N],
    ["join('-', /data/n[1], /data/n[3])", '1-3', N],
    ["join('', 'a', 'b')", 'ab'],
    ["substr('abcdef', 0)", 'abcdef'],
    ["substr('abcdef', 0, 6)", 'abcdef'],
    ["substr('abcdef', 0, 7)", ''],
    ["substr('abcdef', 2, 2)", ''],
    ["substr('abcdef', 3, 2)", ''],
    ["substr('abcdef', 5)", 'f'],
    ["substr('abcdef', 6)", ''],
    ["substr('abcdef', 9)", ''],
    ["substr('abcdef', -3, -1)", 'de'],
    ["substr('abcdef', -9)", 'abcdef'],
    ["substr('abcdef', -9, 2)", 'ab'],
    ["substr('abcdef', 0, -6)", ''],
    ["substr('abcdef', 0, -9)", ''],
    ["substr('abcdef', 1.9, 3.9)", 'bc'],
    ["substring-before('abc', '')", ''],
    ["substring-before('abc', 'a')", ''],
    ["substring-before('abc', 'x')", ''],
    ["substring-before('abcbc', 'bc')", 'a'],
    ["substring-after('abc', '')", 'abc'],
    ["substring-after('abc', 'c')", ''],
    ["substring-after('abcbd', 'bc')", 'bd'],
    ["substring-after('abc', 'a')", 'bc'],
    ["upper-case('aé1')", 'AÉ1'],
    ["lower-case('AÉ1')", 'aé1'],
    ["contains('abc', '')", '1'],
    ["contains('abc', 'd')", '0'],
    ["starts-with('abc', 'b')", '0'],
    ["starts-with('abc', 'ab')", '1'],
    ["ends-with('abc', 'b')", '0'],
    ["ends-with('abc', 'bc')", '1'],
    ["translate('abc', 'abc', 'xyz')", 'xyz'],
    ["translate('abc', 'aa', 'xy')", 'xbc'],
    ["translate('abc', 'ca', 'x')", 'bx'],
    ["translate('aabb', 'b', 'xy')", 'aaxx'],
    ["translate('abc', '', 'xyz')", 'abc'],
    ["regex('a1', '\\d')", '1'],
    ["regex('٣', '\\d')", '0'],
    ["regex('é', '\\w')", '0'],
    ["regex('xabc', 'abc$')", '1'],
  ],
  'dates and times': [
    ["date('')", ''],
    ['date(1)', '1970-01-02'],
    ['date(1.9)', '1970-01-02'],
    ["format-date('2026-03-05', '%d %b')", '05 Mar'],
    ["format-date('2026-03-05T23:30:00.000+02:00', '%H:%M')", '21:30'],
    ["format-date(1, '%Y-%m-%d')", '1970-01-02'],
    ["format-date(number('x'), '%Y')", ''],
    ['now() > today()', '0'],
    ['double(now()) > double(today())', '1'],
    ['today() = date(now())', '1'],
  ],
};

describe.each(Object.entries(cases))('%s', (_title, rows) => {
  test.each(rows.map(([expression, wanted, data = '']) => ({ expression, wanted, data })))(
    '$expression is $wanted with $data',
    ({ expression, wanted, data }) => {
      expect(calculated(expression, data)).toBe(wanted);
    },
  );
});

describe('a form fails, and says why', () => {
  test.each([
    { expression: "selected-at('a b', -1)", why: 'choice -1 of a list of 2, counted from 0' },
    { expression: "selected-at('', 0)", why: 'choice 0 of a list of 0, counted from 0' },
    { expression: "selected('a', 5)", why: 'a list of choices was expected, and the value is none' },
    { expression: "selected(true(), 'a')", why: 'a list of choices was expected, and the value is none' },
    { expression: 'count-selected(5)', why: 'a list of choices was expected, and the value is none' },
    { expression: 'count(5)', why: 'count() takes a path' },
    { expression: 'position(/data/n[5])', why: 'position() was given no node' },
    {
      expression: 'weighted-checklist(1, 1, true())',
      why: 'weighted-checklist() takes pairs of a test and its weight',
    },
    { expression: "format-date(true(), '%Y')", why: 'a boolean cannot be converted to a date' },
    {
      expression: "regex('a', '(a)\\1')",
      why: 'the regular expression "(a)\\1" is refused: back references',
    },
    { expression: 'string(/data/n)', why: '/data/n leads to 2 nodes where one value is wanted' },
  ])('$expression', ({ expression, why }) => {
    expect(() => calculated(expression, '<n>1</n><n>2</n>')).toThrow(why);
  });
});

test('a regular expression that takes too much work is given up', () => {
  const text = 'a'.repeat(2_000);
  expect(() => calculated(`regex('${text}', '(a?){1500}(a?){1500}b')`)).toThrow('takes too much work');
});

describe('ids', () => {
  const drawing = (...draws: readonly number[]) => {
    let at = 0;
    const random = () => {
      at += 1;
      return draws[(at - 1) % draws.length]!;
    };
    return aContext({ random });
  };

  test('draw each letter from the whole of their letters', () => {
    expect(calculated('uuid()', '', drawing(0))).toBe('00000000-0000-4000-8000-000000000000');
    expect(calculated('uuid()', '', drawing(0.9999))).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff');
    expect(calculated('uuid(3)', '', drawing(0, 0.5, 0.9999))).toBe('0IZ');
  });

  test.each([
    ['uuid(0)', 0],
    ['uuid(-3)', 0],
    ["uuid('x')", 0],
    ['uuid(1)', 1],
    ['uuid(1000)', 1000],
    ['uuid(1001)', 1000],
  ])('%s has %i letters', (expression, length) => {
    expect(calculated(expression)).toHaveLength(length);
  });
});

import { describe, expect, test } from 'vitest';
import { aContext, calculated, playOf } from '../../helpers/xform.ts';

/** What JavaRosa gives, as it would be submitted; data stands beside the calculation. */
const cases: Readonly<
  Record<string, readonly (readonly [expression: string, wanted: string, data?: string])[]>
> = {
  'numbers are printed as a form submits them': [
    ['1 + 1', '2'],
    ['3.0', '3'],
    ['2.50', '2.5'],
    ['7 div 2', '3.5'],
    ['7 mod 3', '1'],
    ['-7 mod 3', '-1'],
    ['2 * 3 - 1', '5'],
    ['0.1 + 0.2', '0.30000000000000004'],
    ['12345678.5', '1.23456785E7'],
    ['0.0001', '1.0E-4'],
    ['5000000000', '5000000000'],
    ['1 div 0', 'Infinity'],
    ["number('x')", ''],
    ['-0', '0'],
  ],
  'a number inside a text has no fraction when it is whole and fits into 32 bits': [
    ['concat(3.0, "")', '3'],
    ['concat(2.5, "")', '2.5'],
    ['concat(5000000000, "")', '5.0E9'],
    ['concat(number("x"), "")', 'NaN'],
  ],
  'texts become numbers only when they are plain': [
    ["'08' + 0", '8'],
    ["' 5 ' + 0", '5'],
    ["'1e3' + 0", ''],
    ["'+5' + 0", ''],
    ["'5.' + 0", '5'],
    ["'.5' + 0", '0.5'],
    ["'1970-01-11' + 0", '10'],
    ["'' + 1", ''],
  ],
  'equality goes by booleans, then numbers, then texts': [
    ["'08' = 8", '1'],
    ["'08' = '8'", '0'],
    ["'a' != 'b'", '1'],
    ["true() = 'x'", '1'],
    ["false() = ''", '1'],
    ['0.1 + 0.2 = 0.3', '1'],
    ["date('2026-01-01') = '2026-01-01'", '1'],
    ["'' = ''", '1'],
  ],
  'comparisons are by number, dates by their day': [
    ["'10' > '9'", '1'],
    ["'b' > 'a'", '0'],
    ["date('2026-01-02') > date('2026-01-01')", '1'],
    ["'2026-01-02' >= '2026-01-02'", '1'],
    ["'' < 1", '0'],
  ],
  'and and or stop early': [
    ["true() or date('x')", '1'],
    ["false() and date('x')", '0'],
    ["'' or 'x'", '1'],
  ],
  'what decides': [
    ["if(1 > 2, 'a', 'b')", 'b'],
    ["if(true(), 'a', date('x'))", 'a'],
    ["cond(false(), 'a', true(), 'b', 'c')", 'b'],
    ["cond(false(), 'a', 'c')", 'c'],
    ["coalesce('', number('x'), 'c')", 'c'],
    ["coalesce('', '')", ''],
    ["not('')", '1'],
    ["boolean('false')", '1'],
    ["boolean-from-string('True')", '1'],
    ["boolean-from-string('yes')", '0'],
    ["checklist(1, 2, true(), '', 1)", '1'],
    ['checklist(-1, 1, 1, 1)', '0'],
    ['weighted-checklist(3, -1, true(), 2, true(), 1)', '1'],
    ["depend('a', 'b')", 'a'],
  ],
  choices: [
    ["selected('a b c', 'b')", '1'],
    ["selected('ab c', 'b')", '0'],
    ["selected('', 'a')", '0'],
    ["count-selected('a  b c')", '3'],
    ["selected-at('a b c', 1)", 'b'],
  ],
  texts: [
    ["substr('abcdef', 2)", 'cdef'],
    ["substr('abcdef', 1, 3)", 'bc'],
    ["substr('abcdef', -2)", 'ef'],
    ["substr('abc', 2, 9)", ''],
    ["string-length('añ')", '2'],
    ["substring-before('a-b-c', '-')", 'a'],
    ["substring-after('a-b-c', '-')", 'b-c'],
    ["substring-after('abc', '-')", ''],
    ["upper-case('straße')", 'STRASSE'],
    ["lower-case('ABC')", 'abc'],
    ["contains('abc', 'b')", '1'],
    ["starts-with('abc', 'a')", '1'],
    ["ends-with('abc', 'c')", '1'],
    ["translate('abcabc', 'abx', 'AB')", 'ABcABc'],
    ["translate('a-b', '-', '')", 'ab'],
    ["join(', ', 'a', 'b')", 'a, b'],
    ["regex('abc123', '[0-9]+')", '1'],
    ["regex('abc', '^b')", '0'],
    ["regex('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '^(a+)+$')", '0'],
  ],
  'numbers of functions': [
    ['round(2.5)', '3'],
    ['round(-2.5)', '-2'],
    ['int(-2.7)', '-2'],
    ['floor(-2.1)', '-3'],
    ['ceiling(2.1)', '3'],
    ['abs(-3)', '3'],
    ['pow(2, 10)', '1024'],
    ['sqrt(16)', '4'],
    ['min(3, 1, 2)', '1'],
    ['max(3, 1, 2)', '3'],
    ['sum(/data/n)', '6', '<n>1</n><n>2</n><n>3</n>'],
    ['count(/data/n)', '3', '<n>1</n><n>2</n><n>3</n>'],
    ['max(/data/n)', '3', '<n>1</n><n>2</n><n>3</n>'],
    ["join('-', /data/n)", '1-2-3', '<n>1</n><n>2</n><n>3</n>'],
    ['concat(/data/n)', '123', '<n>1</n><n>2</n><n>3</n>'],
  ],
  'dates come from the clock of the run, in UTC': [
    ['today()', '2026-03-05'],
    ['now()', '2026-03-05'],
    ["format-date(now(), '%Y-%m-%d %H:%M:%S')", '2026-03-05 09:30:00'],
    ["format-date(today(), '%A %e %B %y, %a %b %n')", 'Thursday 5 March 26, Thu Mar 3'],
    ["format-date('', '%Y')", ''],
    ['today() + 1', '20518'],
    ['date(today() + 1)', '2026-03-06'],
    ["today() - date('2026-03-01')", '4'],
    ["date('2026-03-05T23:59:00.000Z')", '2026-03-05'],
    ["format-date(date('2026-3-5'), '%d/%m/%Y')", '05/03/2026'],
    ['int(double(now()) * 24) mod 24', '9'],
  ],
  'paths: conditions, positions, attributes, wildcards, other instances': [
    ['/data/n[. > 1][1]', '2', '<n>1</n><n>2</n><n>3</n>'],
    ['/data/n[3]', '3', '<n>1</n><n>2</n><n>3</n>'],
    ['/data/n[position() = 2]', '2', '<n>1</n><n>2</n><n>3</n>'],
    ["/data/n[@id = 'b']", '2', '<n id="a">1</n><n id="b">2</n>'],
    ['count(/data/g/*)', '2', '<g><a/><b/></g>'],
    ['../g/a', '7', '<g><a>7</a></g>'],
    ['current()/../g/a', '7', '<g><a>7</a></g>'],
    ["instance('commcaresession')/session/data/case_id", 'case-1'],
    ["instance('commcaresession')/session/context/username", 'amina'],
    ["instance('commcaresession')/session/user/data/role", 'mother'],
    ["instance('casedb')/casedb/case[@case_id = 'case-1']/case_name", 'Amina'],
    ["instance('casedb')/casedb/case[@case_id = 'case-1']/dob", '2025-01-02'],
    ["instance('casedb')/casedb/case[@case_id = 'case-1']/@case_type", 'child'],
    ["instance('casedb')/casedb/case['case-9' = @case_id]/dob", ''],
    [
      "instance('casedb')/casedb/case[@case_id = instance('casedb')/casedb/case[@case_id = 'case-1']/index/parent]/case_name",
      'Grace',
    ],
  ],
};

describe.each(Object.entries(cases))('%s', (_title, rows) => {
  test.each(rows.map(([expression, wanted, data = '']) => ({ expression, wanted, data })))(
    '$expression is $wanted',
    ({ expression, wanted, data }) => {
      expect(calculated(expression, data)).toBe(wanted);
    },
  );
});

describe('where JavaRosa has no value, the form fails with its reason', () => {
  test.each([
    { expression: "date('x')", why: '"x" cannot be converted to a date' },
    { expression: 'date(true())', why: 'a boolean cannot be converted to a date' },
    { expression: "selected-at('a b', 2)", why: 'choice 2 of a list of 2, counted from 0' },
    { expression: 'selected(5, 5)', why: 'a list of choices was expected, and the value is none' },
    { expression: "format-date(today(), '%Q')", why: '%Q is no escape of format-date' },
    { expression: "regex('a', '(')", why: 'the regular expression "(" is invalid' },
    { expression: 'sum(5)', why: 'sum() takes a path' },
    { expression: '/data/n + 1', why: '/data/n leads to 2 nodes where one value is wanted' },
  ])('$expression', ({ expression, why }) => {
    expect(() => calculated(expression, '<n>1</n><n>2</n>')).toThrow(why);
  });
});

describe('an instance of the form’s own', () => {
  const looked = (expression: string): string => {
    const written = expression.replaceAll('<', '&lt;').replaceAll('"', '&quot;');
    const play = playOf({
      data: `<n>b</n><g><n>x</n></g><result/><case case_id="case-1" xmlns="http://commcarehq.org/case/transaction/v2"><update><result/></update></case>`,
      model: `<instance id="t"><root><item id="a"><name>One</name><n/></item><item id="b"><name>Two</name><n>own</n></item><item id="c"/></root></instance>
        <bind nodeset="/data/result" calculate="${written}"/><bind nodeset="/data/case/update/result" calculate="/data/result"/>`,
    });
    return play.submission()[0]!.set.get('result')!;
  };

  test.each([
    ["instance('t')/root/item[@id = /data/n]/name", 'Two'],
    ["instance('t')/root/item[@id = 'a']/name", 'One'],
    ["instance('t')/root/item[@id = current()/../n]/name", 'Two'],
    ["instance('t')/root/item[2]/n", 'own'],
    ["count(instance('t')/root/item)", '3'],
    ["count(instance('t')/root/item[name])", '2'],
    ["count(instance('t')/root/item[not(name)])", '1'],
    ["count(instance('t')/root/*)", '3'],
    ["count(instance('t')/root/item/@id)", '3'],
    ["count(instance('t')/root/item/@*)", '3'],
    ["instance('t')/root/item[position() = 3]/@id", 'c'],
    ["instance('t')/root/item[@id > 'a'][1]/@id", ''],
    ["join(',', instance('t')/root/item/@id)", 'a,b,c'],
    ["instance('t')/root/item[name = 'Two']/../item[1]/name", 'One'],
    ["instance('t')/root/item[./name = 'Two']/@id", 'b'],
    ["instance('commcaresession')/session/context/deviceid", 'cloudcare'],
    ["instance('commcaresession')/session/context/userid", 'user-1'],
    ["instance('casedb')/casedb/case[@case_id = 'case-1']/@status", 'open'],
    ["instance('casedb')/casedb/case[@case_id = 'case-1']/@owner_id", 'worker-1'],
    ["instance('casedb')/casedb/case[@case_id = 'case-1']/@case_id", 'case-1'],
    ["instance('casedb')/casedb/case[@case_id = 'case-1']/index/parent", 'case-2'],
    ["count(instance('casedb')/casedb/case[@case_id = 'nobody'])", '0'],
  ])('%s is %s', (expression, wanted) => {
    expect(looked(expression)).toBe(wanted);
  });
});

describe('chance', () => {
  test('is that of the run, and asked for once for each number', () => {
    let drawn = 0;
    const random = () => {
      drawn += 1;
      return 0.25;
    };
    expect(calculated('random()', '', aContext({ random }))).toBe('0.25');
    expect(drawn).toBe(1);
  });

  test('an id has the form of version 4', () => {
    expect(calculated('uuid()')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(calculated('uuid(6)')).toMatch(/^[0-9A-Z]{6}$/);
  });
});

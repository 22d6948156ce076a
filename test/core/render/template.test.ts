import { describe, expect, test } from 'vitest';
import { compileTemplate, type Node, renderTemplate } from '../../../src/core/render/template.ts';

type Values = { readonly [name: string]: string | null | Values };

const nodeOf = (values: Values): Node => ({
  get(name) {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value !== null && typeof value === 'object' ? nodeOf(value) : value;
  },
});

const mum = { name: 'Mum', owner: { name: 'Asha' } };
const roots = {
  case: nodeOf({ name: 'Ana', blank: '', gone: null, braces: '{case.name}', 'due-date': 'May', parent: mum }),
  recipient: nodeOf({ name: 'Bob' }),
};
const rendered = (text: string, given: object = roots) => {
  const result = renderTemplate(text, given);
  return 'problem' in result ? result : result.text;
};

test.each([
  ['a property', 'Hi {case.name}!', 'Hi Ana!'],
  ['a link', '{case.parent.owner.name}', 'Asha'],
  ['the recipient', '{recipient.name}', 'Bob'],
  ['a name with a dash', '{case.due-date}', 'May'],
  ['blank', '[{case.blank}]', '[]'],
  ['null', '{case.gone}', 'None'],
  ['missing', '{case.nothing}', '(?)'],
  ['a bare root', '{case} {recipient}', '(?) (?)'],
  ['a bare link', '{case.parent}', '(?)'],
  ['a part of a value', '{case.name.first}', '(?)'],
  ['a part of null', '{case.gone.first}', '(?)'],
  ['an unknown root', '{foo} {foo.bar} {.x}', '(?) (?) (?)'],
  ['spaces inside braces', '{ case.name } {case. name}', '(?) (?)'],
  ['other letter case', '{Case.name} {case.Name}', '(?) (?)'],
  ['internals', '{case.__class__} {case.get}', '(?) (?)'],
  ['literal braces', '{{case.name}} {{{case.name}}}', '{case.name} {Ana}'],
  ['a format spec', '{case.name:>10} {case.name:{case.blank}x}', 'Ana Ana'],
  ['braces in a value', '{case.braces}', '{case.name}'],
])('%s', (_story, text, words) => {
  expect(rendered(text)).toBe(words);
});

test('without a case every part of it is unknown', () => {
  expect(rendered('{case.name} {recipient.name}', { recipient: roots.recipient })).toBe('(?) Bob');
});

describe('what Python would refuse is a problem', () => {
  test.each([
    ...['{}', '{0}', '{٣}', '{0.name}', '{:x}', '{!r}', '{', '}', '{case.name', 'case.name}', '}{'],
    ...['{case.name}}', '{{case.name}', '{case.a{b}}', '{case..name}', '{case.}', '{case.name[0]}', '{[x]}'],
    ...['{case.name!}', '{case.name!x}', '{case.name!rr}', '{case.name!r', '{case.name:', '{case.name:{}}'],
    ...['{case.name:{case.a!q}}', '{a:{b:{c}}}'],
  ])('%s', (text) => {
    expect(rendered(text)).toEqual({ problem: expect.any(String) });
  });
});

test.each([
  ['a single brace', '{', "Single '{' encountered in format string"],
  ['a single closing brace', 'a } b', "Single '}' encountered in format string"],
  ['a name without an end', '{case.name', "expected '}' before end of string"],
  ['a brace in a name', '{case{', "unexpected '{' in field name"],
  ['an index', '{case.name[0]}', 'an index ([…]) cannot be filled in'],
  ['no name', '{}', 'no positional values can be filled in'],
  ['no name, with a spec', '{:x}', 'no positional values can be filled in'],
  ['a number', '{0.name}', 'no positional values can be filled in'],
  ['an empty link', '{case..name}', 'Empty attribute in format string'],
  ['a conversion without a letter', '{case.name!', 'end of string while looking for conversion specifier'],
  ['a conversion without an end', '{case.name!r', "unmatched '{' in format spec"],
  ['a conversion of two letters', '{case.name!rr}', "expected ':' after conversion specifier"],
  ['a conversion that is none', '{case.name!x}', "Unknown conversion specifier 'x'"],
  ['a conversion that is none, with a spec', '{case.name!x:>9}', "Unknown conversion specifier 'x'"],
  ['a spec without an end', '{case.name:>9', "unmatched '{' in format spec"],
  ['a field in a spec in a spec', '{a:{b:{c}}}', 'Max string recursion exceeded'],
  ['an empty field in a spec', '{case.name:{}}', 'no positional values can be filled in'],
])('%s: the problem is told in Python’s words', (_what, text, problem) => {
  expect(rendered(text)).toEqual({ problem });
  expect(rendered(`words {case.name} ${text}`)).toEqual({ problem });
});

test.each([
  ['words after a spec', '{case.name:>9} b', 'Ana b'],
  ['words after a conversion and a spec', 'a {case.name!s:>9} b', 'a Ana b'],
  ['words after fields in a spec', '{case.name:{case.blank}{case.blank}} b', 'Ana b'],
  ['a field in a spec of a field in a spec', '{case.name:{case.blank:x}} b', 'Ana b'],
  ['fields side by side', '{case.name}{recipient.name}', 'AnaBob'],
  ['every conversion', '{case.name!r}{case.name!s}{case.name!a}', 'AnaAnaAna'],
])('%s are read to their end', (_what, text, words) => {
  expect(rendered(text)).toBe(words);
});

test('no field and no words are no parts', () => {
  expect(compileTemplate('')).toEqual({ parts: [] });
  expect(compileTemplate('{case.name}')).toEqual({
    parts: [{ path: ['case', 'name'], isConverted: false }],
  });
});

test('a conversion gives the value in `exact` and is a problem in `tidy`', () => {
  expect(rendered('{case.name!r} {case.name!s:>9}')).toBe('Ana Ana');
  expect(renderTemplate('{case.name!r}', roots, 'tidy')).toEqual({ problem: expect.any(String) });
});

test('a bomb ends in words or in a problem', () => {
  expect(rendered('{case.name}'.repeat(100_000))).toBe('Ana'.repeat(100_000));
  expect(rendered(`{case${'.parent'.repeat(100_000)}}`)).toBe('(?)');
  expect(rendered('{x:'.repeat(100_000))).toEqual({ problem: expect.any(String) });

  const long = { case: nodeOf({ a: 'x'.repeat(1_000) }) };
  expect(rendered('{case.a}'.repeat(1_000), long)).toHaveLength(1_000_000);
  expect(rendered('{case.a}'.repeat(1_001), long)).toEqual({ problem: expect.any(String) });
});

test('a text that comes again is taken apart once', () => {
  expect(compileTemplate('Hi {case.name}')).toBe(compileTemplate('Hi {case.name}'));
  for (let index = 0; index < 20_000; index += 1) compileTemplate(`filler ${index}`);
  expect(rendered('Hi {case.name}')).toBe('Hi Ana');
});

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

import { expect, test } from 'vitest';
import { fieldOf, quoteLatin1OrUtf8, quoteUtf8, unquote } from '../../mock-gateways/percent.ts';

test.each([
  ['caf%E9', 'café'],
  ['caf%C3%A9', 'café'],
  ['%FC', 'ü'],
  ['a+b%2Bc', 'a b+c'],
  ['%zz', '%zz'],
  ['100%', '100%'],
  ['%E0%A4', '\u00e0\u00a4'],
])('%s reads as %s', (quoted, text) => {
  expect(unquote(quoted)).toBe(text);
});

test('what is quoted reads back', () => {
  for (const text of ['', 'plain', 'a b', 'x&y=z', 'आ', '😀', 'line\nbreak']) {
    expect(unquote(quoteUtf8(text))).toBe(text);
    expect(unquote(quoteLatin1OrUtf8(text))).toBe(text);
  }
});

test.each([
  ['a=1&ab=2', 'ab', '2'],
  ['ab=2&a=1', 'a', '1'],
  ['xa=2', 'a', undefined],
  ['a=', 'a', ''],
  ['', 'a', undefined],
])('in %s the field %s is %s', (form, name, value) => {
  expect(fieldOf(form, name)).toBe(value);
});

import { expect, test } from 'vitest';
import { fieldOf, fieldsIn } from '../../../src/core/mail/fields.ts';

test('folded fields are one line, names are in lower case, and the first of a name counts', () => {
  const lines = [
    'Subject:  One ',
    '\tand two',
    ' and three ',
    'SUBJECT: other',
    ': no name',
    'no colon',
    'X:',
  ];
  expect([...fieldsIn(lines)]).toEqual([
    ['subject', 'One and two and three'],
    ['x', ''],
  ]);
  expect([...fieldsIn([' folded onto nothing'])]).toEqual([]);
});

test.each([
  ['Text/Plain', 'text/plain', {}],
  ['text/plain; Charset = utf-8 ', 'text/plain', { charset: 'utf-8' }],
  ['text/plain;charset="a;b"; format=flowed', 'text/plain', { charset: 'a;b', format: 'flowed' }],
  ['a; x=1; x=2; =3; y', 'a', { x: '1' }],
  ['', '', {}],
])('the field %j', (text, value, parameters) => {
  const field = fieldOf(text);
  expect(field.value).toBe(value);
  expect(Object.fromEntries(field.parameters)).toEqual(parameters);
});

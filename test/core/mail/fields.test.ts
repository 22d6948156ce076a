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

test.each([
  ['a;x="1;2', 'a', { x: '"1;2' }],
  ['a;x="1\\";2";y=3', 'a', { x: '1";2', y: '3' }],
  ['a;x=\\";y=3', 'a', { x: '\\";y=3' }],
  ['a;x=1"2;3"4', 'a', { x: '1"2;3"4' }],
  ['a;x="";y', 'a', { x: '' }],
  ['a;x="', 'a', { x: '"' }],
  ['a;x="b\\\\c\\d"', 'a', { x: 'b\\cd' }],
  ['a;x="b\nc"', 'a', { x: 'b\nc' }],
  ['a;X=1;x=2', 'a', { x: '1' }],
  ['a;x==1', 'a', { x: '=1' }],
  ["a;n*=utf-8'en'%E2%9C%93", 'a', { n: '✓' }],
  ['a;n*=no%20marks', 'a', { n: 'no marks' }],
  ["a;n*=utf-8'en", 'a', { n: "utf-8'en" }],
  ["a;n*=''%zz", 'a', { n: '%zz' }],
  ["a;n*=''it's", 'a', { n: "it's" }],
  ['a;n*0=x;n*1=y;n*3=z', 'a', { n: 'xy' }],
  ['a;n*1=y', 'a', {}],
  ["a;n*0*=''%41;n*1=%42;n*2*=%43", 'a', { n: 'ABC' }],
  ['a;n*0=%41;n*1=%42', 'a', { n: '%41%42' }],
  ["a;n*0=x;n*=''y", 'a', { n: 'y' }],
])('the parameters of %j', (text, value, parameters) => {
  const field = fieldOf(text);
  expect(field.value).toBe(value);
  expect(Object.fromEntries(field.parameters)).toEqual(parameters);
});

test('a hundred pieces are read, the value among them, and no more', () => {
  const of = (count: number) =>
    fieldOf(`a${Array.from({ length: count }, (_, at) => `;p${at}=${at}`).join('')}`);
  expect(of(98).parameters.size).toBe(98);
  expect(of(99).parameters.size).toBe(99);
  expect(of(100).parameters.size).toBe(99);
  expect(of(100).parameters.get('p98')).toBe('98');
});

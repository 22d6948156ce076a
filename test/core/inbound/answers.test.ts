import { describe, expect, test } from 'vitest';
import { readAnswer } from '../../../src/core/inbound/answers.ts';
import type { QuestionType } from '../../../src/core/model/survey.ts';

const choices = ['Yes', ' No ', 'Maybe', 'not sure', '7', 'Straße', 'yes'];

function read(
  type: QuestionType,
  text: string,
  hq: 'exact' | 'tidy' = 'exact',
  format = 'YYYYMMDD' as const,
) {
  const result = readAnswer({ type, required: false, choices }, text, format, hq);
  return 'errorId' in result ? result.errorId : result.answer;
}

const CHOICE = 'sms.validation.invalidchoice';

test.each([
  ['a label in any letter case', 'nO', '2'],
  ['of equal labels the last', 'YES', '7'],
  ['a label of two words', 'Not Sure', '4'],
  ['a label before a number', '7', '5'],
  ['capitals are Python’s', 'strasse', '6'],
  ['a number', ' 3 ', '3'],
  ['a number that Python reads, handed on as written', '+03', '+03'],
  ['a number too small', '0', 'sms.validation.outofrange'],
  ['a number too large', '8', 'sms.validation.outofrange'],
  ['anything else', 'perhaps', CHOICE],
])('select: %s', (_story, text, answer) => {
  expect(read('select', text)).toBe(answer);
});

test.each([
  ['labels and numbers', 'no 3  MAYBE 1', '2 3 1'],
  ['the same choice twice', '2 no 02', '2'],
  ['a number out of range', '1 8', CHOICE],
  ['a label of two words', 'not sure', CHOICE],
])('multiselect: %s', (_story, text, answer) => {
  expect(read('multiselect', text)).toBe(answer);
});

test.each([
  ['-12', '-12'],
  ['+007', '+007'],
  ['2147483647', '2147483647'],
  ['2147483648', 'sms.validation.invalidintrange'],
  ['-2147483649', 'sms.validation.invalidintrange'],
  ['5.0', 'sms.validation.invalidint'],
  ['five', 'sms.validation.invalidint'],
  ['1__0', 'sms.validation.invalidint'],
])('int: %s', (text, answer) => {
  expect(read('int', text)).toBe(answer);
});

test.each(['1', '1.', '.5', '-1e3', '+1.5E-2'])('float: %s', (text) => {
  expect(read('float', text)).toBe(text);
  expect(read('float', text, 'tidy')).toBe(text);
});

test.each(['abc', '.', '1e', '1,5', '1_', '_1', '1_.5', '1 2'])('no float: %s', (text) => {
  expect(read('float', text)).toBe('sms.validation.invalidfloat');
});

describe('what only Python takes for a number is one in `exact` only', () => {
  test.each([
    ['int', '1_0'],
    ['float', 'nan'],
    ['float', '-Infinity'],
    ['float', '1_0.0_1'],
    ['time', '+9+5'],
    ['time', '1 30'],
  ] as const)('%s %s', (type, text) => {
    expect(read(type, text)).not.toMatch(/^sms/);
    expect(read(type, text, 'tidy')).toMatch(/^sms\.validation\.invalid/);
  });
});

test.each([
  ['0905', '9:05'],
  ['2359', '23:59'],
  ['0000', '0:00'],
  ['2400', 'sms.validation.invalidtime'],
  ['1260', 'sms.validation.invalidtime'],
  ['930', 'sms.validation.invalidtime'],
  ['9:30', 'sms.validation.invalidtime'],
  ['noon', 'sms.validation.invalidtime'],
])('time: %s', (text, answer) => {
  expect(read('time', text)).toBe(answer);
});

test.each([
  ['YYYYMMDD', '20240229', '2024-02-29'],
  ['MMDDYYYY', '02292024', '2024-02-29'],
  ['DDMMYYYY', '29022024', '2024-02-29'],
] as const)('date %s: %s', (format, text, answer) => {
  const shape = { type: 'date', required: true, choices: [] } as const;
  expect(readAnswer(shape, text, format)).toEqual({ answer });
});

test.each(['20230229', '20241301', '00000101', '2024-02-29', '2024229', '２０２４０２２９'])(
  'no date: %s',
  (text) => {
    const shape = { type: 'date', required: true, choices: [] } as const;
    expect(readAnswer(shape, text)).toEqual({ errorId: 'sms.validation.invaliddate', args: ['YYYYMMDD'] });
  },
);

test('a text is taken as it is, but for the blanks around it', () => {
  expect(read('text', ' anything  goes ')).toBe('anything  goes');
});

test('a blank skips a text and several choices, and is an invalid answer to all else', () => {
  expect(read('text', '  ')).toBe('');
  expect(read('multiselect', '  ')).toBe('');
  expect(read('int', '  ')).toBe('sms.validation.invalidint');
  expect(readAnswer({ type: 'text', required: true, choices: [] }, ' ')).toEqual({
    errorId: 'sms.survey.fieldrequired',
    args: [],
  });
});

import { describe, expect, test } from 'vitest';
import { namedAnswers, optWord, prefixAnswers, splitArgs } from '../../../src/core/inbound/keyword-args.ts';

const names = new Map([
  ['NAME', 'q_name'],
  ['AGE', 'q_age'],
]);

test.each([
  [' stop ', 'opt_out'],
  ['Start', 'opt_in'],
  ['yes', 'pass_through'],
  ['STOP IT', undefined],
  ['', undefined],
])('the whole text %j is %s', (text, outcome) => {
  const words = { optOut: ['STOP', 'BOTH'], optIn: ['START', 'BOTH'], passThrough: ['YES'] };
  expect(optWord(text, words)).toBe(outcome);
});

test('opt-out is looked at first, and words in small letters never fit', () => {
  expect(optWord('both', { optOut: ['BOTH'], optIn: ['BOTH'], passThrough: [] })).toBe('opt_out');
  expect(optWord('halt', { optOut: ['halt'], optIn: [], passThrough: [] })).toBeUndefined();
});

test.each([
  [' register,  joe , 20 ', ',', ['register', 'joe', '20']],
  ['register,,', ',', ['register', '', '']],
  [' register \n joe\u00a020 ', undefined, ['register', 'joe', '20']],
  ['  ', undefined, []],
])('%j by %j', (text, delimiter, args) => {
  expect(splitArgs(text, delimiter)).toEqual(args);
});

describe('names with a separator', () => {
  test.each([
    ['any letter case, blanks around', ['Name = joe', 'AGE=4'], { q_name: 'joe', q_age: '4' }],
    ['unknown names are ignored', ['size=4'], {}],
    ['only the first separator counts', ['name=a=b'], { q_name: 'a=b' }],
    ['a value may be blank', ['name=', '=x'], { q_name: '' }],
  ])('%s', (_story, args, answers) => {
    expect(Object.fromEntries(namedAnswers(args, '=', names) as Map<string, string>)).toEqual(answers);
  });

  test('a missing separator and a name given twice are errors', () => {
    expect(namedAnswers(['name=a', 'joe'], '=', names)).toEqual({
      errorId: 'sms.structured.missingseparator',
      args: ['='],
    });
    expect(namedAnswers(['name=a', 'Name=b'], '=', names)).toEqual({
      errorId: 'sms.structured.multipleanswers',
      args: ['NAME'],
    });
  });
});

describe('names as prefixes', () => {
  const prefixes = new Map([
    ['A', 'q_a'],
    ['B', 'q_b'],
    ['AB', 'q_ab'],
  ]);

  test('the value stands right behind the name', () => {
    const given = prefixAnswers(['a100', 'B 34', 'c5'], prefixes) as Map<string, string>;
    expect(Object.fromEntries(given)).toEqual({ q_a: '100', q_b: '34' });
  });

  test('two names that fit, and a name given twice, are errors', () => {
    expect(prefixAnswers(['ab1'], prefixes)).toEqual({
      errorId: 'sms.structured.ambiguousanswer',
      args: ['ab1'],
    });
    expect(prefixAnswers(['b1', 'b2'], prefixes)).toEqual({
      errorId: 'sms.structured.multipleanswers',
      args: ['B'],
    });
  });
});

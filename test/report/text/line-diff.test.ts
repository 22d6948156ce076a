import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { lineDiff } from '../../../src/report/text/line-diff.ts';

describe('the lines of a difference', () => {
  test.each([
    [
      'a changed line, with those around it, and that lines are left out',
      'a\nb\nc\nd\n',
      'a\nb\nX\nd\n',
      ['…', '  b', '- c', '+ X', '  d'],
    ],
    ['a line that comes at the end', 'a\nb\n', 'a\nb\nc\n', ['…', '  b', '+ c']],
    ['lines that go at the beginning', 'a\nb\nc\n', 'c\n', ['- a', '- b', '  c']],
    [
      'two stretches, parted',
      'a\nb\nc\nd\ne\n',
      'X\nb\nc\nd\nY\n',
      ['- a', '+ X', '  b', '…', '  d', '- e', '+ Y'],
    ],
    ['a text that was empty', '', 'a\n', ['+ a']],
    ['nothing, when nothing differs', 'a\n', 'a\n', []],
  ])('%s', (_what, before, after, lines) => {
    expect(lineDiff(before, after).lines).toEqual(lines);
  });

  test('a stretch too long to compare is replaced whole', () => {
    const lines = (name: string): string =>
      Array.from({ length: 2100 }, (_, at) => `${name}${at}\n`).join('');
    expect(lineDiff(lines('a'), lines('b'))).toMatchObject({ added: 2100, removed: 2100 });
  });
});

const texts = fc
  .array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 })
  .map((lines) => lines.map((one) => `${one}\n`).join(''));

property.prop([texts, texts])(
  'lines that go and come make up what the two texts differ in',
  (before, after) => {
    const { added, removed } = lineDiff(before, after);
    const count = (text: string): number => text.split('\n').length - 1;
    expect(count(before) - removed).toBe(count(after) - added);
    expect(lineDiff(after, before)).toMatchObject({ added: removed, removed: added });
  },
);

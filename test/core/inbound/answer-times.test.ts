import { describe, expect, test } from 'vitest';
import { readDate, readTime } from '../../../src/core/inbound/answer-times.ts';

describe('eight digits are a date', () => {
  test.each([
    ['20240229', 'YYYYMMDD', '2024-02-29'],
    ['20240101', 'YYYYMMDD', '2024-01-01'],
    ['20241231', 'YYYYMMDD', '2024-12-31'],
    ['20241010', 'YYYYMMDD', '2024-10-10'],
    ['20240920', 'YYYYMMDD', '2024-09-20'],
    ['20240930', 'YYYYMMDD', '2024-09-30'],
    ['00010101', 'YYYYMMDD', '0001-01-01'],
    ['99991231', 'YYYYMMDD', '9999-12-31'],
    ['12312024', 'MMDDYYYY', '2024-12-31'],
    ['31122024', 'DDMMYYYY', '2024-12-31'],
  ] as const)('%s by %s is %s in both manners', (text, format, date) => {
    expect(readDate(text, format, 'exact')).toBe(date);
    expect(readDate(text, format, 'tidy')).toBe(date);
  });

  test.each([
    ...['', '2024022', '202402290', '20230229', '20240230', '20240431', '20240132', '20240100', '20240001'],
    ...[
      '20241301',
      '20242001',
      '00000101',
      '2024-229',
      'x2024229',
      '2024022x',
      '20240a01',
      '2024010a',
      '202401 1',
    ],
  ])('%j is none', (text) => {
    expect(readDate(text, 'YYYYMMDD', 'exact')).toBeUndefined();
    expect(readDate(text, 'YYYYMMDD', 'tidy')).toBeUndefined();
  });

  test('digits of other scripts count in a year and behind a 1 or 2 of a day, to `exact` alone', () => {
    const read = (text: string) => [readDate(text, 'YYYYMMDD', 'exact'), readDate(text, 'YYYYMMDD', 'tidy')];
    expect(read('٢٠٢٤0229')).toEqual(['2024-02-29', undefined]);
    expect(read('2024021٩')).toEqual(['2024-02-19', undefined]);
    expect(read('2024022٩')).toEqual(['2024-02-29', undefined]);
    expect(read('2024020٩')).toEqual([undefined, undefined]);
    expect(read('2024033٠')).toEqual([undefined, undefined]);
    expect(read('202402٢9')).toEqual([undefined, undefined]);
    expect(read('2024٠229')).toEqual([undefined, undefined]);
    expect(read('𝟚𝟘𝟚𝟜0229')).toEqual(['2024-02-29', undefined]);
  });
});

describe('four characters are a time', () => {
  test.each([
    ['0000', '0:00'],
    ['0905', '9:05'],
    ['2359', '23:59'],
    ['1200', '12:00'],
  ])('%s is %s in both manners', (text, time) => {
    expect(readTime(text, 'exact')).toBe(time);
    expect(readTime(text, 'tidy')).toBe(time);
  });

  test.each(['', '905', '09050', '2400', '0960', '9:05', 'ab00', '00ab', '09:5', '  00', '00  '])(
    '%j is none',
    (text) => {
      expect(readTime(text, 'exact')).toBeUndefined();
      expect(readTime(text, 'tidy')).toBeUndefined();
    },
  );

  test.each([
    ['+9+5', '9:05'],
    ['-0-0', '0:00'],
    [' 9 5', '9:05'],
    ['9 5 ', '9:05'],
    ['٠٩٠٥', '9:05'],
    ['0 0 ', '0:00'],
  ])('%j is %s to `exact`, which reads as Python does', (text, time) => {
    expect(readTime(text, 'exact')).toBe(time);
    expect(readTime(text, 'tidy')).toBeUndefined();
  });

  test.each(['-1-0', '-0-1', '-100', '00-1'])('%j is below nothing', (text) => {
    expect(readTime(text, 'exact')).toBeUndefined();
  });
});

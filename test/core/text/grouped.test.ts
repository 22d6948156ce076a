import { expect, test } from 'vitest';
import { grouped } from '../../../src/core/text/grouped.ts';

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [-1_234_567, '-1,234,567'],
  [1e21, '1,000,000,000,000,000,000,000'],
  [12_345_678_901_234_567_890n, '12,345,678,901,234,567,890'],
])('%s is %s, never with an exponent', (count, text) => {
  expect(grouped(count)).toBe(text);
});

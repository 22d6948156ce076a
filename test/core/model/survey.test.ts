import { expect, test } from 'vitest';
import { bounded } from '../../../src/core/model/survey.ts';

test('a text of 100,000 characters is kept, a longer one is not', () => {
  expect(bounded('x'.repeat(100_000))).toHaveLength(100_000);
  expect(() => bounded('x'.repeat(100_001))).toThrow('a text of more than 100000 characters');
});

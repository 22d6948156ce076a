import { expect, test } from 'vitest';
import { codes } from '../../../src/core/model/codes.ts';

test('every code has a label, a cause and a cure', () => {
  for (const { label, cause, cure } of Object.values(codes)) {
    for (const text of [label, cause, cure]) expect(text.trim()).not.toBe('');
  }
});

import { expect, test } from 'vitest';
import { numberText } from '../../../src/core/contact/number-text.ts';

test.each([
  ['254784210369', '+254784210369'],
  ['0784210369', '0784210369'],
  ['', ''],
])('%s reads %s: no plus makes a national number international', (digits, text) => {
  expect(numberText(digits)).toBe(text);
});

import { expect, test } from 'vitest';
import { punycode } from '../../../src/core/contact/punycode.ts';

test.each([
  ['bücher', 'bcher-kva'],
  ['例え', 'r8jz45g'],
  ['пример', 'e1afmkfd'],
  ['ü', 'tda'],
  ['他们为什么不说中文', 'ihqwcrb4cv8a8dqg056pqjye'],
  ['3年b組金八先生', '3b-ww4c5e180e575a65lsy2b'],
  ['a\u{1f600}', 'a-jv3s'],
])('%s is %s', (text, ascii) => {
  expect(punycode(text)).toBe(ascii);
});

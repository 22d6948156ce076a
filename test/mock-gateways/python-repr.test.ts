import { expect, test } from 'vitest';
import { pythonRepr } from '../../mock-gateways/python-repr.ts';

/** Each right side was printed by Python 3: `repr(json.loads(text))`. */
test.each([
  ['{}', '{}'],
  ['{"statuscode": "0", "message": "no"}', "{'statuscode': '0', 'message': 'no'}"],
  ['{"b": 1, "1": [true, false, null]}', "{'b': 1, '1': [True, False, None]}"],
  ['{"a": 1, "b": 2, "a": 3}', "{'a': 3, 'b': 2}"],
  [
    '[1.0, 1e5, 1e16, 1.5e-7, 0.0001, 0.00001, -0, -0.0, 1E400]',
    '[1.0, 100000.0, 1e+16, 1.5e-07, 0.0001, 1e-05, 0, -0.0, inf]',
  ],
  ['12345678901234567890', '12345678901234567890'],
  ['123456789012345680.0', '1.2345678901234568e+17'],
  ['"it\'s"', `"it's"`],
  [String.raw`"it's \"so\""`, `'it\\'s "so"'`],
  [
    String.raw`"a\nb\t\\ \u0000\u007f\u00a0\u00e9\u200b\ud83d\ude00"`,
    `'a\\nb\\t\\\\ \\x00\\x7f\\xa0é\\u200b😀'`,
  ],
  ['"\\ud800"', "'\\ud800'"],
  ['sorry', undefined],
  ['', undefined],
])('%s', (json, repr) => {
  expect(pythonRepr(json)).toBe(repr);
});

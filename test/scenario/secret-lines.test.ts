import { describe, expect, test } from 'vitest';
import { describeProblems } from '../../src/scenario/describe.ts';
import { linesWithoutSecrets } from '../../src/scenario/secret-lines.ts';

const SECRET = 'S3CRETx9';

describe('a line is shown without its secret', () => {
  test.each([
    ['a plain value', [`auth_token: ${SECRET}`], ['auth_token: [redacted]']],
    ['a quoted value, with a note', [`  api_key: "${SECRET}" # ours`], ['  api_key: [redacted] # ours']],
    ['a quote in quotes', [`  password: 'it''s ${SECRET}'`], ['  password: [redacted]']],
    ['JSON', [`{"auth_token":"a\\"${SECRET}","number":"5"}`], ['{"auth_token":[redacted],"number":"5"}']],
    [
      'a map on one line',
      [`T: {type: x, auth_token: ${SECRET}, a: 5}`],
      ['T: {type: x, auth_token: [redacted], a: 5}'],
    ],
    ['several on one line', [`{pw: ${SECRET}, token: ${SECRET}}`], ['{pw: [redacted], token: [redacted]}']],
    [
      'a block',
      ['a:', '  password: |', `    ${SECRET}`, `    ${SECRET}`, '  b: 1'],
      ['a:', '  password: [redacted]', '    [redacted]', '    [redacted]', '  b: 1'],
    ],
    [
      'a value in the next line',
      ['password:', `  ${SECRET}`, 'b: 1'],
      ['password: ', '  [redacted]', 'b: 1'],
    ],
    [
      'a plain value that goes on',
      [`password: one`, `  ${SECRET}`],
      ['password: [redacted]', '  [redacted]'],
    ],
    [
      'a quoted value that goes on',
      ['T: {password: "one', `  ${SECRET}", b: 1}`],
      ['T: {password: [redacted]', '  [redacted]'],
    ],
    ['a list', ['- secret: a', `  token: ${SECRET}`], ['- secret: [redacted]', '  token: [redacted]']],
    ['parameters', [`additional_params: uid=${SECRET}`], ['additional_params: [redacted]']],
    [
      'an address',
      [`url: https://me:${SECRET}@x.example/?a=1&key=${SECRET}`],
      ['url: https://[redacted]@x.example/?a=1&key=[redacted]'],
    ],
    [
      'a key longer than a key may be',
      [`${'a'.repeat(150)}_token: ${SECRET}`],
      [`${'a'.repeat(150)}_token: [redacted]`],
    ],
    ['a note', [`# password: ${SECRET}`], ['# password: [redacted]']],
  ])('%s', (_what, lines, shown) => {
    expect(linesWithoutSecrets(lines).map((line) => line.trimEnd())).toEqual(
      shown.map((line) => line.trimEnd()),
    );
  });

  test.each([
    ['name: Asha'],
    ['keyword: STOP'],
    ['sms: {en: "your visit is tomorrow"}'],
    ['url: https://x.example/?a=1'],
  ])('%s stays', (line) => {
    expect(linesWithoutSecrets([line])).toEqual([line]);
  });
});

test('a line of millions of letters takes no longer than its length', () => {
  const line = 'a'.repeat(4_000_000);
  expect(linesWithoutSecrets([line])).toEqual([line]);
});

test('a problem beside a secret shows its place, and not the secret', () => {
  const text = `T:\n  auth_token: ${SECRET}\n  nonsense: 1\n  api_key: ${SECRET}\n`;
  const problem = { file: 'a.yaml', line: 3, column: 3, path: 'T.nonsense', found: 'x', wanted: 'y' };
  const shown = describeProblems([problem], new Map([['a.yaml', text]]));
  expect(shown).not.toContain(SECRET);
  expect(shown).toContain('> 3 |   nonsense: 1\n    |   ^');
});

test('on the line of a secret the place behind it is still pointed at', () => {
  const line = `{pw: ${SECRET}${SECRET}, nonsense: 1}`;
  const column = line.indexOf('nonsense') + 1;
  const problem = { file: 'a.yaml', line: 1, column, path: '', found: 'x', wanted: 'y' };
  const [, at, marker] = describeProblems([problem], new Map([['a.yaml', line]])).split('\n');
  expect(at).toBe('> 1 | {pw: [redacted], nonsense: 1}');
  expect(at!.slice(marker!.indexOf('^'))).toBe('nonsense: 1}');
});

test.each([
  'import: [{file: women.csv, type: w, key: case_id, register_at: 2026-03-02 10:00}]',
  '    key: case_id    # several people have the same name',
  '    key: "external_id"',
])('the column that names the cases of an import is no secret: %s', (line) => {
  expect(linesWithoutSecrets([line])).toEqual([line]);
});

test('a key that begins like a column is a secret all the same', () => {
  expect(linesWithoutSecrets(['key: case_id-5up3r'])).toEqual(['key: [redacted]']);
});

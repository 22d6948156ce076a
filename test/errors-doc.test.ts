import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { errorsDoc } from '../scripts/errors-doc.mjs';
import { codes } from '../src/core/model/codes.ts';

test('docs/errors.md is as scripts/errors-doc.mjs prints it from the codes', () => {
  const page = readFileSync(new URL('../docs/errors.md', import.meta.url), 'utf8');
  expect(page).toBe(errorsDoc(codes));
});

test('every code has a label, a cause and a cure', () => {
  for (const facts of Object.values(codes)) {
    for (const words of [facts.label, facts.cause, facts.cure]) expect(words.trim()).not.toBe('');
  }
});

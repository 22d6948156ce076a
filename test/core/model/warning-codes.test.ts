import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { severityOf, warningCodes } from '../../../src/core/model/warning-codes.ts';

const src = fileURLToPath(new URL('../../../src', import.meta.url));

/** Codes of the warnings that are written there, and of notices. */
function codesIn(text: string): string[] {
  const written = text.matchAll(
    /kind: 'warning',\s*code: (?:\w+ \? )?'([A-Z_]+)'(?: : '([A-Z_]+)')?|(?:\.notice|\bwarn)\((?:[^'()]*,)?\s*'([A-Z_]+)'/g,
  );
  return [...written].flatMap(([, ...codes]) => codes.filter((code) => code !== undefined));
}

const found = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .flatMap((name) => codesIn(readFileSync(join(src, name), 'utf8')));

test('every code that the sources warn with is in the table, with what it means and a cure', () => {
  expect(new Set(found).size).toBeGreaterThan(30);
  expect(found.filter((code) => !Object.hasOwn(warningCodes, code))).toEqual([]);
  for (const { means, cure } of Object.values(warningCodes)) {
    expect(means).toMatch(/\.$/);
    expect(cure).toMatch(/\.$/);
  }
});

test('a code of a newer release is a warning', () => {
  expect(severityOf('NUMBER_NOT_READ')).toBe('error');
  expect(severityOf('SYSTEM_TEXT_DEFAULT')).toBe('note');
  expect(severityOf('toString')).toBe('warning');
});

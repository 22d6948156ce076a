import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'SECURITY.md'), 'utf8');

/** The rows of its tables, without their heads. */
const statements = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| it | held by'))
  .map((line) => line.split(' | '));

test('every statement of SECURITY.md names a test that there is', () => {
  expect(statements.length).toBeGreaterThan(25);
  for (const [statement, tests = ''] of statements) {
    const named = [...tests.matchAll(/`(test\/[^`]+)`: \*([^*]+)\*/g)];
    expect([statement, named.length > 0]).toEqual([statement, true]);
    for (const [, path = '', name = ''] of named) {
      const file = join(root, path);
      expect([path, existsSync(file)]).toEqual([path, true]);
      expect([path, name, readFileSync(file, 'utf8').includes(name)]).toEqual([path, name, true]);
    }
  }
});

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

test('the three walks take as many files as the page of the architecture says, and no more than it allows', () => {
  const printed = execFileSync(process.execPath, [join(root, 'scripts/walk.mjs')], { encoding: 'utf8' });
  const measured = [...printed.matchAll(/^ *(\d+) files \(goal (\d+)\) {2}(.+)$/gm)].map(
    ([, count, goal, walk]) => [walk, count, goal],
  );
  const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
  const written = [...page.matchAll(/^\| ((?:one|a) [^|]+) \| (\d+) \| (\d+) \|$/gm)].map(
    ([, walk, count, goal]) => [walk, count, goal],
  );
  expect(measured).toHaveLength(3);
  expect(written).toEqual(measured);
}, 120_000);

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
/** `node bench/kill-lab.mjs 100` is the long one. */
const ROUNDS = 5;

test('killed again and again while it is worked in, a lab has every acknowledged act once', async () => {
  const { stdout } = await run(process.execPath, [join(root, 'bench/kill-lab.mjs'), String(ROUNDS), '3']);
  const { acknowledged, clock_orders, ...rest } = JSON.parse(stdout) as Record<string, number>;
  expect(acknowledged).toBeGreaterThan(0);
  expect(clock_orders).toBeGreaterThan(0);
  expect(rest).toMatchObject({ rounds: ROUNDS, torn_by_hand: 1 });
  expect(rest).toMatchObject({ lost: 0, twice: 0, clock_back: 0, not_resumed: 0 });
});

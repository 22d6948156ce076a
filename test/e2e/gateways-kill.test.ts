import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
/** `node bench/kill.mjs 50` is the long one. */
const ROUNDS = 5;

test('killed under load again and again, a journal has every acknowledged message once', async () => {
  const { stdout } = await run(process.execPath, [join(root, 'bench/kill.mjs'), String(ROUNDS), '3']);
  const { acknowledged, ...rest } = JSON.parse(stdout) as { acknowledged: { http: number; smtp: number } };
  expect(acknowledged.http).toBeGreaterThan(0);
  expect(acknowledged.smtp).toBeGreaterThan(0);
  expect(rest).toMatchObject({
    rounds: ROUNDS,
    lost: 0,
    twice: 0,
    seqs_twice: 0,
    seqs_not_rising: 0,
    torn_lines_left: 0,
  });
});

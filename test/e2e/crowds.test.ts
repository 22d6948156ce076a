/** Crowds at the servers of a built drysend. `npm run bench doors` keeps the memory of longer ones. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const program = join(import.meta.dirname, '../../bench/doors.mjs');

interface Result {
  readonly server: string;
  readonly served: number;
  readonly rounds: number;
  readonly opened?: number;
  readonly kept?: number;
  readonly refused?: number;
}

const crowds = async (part: string, ...counts: readonly number[]): Promise<readonly Result[]> =>
  JSON.parse((await run(process.execPath, [program, part, ...counts.map(String)])).stdout);

test('1,000 idle and 1,000 slow clients at a server keep nobody else from it', async () => {
  const results = await crowds('idleAndSlow', 1);
  expect(results.map(({ server, served }) => [server, served])).toEqual([
    ['http', 1],
    ['proxy', 1],
    ['smtp', 1],
    ['smpp', 1],
    ['lab', 1],
  ]);
});

test('2,000 event streams are opened and closed, and the session goes on', async () => {
  expect(await crowds('streams', 2000)).toMatchObject([{ opened: 2000, served: 1 }]);
});

test('200 clients that open sessions at once wait for each other, 20 are kept, and others are served', async () => {
  const [result] = await crowds('sessions', 24);
  expect(result).toMatchObject({ clients: 200, others: 0, kept: 20, served: result!.rounds });
  expect(result!.opened).toBeGreaterThanOrEqual(24);
  expect(result!.refused).toBeGreaterThan(0);
});

test('uploads at the limit are taken side by side, one byte more is refused, and others are served meanwhile', async () => {
  expect(await crowds('uploads', 1)).toMatchObject([
    { server: 'http', bytes: 1_000_000, taken: 20, refused: 1, served: 1 },
    { server: 'smtp', bytes: 10_000_000, taken: 5, refused: 1, served: 1 },
    { server: 'lab', bytes: 10_000_000, taken: 5, refused: 1, served: 1 },
  ]);
});

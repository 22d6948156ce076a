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
  readonly opened?: number;
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

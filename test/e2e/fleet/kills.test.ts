import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { draw } from '../../../src/core/chance.ts';
import {
  type Drysend,
  dailyStory,
  digestIn,
  digestOfOne,
  Fleet,
  hasRedis,
} from '../../helpers/fleet-processes.ts';

const ROUNDS = 10;
const WORKERS = 4;
const KILLED = 2;
/** In which workers are killed and the server starts again. */
const SPAN_MS = 1500;

describe.skipIf(!hasRedis)('a fleet that is taken apart while it works', () => {
  test('has the journal of one process each time: workers killed, and the server killed and started again', async () => {
    const fleet = new Fleet();
    try {
      const story = fleet.write('daily.yaml', dailyStory(1000, 30));
      await fleet.startRedis();
      const workers: Drysend[] = [];
      for (let index = 0; index < WORKERS; index += 1) workers.push(await fleet.worker());
      let lost = 0;
      for (let round = 1; round <= ROUNDS; round += 1) {
        const seed = ['--seed', String(round)];
        const run = fleet.run(story, ['--shards', '6', ...seed]);
        await run.says('run ');
        const at = Array.from({ length: KILLED + 1 }, (_, index) => draw(round, `moment ${index}`, SPAN_MS));
        await Promise.all([
          ...at.slice(0, KILLED).map(async (moment, index) => {
            await pause(moment);
            const victim = (round * KILLED + index) % WORKERS;
            workers[victim]!.kill();
            await workers[victim]!.ended;
            workers[victim] = fleet.drysend(['fleet', 'worker', '--lease', '2', '--out', fleet.store]);
          }),
          (async () => {
            await pause(at[KILLED]!);
            await fleet.killRedis();
            await fleet.startRedis();
          })(),
        ]);
        const [{ code, stdout, stderr }, alone] = await Promise.all([run.ended, digestOfOne(story, seed)]);
        expect({ round, code, digest: digestIn(stdout), stderr }).toEqual({
          round,
          code: 0,
          digest: alone,
          stderr,
        });
        lost += workers.filter(({ stderr: text }) => text.includes('has lost its worker')).length;
      }
      // Some were killed while they worked.
      expect(lost).toBeGreaterThan(0);
      expect(readdirSync(join(fleet.store, 'unfinished'))).toEqual([]);
    } finally {
      fleet.close();
    }
  }, 600_000);
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

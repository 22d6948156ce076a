import { join } from 'node:path';
import { cli, median, rounded, timed } from './timed.mjs';

const ROUNDS = 40;
const root = join(import.meta.dirname, '..');

/** How long `drysend --version` takes against Node doing nothing at all. */
export function bench() {
  /** @type {number[][]} */
  const [bare = [], ours = []] = [[], []];
  // One after the other in turn, so that whatever else the machine does slows both alike.
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(timed(['-e', '0']));
    ours.push(timed([cli, '--version']));
  }
  return {
    goal: 'ratio at most 1.2',
    rounds: ROUNDS,
    bare_node_ms: rounded(median(bare)),
    version_ms: rounded(median(ours)),
    ratio: rounded(median(ours) / median(bare), 2),
    // The main job: `npm start` is this, behind npm itself.
    start_goal: 'its result within 5 s of the build',
    start_ms: rounded(median(Array.from({ length: 5 }, () => timed([cli, 'run', join(root, 'scenarios')])))),
  };
}

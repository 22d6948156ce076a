/**
 * The CPU time of stories at a size, twice and four times that: what grows with the square takes four times
 * as long at twice the size. Each is read and rehearsed in a process of its own, and killed after two minutes.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stories } from './growth-stories.mjs';
import { inTemporaryFolder, rounded } from './timed.mjs';

const RUNNER = join(import.meta.dirname, 'growth-run.mjs');
const TIME_LIMIT_MS = 120_000;

/** CPU milliseconds at the size and at twice the size before what the story has many of was indexed. */
const BEFORE = {
  'misspelled registrations': [3308, 12_163],
  'misspelled registrations of names alike': [3960, 15_005],
  'notices about cases': [1019, 1728],
  'loose expectations, kept': [1476, 2517],
  'loose expectations by text, kept': [1632, 3203],
  'texts in another order': [1366, 1898],
  'near texts': [4581, 16_719],
  counts: [1711, 3292],
  'allowed rows': [1351, 2032],
  'checks in the timeline': [1117, 2031],
  'checks in a long run': [1063, 1903],
  'users by property': [2835, 8751],
};

export function bench() {
  return {
    goal: 'four times the size takes less than six times as long',
    stories: chosen().map(([name, [size, make]]) => {
      const cpuMs = [1, 2, 4].map((times) => cpuMsOf(make(size * times)));
      return {
        story: name,
        size,
        cpu_ms: cpuMs,
        times_as_long_at_four_times_the_size: rounded((cpuMs[2] ?? Number.NaN) / (cpuMs[0] ?? Number.NaN)),
        ...(BEFORE[name] ? { cpu_ms_before: BEFORE[name] } : {}),
      };
    }),
  };
}

/** Some stories only: `STORIES='checks,near texts'`, by words of their names. */
function chosen() {
  const all = /** @type {[string, [number, (n: number) => string]][]} */ (Object.entries(stories));
  const words = process.env.STORIES?.split(',');
  return words ? all.filter(([name]) => words.some((word) => name.includes(word))) : all;
}

function cpuMsOf(text) {
  return inTemporaryFolder((folder) => {
    const file = join(folder, 'story.yaml');
    writeFileSync(file, text);
    const { status, stdout, stderr } = spawnSync(process.execPath, [RUNNER, file], {
      encoding: 'utf8',
      timeout: TIME_LIMIT_MS,
      killSignal: 'SIGKILL',
    });
    if (status !== 0) throw new Error(`a story of ${text.length} characters ended with ${status}: ${stderr}`);
    const { read_ms: readMs, run_ms: runMs } = JSON.parse(stdout);
    return readMs + runMs;
  });
}

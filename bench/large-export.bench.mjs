/**
 * Exports of 100,000 to 10 million cases, in each format, through `check`, `plan` and `roster` with `--memory 2GB`: processor time and
 * peak memory.
 * `CASES=1000000 FORMATS=csv,csv.gz COMMANDS=check` narrows it. A run that ends without room says so in its place.
 */
import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { generateCases } from './generate-cases.mjs';
import { exportStory } from './roster-export.mjs';
import { cli, inTemporaryFolder, rounded, terminalTimed } from './timed.mjs';

const SIZES = (process.env.CASES ?? '100000,1000000').split(',').map(Number);
const FORMATS = (process.env.FORMATS ?? 'csv,csv.gz,ndjson').split(',');
const COMMANDS = (process.env.COMMANDS ?? 'check,plan,roster').split(',');
/** Of V8, in megabytes. */
const HEAP = process.env.HEAP;

export async function bench() {
  const sizes = [];
  for (const cases of SIZES) for (const format of FORMATS) sizes.push(await measured(cases, format));
  return { goal: '10 million cases in a CSV pass check, plan and roster within 2 GB', sizes };
}

/**
 * @param {number} cases
 * @param {string} format
 */
async function measured(cases, format) {
  return inTemporaryFolder(async (folder) => {
    const bytes = generateCases(join(folder, `women.${format}`), cases);
    const story = join(folder, 'visits.yaml');
    writeFileSync(story, exportStory(`women.${format}`));
    /** @type {Record<string, unknown>} */
    const results = { cases, format, file_mb: rounded(bytes / 1e6) };
    for (const command of COMMANDS) {
      const own = command === 'check' ? ['--fail-on', 'never'] : ['--max-seconds', '20000'];
      const args = [command, story, '--memory', '2GB', ...own];
      const heap = HEAP === undefined ? [] : [`--max-old-space-size=${HEAP}`];
      const load = loadavg()[0];
      try {
        const { ms, cpuMs, peakRssMb } = await terminalTimed([...heap, cli, ...args]);
        results[command] = {
          ms: Math.round(ms),
          cpu_ms: Math.round(cpuMs),
          cases_per_cpu_second: rounded((cases * 1000) / cpuMs, 0),
          peak_rss_mb: peakRssMb,
          bytes_per_case: rounded((peakRssMb * 1_048_576) / cases, 0),
          other_load: rounded(load ?? 0),
        };
      } catch (error) {
        results[command] = { failed: error instanceof Error ? error.message : String(error) };
      }
      console.error(`${cases} ${format} ${command} ${JSON.stringify(results[command])}`);
    }
    return results;
  });
}

/**
 * A damaged case export and two alerts: run, told as a roster with every row in a sheet, planned, checked, and compared with
 * the visits at another hour. Of each: processor time, peak memory, and when a terminal shows the first line.
 */
import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { exportOf } from './roster-export.mjs';
import { cli, inTemporaryFolder, rounded, terminalTimed } from './timed.mjs';

/** Some sizes or commands only: `WOMEN=300,30000 COMMANDS=run,plan`. */
const SIZES = (process.env.WOMEN ?? '300,30000,300000').split(',').map(Number);
const COMMANDS = process.env.COMMANDS?.split(',');

/** Kept whatever the damage: what is measured is the judging. */
const promises = `others: allowed
expect:
  - each: {alert: visit, at: "09:00 local"}
  - no_nights: {from: "21:00", until: "07:00", clock: reader}
`;

export async function bench() {
  const sizes = [];
  for (const women of SIZES) sizes.push(await measuredAll(women));
  return { goal: 'peak memory of each command under 1.5 GB at 300,000 women', sizes };
}

/** @param {number} women */
async function measuredAll(women) {
  return inTemporaryFolder(async (folder) => {
    const { csv, story } = exportOf(women);
    const file = join(folder, 'visits.yaml');
    const later = join(folder, 'later.yaml');
    const promised = join(folder, 'promised.yaml');
    const rows = join(folder, 'rows.csv');
    writeFileSync(join(folder, 'women.csv'), csv);
    writeFileSync(file, story);
    writeFileSync(promised, story + promises);
    writeFileSync(later, story.replace('at: "09:00"', 'at: "16:00"'));
    const commands = {
      check: ['check', file, '--fail-on', 'never'],
      run: ['run', file],
      run_promises: ['run', promised],
      run_html: ['run', file, '--reporter', `html=${join(folder, 'report.html')}`],
      roster_csv: ['roster', file, '--csv', rows],
      plan: ['plan', file],
      diff: ['diff', file, later],
    };
    const results = { women, csv_mb: rounded(csv.length / 1e6) };
    for (const [name, args] of Object.entries(commands)) {
      if (COMMANDS && !COMMANDS.includes(name)) continue;
      const load = loadavg()[0];
      const { ms, cpuMs, peakRssMb, firstMs } = await terminalTimed([cli, ...args]);
      results[name] = {
        ms: Math.round(ms),
        cpu_ms: Math.round(cpuMs),
        women_per_cpu_second: rounded((women * 1000) / cpuMs, 0),
        first_line_ms: Math.round(firstMs),
        peak_rss_mb: peakRssMb,
        other_load: rounded(load ?? 0),
      };
      console.error(`${women} ${name} ${JSON.stringify(results[name])}`);
    }
    return results;
  });
}

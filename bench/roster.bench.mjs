/**
 * A damaged case export and two alerts, run, and told as a roster with every row in a sheet: rate and peak memory.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportOf } from './roster-export.mjs';
import { cli, inTemporaryFolder, rounded, timedWithMemory } from './timed.mjs';

/** The last is the most that one file may have; it is only run, and told with every row. */
const SIZES = [300, 30_000, 200_000];
const ALL_WAYS_MAX = 30_000;

export function bench() {
  return {
    goal: 'peak memory under 1.5 GB at the largest export that is read',
    sizes: SIZES.map((women) =>
      inTemporaryFolder((folder) => {
        const { csv, story } = exportOf(women);
        writeFileSync(join(folder, 'women.csv'), csv);
        const file = join(folder, 'story.yaml');
        writeFileSync(file, story);
        const journal = join(folder, 'story.ndjson');
        const outline = {
          women,
          run: measured(women, ['run', file]),
          roster_csv: measured(women, ['roster', file, '--csv', join(folder, 'rows.csv')]),
        };
        if (women > ALL_WAYS_MAX) return outline;
        return {
          ...outline,
          run_with_journal_file: measured(women, ['run', file, '--journal', journal]),
          roster: measured(women, ['roster', file]),
          roster_xlsx: measured(women, ['roster', file, '--xlsx', join(folder, 'rows.xlsx')]),
          roster_of_journal: measured(women, ['roster', journal, '--names', file]),
        };
      }),
    ),
  };
}

function measured(women, args) {
  const { ms, peakRssMb } = timedWithMemory([cli, ...args]);
  return { ms: Math.round(ms), women_per_second: rounded((women / ms) * 1000, 0), peak_rss_mb: peakRssMb };
}

/**
 * Two journals of a damaged case export, the visits at 9 and at 16 o'clock, compared: some 30,000 and some 300,000
 * messages, of which three in five moved.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportOf } from './roster-export.mjs';
import { cli, inTemporaryFolder, rounded, timedWithMemory } from './timed.mjs';

const SIZES = [12_000, 120_000];

export function bench() {
  return {
    goal: 'peak memory under 1.5 GB at 300,000 messages a side',
    sizes: SIZES.map((women) =>
      inTemporaryFolder((folder) => {
        const { csv, story } = exportOf(women);
        writeFileSync(join(folder, 'women.csv'), csv);
        const journals = ['09:00', '16:00'].map((at) => journalOf(folder, story, at));
        const { ms, peakRssMb } = timedWithMemory([
          ...[cli, 'diff', ...journals.map(({ path }) => path)],
          ...['--csv', join(folder, 'changes.csv')],
        ]);
        const messages = journals.reduce((sum, journal) => sum + journal.messages, 0);
        return {
          women,
          messages_of_both: messages,
          ms: Math.round(ms),
          messages_per_second: rounded((messages * 1000) / ms, 0),
          peak_rss_mb: peakRssMb,
        };
      }),
    ),
  };
}

function journalOf(folder, story, at) {
  const name = join(folder, `at-${at.slice(0, 2)}`);
  writeFileSync(`${name}.yaml`, story.replace('at: "09:00"', `at: "${at}"`));
  const path = `${name}.ndjson`;
  timedWithMemory([cli, 'run', `${name}.yaml`, '--journal', path, '--reporter', `json=${name}.json`]);
  const { sms, errors } = JSON.parse(readFileSync(`${name}.json`, 'utf8')).summary;
  return { path, messages: sms + errors };
}

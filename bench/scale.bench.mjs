import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { fittedGrowth } from './growth-model.mjs';
import { csv, story } from './peers/mixed-programme.mjs';
import { cli, cpuTimed, inTemporaryFolder, rounded } from './timed.mjs';

/** Contacts × days of the mixed programme. `SIZES=1000x30,10000000x1` measures others. */
const SIZES = (process.env.SIZES ?? '1000x30,10000x3,10000x30,100000x3,100000x30,1000000x3')
  .split(',')
  .map((size) => size.split('x').map(Number));

/**
 * How processor time and memory of `run` with a journal of everything grow with contacts and messages, and a model fitted to it.
 * */
export function bench() {
  const sizes = SIZES.map(([contacts = 0, days = 0]) => measured(contacts, days));
  return {
    goal: 'the model says each measured size within 10 %',
    load: 'the mixed programme of bench/peers/mixed-programme.mjs, run with a journal of everything',
    sizes,
    model: fittedGrowth(sizes),
  };
}

/**
 * @param {number} contacts
 * @param {number} days
 */
function measured(contacts, days) {
  return inTemporaryFolder((folder) => {
    writeFileSync(join(folder, 'cases.csv'), csv(contacts));
    writeFileSync(join(folder, 'story.yaml'), story(days));
    const report = join(folder, 'report.json');
    const journal = join(folder, 'journal.ndjson');
    const args = [
      cli,
      'run',
      join(folder, 'story.yaml'),
      '--journal',
      journal,
      '--reporter',
      `json=${report}`,
    ];
    const { cpuMs, peakRssMb } = cpuTimed(args);
    const { sms: sent } = JSON.parse(readFileSync(report, 'utf8')).summary;
    if (sent !== contacts * days) throw new Error(`${sent} messages were sent, not ${contacts * days}`);
    rmSync(journal);
    console.error(
      `${contacts} contacts, ${days} days: ${Math.round(cpuMs)} ms of processor time, ${peakRssMb} MB`,
    );
    return {
      contacts,
      days,
      messages: contacts * days,
      cpu_seconds: rounded(cpuMs / 1000, 2),
      cpu_us_per_message: rounded((cpuMs * 1000) / (contacts * days)),
      peak_rss_mb: peakRssMb,
      other_load: rounded(loadavg()[0] ?? 0),
    };
  });
}

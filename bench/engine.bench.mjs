import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csv, restlessStory, story } from './peers/mixed-programme.mjs';
import { builds, cpuTimed, inTemporaryFolder, median, ratioByRounds, rounded } from './timed.mjs';

const CONTACTS = Number(process.env.CONTACTS ?? 20_000);
/** A story in YAML has at most 5 MB: the updates of more contacts do not go in. */
const RESTLESS_CONTACTS = Math.min(CONTACTS, 5_000);
const DAYS = 30;
const ROUNDS = Number(process.env.ROUNDS ?? 3);
const peer = join(import.meta.dirname, 'peers/dispatcher.mjs');

/**
 * The mixed programme of peers/mixed-programme.mjs: drysend with its journal and digest, against the dispatchers that one
 * writes in an afternoon. Processor time of whole processes, each round all of them; goals are ratios of messages a second.
 */
export function bench() {
  return inTemporaryFolder((folder) => {
    mkdirSync(join(folder, 'restless'));
    writeFileSync(join(folder, 'cases.csv'), csv(CONTACTS));
    writeFileSync(join(folder, 'restless/cases.csv'), csv(RESTLESS_CONTACTS));
    writeFileSync(join(folder, 'plain.yaml'), story(DAYS));
    writeFileSync(join(folder, 'restless/restless.yaml'), restlessStory(DAYS, RESTLESS_CONTACTS));
    const runs = [
      ...['luxon', 'moment'].map((library) => ({
        what: library,
        args: [peer, library, String(CONTACTS), String(DAYS), join(folder, 'peer.ndjson')],
        contacts: CONTACTS,
      })),
      ...builds().flatMap(({ name, cli }) => [
        { what: `${name}, journal of everything`, args: run(cli, folder, 'plain.yaml'), contacts: CONTACTS },
        {
          what: `${name}, journal of what was sent`,
          args: [...run(cli, folder, 'plain.yaml'), '--journal-level', 'sent'],
          contacts: CONTACTS,
        },
        {
          what: `${name}, updates and replies of everybody each day`,
          args: run(cli, folder, 'restless/restless.yaml'),
          contacts: RESTLESS_CONTACTS,
        },
      ]),
    ].map((one) => ({ ...one, /** For each contact. */ seconds: /** @type {number[]} */ ([]), mb: 0 }));
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const one of runs) {
        const { cpuMs, peakRssMb } = cpuTimed(one.args);
        one.seconds.push(cpuMs / 1000 / one.contacts);
        one.mb = Math.max(one.mb, peakRssMb);
      }
    }
    const [luxon, moment] = runs;
    return {
      goal: 'journal of everything at 25 times luxon and 12 times moment-timezone; updates and replies at 3 times luxon',
      days: DAYS,
      runs: runs.map(({ what, contacts, seconds, mb }) => ({
        what,
        contacts,
        cpu_seconds: rounded(median(seconds) * contacts, 2),
        messages_per_cpu_second: Math.round(DAYS / median(seconds)),
        times_luxon: ratioByRounds(luxon?.seconds ?? [], seconds),
        times_moment: ratioByRounds(moment?.seconds ?? [], seconds),
        peak_rss_mb: mb,
      })),
    };
  });
}

/**
 * @param {string} cli
 * @param {string} folder
 * @param {string} name
 */
const run = (cli, folder, name) => [
  ...[cli, 'run', join(folder, name), '--reporter', `json=${join(folder, 'report.json')}`],
  ...['--journal', join(folder, 'journal.ndjson')],
];

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csv, restlessStory, story, wideStory } from './peers/mixed-programme.mjs';
import { builds, cpuTimed, inTemporaryFolder, median, ratioByRounds, rounded } from './timed.mjs';

const CONTACTS = Number(process.env.CONTACTS ?? 20_000);
/** A story in YAML has at most 5 MB: the updates of more contacts do not go in. */
const RESTLESS_CONTACTS = Math.min(CONTACTS, 5_000);
/** A row of twice as many messages, which takes minutes. */
const WIDE_CONTACTS = Math.min(CONTACTS, 10_000);
const DAYS = 30;
const ROUNDS = Number(process.env.ROUNDS ?? 3);
const peer = join(import.meta.dirname, 'peers/dispatcher.mjs');

/**
 * The mixed programme of peers/mixed-programme.mjs: drysend with its journal and digest, against the dispatchers that one
 * writes in an afternoon. Processor time of whole processes, each round all of them; goals are ratios of messages a second. The
 * wide programme (two texts a day, sending hours, a daily limit, texts that come in) has peers of its own, which do the same;
 * the peers of all others do the plain programme, and render it where a plan only counts.
 */
export function bench() {
  return inTemporaryFolder((folder) => {
    for (const name of ['restless', 'wide']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'cases.csv'), csv(CONTACTS));
    writeFileSync(join(folder, 'restless/cases.csv'), csv(RESTLESS_CONTACTS));
    writeFileSync(join(folder, 'wide/cases.csv'), csv(WIDE_CONTACTS));
    writeFileSync(join(folder, 'plain.yaml'), story(DAYS));
    writeFileSync(join(folder, 'wide/wide.yaml'), wideStory(DAYS, WIDE_CONTACTS));
    writeFileSync(join(folder, 'restless/restless.yaml'), restlessStory(DAYS, RESTLESS_CONTACTS));
    const peers = ['luxon', 'moment'].map((library) => ({
      what: library,
      args: [peer, library, String(CONTACTS), String(DAYS), join(folder, 'peer.ndjson')],
      contacts: CONTACTS,
    }));
    const widePeers = ['luxon', 'moment'].map((library) => ({
      what: `${library}, wide`,
      args: [peer, library, String(WIDE_CONTACTS), String(DAYS), join(folder, 'peer.ndjson'), 'wide'],
      contacts: WIDE_CONTACTS,
      isWide: true,
    }));
    const runs = [
      ...peers,
      ...widePeers,
      ...builds().flatMap(({ name, cli }) => [
        { what: `${name}, journal of everything`, args: run(cli, folder, 'plain.yaml'), contacts: CONTACTS },
        {
          what: `${name}, journal of what was sent`,
          args: [...run(cli, folder, 'plain.yaml'), '--journal-level', 'sent'],
          contacts: CONTACTS,
        },
        {
          what: `${name}, plan on the screen`,
          args: [cli, 'plan', join(folder, 'plain.yaml')],
          contacts: CONTACTS,
        },
        {
          what: `${name}, wide: two texts a day, hours, a daily limit, replies`,
          args: run(cli, folder, 'wide/wide.yaml'),
          contacts: WIDE_CONTACTS,
          isWide: true,
        },
        {
          what: `${name}, updates of everybody each day`,
          args: run(cli, folder, 'restless/restless.yaml'),
          contacts: RESTLESS_CONTACTS,
        },
      ]),
    ].map((one) => ({
      isWide: false,
      ...one,
      /** For each contact. */ seconds: /** @type {number[]} */ ([]),
      mb: 0,
    }));
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const one of runs) {
        const { cpuMs, peakRssMb } = cpuTimed(one.args);
        one.seconds.push(cpuMs / 1000 / one.contacts);
        one.mb = Math.max(one.mb, peakRssMb);
      }
    }
    /** @param {boolean} wide */
    const peersOf = (wide) => runs.filter(({ isWide }) => isWide === wide).slice(0, 2);
    return {
      goal: 'journal of everything at 25 times luxon and 12 times moment-timezone; plan at 80 times luxon; wide at 10 times; updates at 3 times luxon',
      days: DAYS,
      runs: runs.map(({ what, contacts, seconds, mb, isWide }) => {
        const [luxon, moment] = peersOf(isWide);
        return {
          what,
          contacts,
          cpu_seconds: rounded(median(seconds) * contacts, 2),
          messages_per_cpu_second: Math.round(((isWide ? 2 : 1) * DAYS) / median(seconds)),
          times_luxon: ratioByRounds(luxon?.seconds ?? [], seconds),
          times_moment: ratioByRounds(moment?.seconds ?? [], seconds),
          peak_rss_mb: mb,
        };
      }),
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

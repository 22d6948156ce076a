/**
 * `node bench/kill.mjs [rounds] [seed]`: starts `drysend gateways --journal`, loads it over HTTP and SMTP, kills it
 * with SIGKILL at a random moment and starts it again on the same journal, round after round. Then the journal
 * must hold every message that was acknowledged exactly once, and no seq twice. Ends with 1 when it does not.
 * Needs a build: `npm run build`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { freePort, randomFrom } from './peers/at-random.mjs';
import { mailClient } from './peers/mail-client.mjs';
import { cli } from './timed.mjs';

const SID = 'AC0123456789abcdef0123456789abcdef';
const HTTP_CLIENTS = 8;
const SMTP_CLIENTS = 4;
const KILLED_AFTER_MS = { min: 60, max: 700 };
/** In every so many rounds the journal is torn by hand, as a power cut would: a kill alone seldom does. */
const TORN_EVERY = 5;

/** @returns what happened in all rounds, and what was found wrong: nothing, it is hoped. */
export async function kill(rounds, seed = 1) {
  const folder = mkdtempSync(join(tmpdir(), 'drysend-kill-'));
  const journal = join(folder, 'exchanges.ndjson');
  const random = randomFrom(seed);
  const acknowledged = { http: new Set(), smtp: new Set() };
  let [tornByHand, tornByKill] = [0, 0];
  try {
    for (let round = 1; round <= rounds; round += 1) {
      await oneRound(folder, round, random, acknowledged);
      if (isTorn(journal)) tornByKill += 1;
      if (round % TORN_EVERY > 0) continue;
      tornByHand += 1;
      appendFileSync(journal, tornLine(journal, random));
    }
    const last = await started(folder);
    last.server.kill('SIGTERM');
    await once(last.server, 'exit');
    return {
      rounds,
      seed,
      torn_by_hand: tornByHand,
      torn_by_kill: tornByKill,
      ...checked(journal, acknowledged),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function oneRound(folder, round, random, acknowledged) {
  const { server, httpPort, smtpPort } = await started(folder);
  const clients = [
    ...Array.from({ length: HTTP_CLIENTS }, (_, n) =>
      untilItDies(httpSender(httpPort), `h${round}-${n}`, acknowledged.http),
    ),
    ...Array.from({ length: SMTP_CLIENTS }, (_, n) =>
      untilItDies(mailClient(smtpPort), `s${round}-${n}`, acknowledged.smtp),
    ),
  ];
  const { min, max } = KILLED_AFTER_MS;
  await new Promise((resolve) => setTimeout(resolve, min + random() * (max - min)));
  server.kill('SIGKILL');
  await Promise.all([...clients, once(server, 'exit')]);
}

/** One message after another, each with words of its own, each sent once; what is answered is acknowledged. */
async function untilItDies(opening, name, acknowledged) {
  let client;
  try {
    client = await opening;
    for (let number = 0; ; number += 1) {
      await client.send(`${name}-${number}`);
      acknowledged.add(`${name}-${number}`);
    }
  } catch {
    client?.close();
  }
}

async function httpSender(port) {
  const url = `http://127.0.0.1:${port}/TWILIO/2010-04-01/Accounts/${SID}/Messages.json`;
  const headers = {
    authorization: `Basic ${btoa(`${SID}:rehearsal`)}`,
    'content-type': 'application/x-www-form-urlencoded',
  };
  return {
    async send(text) {
      const body = `To=%2B27831234567&From=%2B15005550006&Body=${text}`;
      const response = await fetch(url, { method: 'POST', headers, body });
      await response.text();
      if (response.status !== 201) throw new Error(`answered ${response.status}`);
    },
    close() {},
  };
}

async function started(folder) {
  const [httpPort, smtpPort, smppPort] = [await freePort(), await freePort(), await freePort()];
  const ports = [
    '--port',
    String(httpPort),
    '--smtp-port',
    String(smtpPort),
    '--smpp-port',
    String(smppPort),
  ];
  const args = ['gateways', ...ports, '--journal', folder];
  const server = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  await /** @type {Promise<void>} */ (
    new Promise((resolve, reject) => {
      server.once('exit', (code) => reject(new Error(`drysend gateways ended with ${code}`)));
      server.stdout.on('data', (chunk) => {
        if (chunk.toString().includes('Ctrl-C')) resolve();
      });
    })
  );

  return { server, httpPort, smtpPort };
}

const bytesOf = (journal) => (existsSync(journal) ? readFileSync(journal) : Buffer.alloc(0));
const isTorn = (journal) => ![undefined, 0x0a].includes(bytesOf(journal).at(-1));

/** A part of the last line, as if it had been on its way to the disk once more. */
function tornLine(journal, random) {
  const line = bytesOf(journal).toString('utf8').trimEnd().split('\n').at(-1) ?? '';
  return Buffer.from(line).subarray(0, 1 + Math.floor(random() * (line.length - 1)));
}

function checked(journal, { http, smtp }) {
  const exchanges = bytesOf(journal)
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const [counts, seqs] = [new Map(), exchanges.map(({ seq }) => seq)];
  for (const { text } of exchanges) counts.set(text.trim(), (counts.get(text.trim()) ?? 0) + 1);
  const every = [...http, ...smtp];
  return {
    acknowledged: { http: http.size, smtp: smtp.size },
    in_journal: exchanges.length,
    lost: every.filter((text) => !counts.has(text)).length,
    twice: [...counts.values()].filter((count) => count > 1).length,
    seqs_twice: seqs.length - new Set(seqs).size,
    seqs_not_rising: seqs.filter((seq, index) => index > 0 && seq <= seqs[index - 1]).length,
    torn_lines_left: isTorn(journal) ? 1 : 0,
  };
}

/** Whether nothing was found wrong, and there was something to find it in. */
export const isWhole = ({ acknowledged, lost, twice, seqs_twice, seqs_not_rising, torn_lines_left }) =>
  acknowledged.http > 0 &&
  acknowledged.smtp > 0 &&
  lost + twice + seqs_twice + seqs_not_rising + torn_lines_left === 0;

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [rounds = '10', seed = '1'] = process.argv.slice(2);
  const result = await kill(Number(rounds), Number(seed));
  console.log(JSON.stringify(result, null, 2));
  if (!isWhole(result)) process.exitCode = 1;
}

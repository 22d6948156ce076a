/**
 * `node bench/kill-lab.mjs [rounds] [seed]`: starts `drysend serve --journal`, does things in one session over its
 * API, kills the lab with SIGKILL at a random moment and starts it again on the same folder, round after round. Each
 * time the session must hold every act that was acknowledged exactly once, no act twice, and its clock must not
 * stand before the last order that was acknowledged. Ends with 1 when it does not. Needs a build: `npm run build`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { freePort, randomFrom } from './peers/at-random.mjs';
import { cli } from './timed.mjs';

const CLIENTS = 6;
const KILLED_AFTER_MS = { min: 40, max: 500 };
/** In every so many rounds the log is torn by hand, as a power cut would: a kill alone seldom does. */
const TORN_EVERY = 5;
/** Rounds with one session; a longer one would be slow by the acts it already has. */
const ROUNDS_A_SESSION = 10;

const story = `
scenario: Killed
project: {name: killed, time_zone: UTC}
gateways: {GATE: {type: twilio, number: "+15005550006"}}
routing: {global: {"*": GATE}}
cases: {asha: {type: woman, name: Asha, contact_phone_number: "8801712345678"}}
starts: 2026-06-01 09:00
timeline: [{at: 2026-06-01 09:00, register: asha}]
`;

/** @returns what happened in all rounds, and what was found wrong: nothing, it is hoped. */
export async function killLab(rounds, seed = 1) {
  const random = randomFrom(seed);
  const sums = {
    acknowledged: 0,
    clock_orders: 0,
    kept: 0,
    lost: 0,
    twice: 0,
    clock_back: 0,
    not_resumed: 0,
  };
  let [tornByHand, tornByKill] = [0, 0];
  for (let done = 0; done < rounds; done += ROUNDS_A_SESSION) {
    const folder = mkdtempSync(join(tmpdir(), 'drysend-kill-lab-'));
    const known = { acknowledged: new Set(), now: 0, orders: 0 };
    try {
      for (let round = 1; round <= Math.min(ROUNDS_A_SESSION, rounds - done); round += 1) {
        await oneRound(folder, done + round, random, known, sums);
        if (isTorn(folder)) tornByKill += 1;
        if (round % TORN_EVERY > 0) continue;
        tornByHand += 1;
        appendFileSync(logIn(folder), '{"line":999999,"acts":[{"at":17');
      }
      sums.kept += await withLab(folder, (at) => checked(at, known, sums));
      sums.acknowledged += known.acknowledged.size;
      sums.clock_orders += known.orders;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return { rounds, seed, torn_by_hand: tornByHand, torn_by_kill: tornByKill, ...sums };
}

/** Looks whether all is there, then does things until the lab is killed. */
async function oneRound(folder, round, random, known, sums) {
  const lab = await started(folder);
  try {
    const at = await sessionAt(lab.url);
    if (at === undefined) sums.not_resumed += 1;
    else if (known.acknowledged.size > 0) await checked(at, known, sums);
    const clients = [
      ...Array.from({ length: CLIENTS }, (_, n) => actsUntilItDies(at, `n${round}-${n}`, known)),
      ordersUntilItDies(at, known),
    ];
    const { min, max } = KILLED_AFTER_MS;
    await new Promise((resolve) => setTimeout(resolve, min + random() * (max - min)));
    lab.server.kill('SIGKILL');
    await Promise.all([...clients, once(lab.server, 'exit')]);
  } finally {
    lab.server.kill('SIGKILL');
  }
}

async function withLab(folder, look) {
  const { server, url } = await started(folder);
  try {
    return await look(await sessionAt(url));
  } finally {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
}

/** Finds the only session, or opens it when there was none yet. */
async function sessionAt(url) {
  const sessions = await (await fetch(`${url}api/sessions`)).json();
  if (sessions.length > 1) return undefined;
  const { id } = sessions[0] ?? (await post(`${url}api/sessions`, { text: story }));
  return `${url}api/sessions/${id}`;
}

/** One act after another, each with words of its own, each sent once; what is answered is acknowledged. */
async function actsUntilItDies(at, name, { acknowledged }) {
  try {
    for (let number = 0; ; number += 1) {
      await post(`${at}/act`, { verb: 'note', note: `${name}-${number}` });
      acknowledged.add(`${name}-${number}`);
    }
  } catch {
    // It was killed: what was not answered may be there or not.
  }
}

async function ordersUntilItDies(at, known) {
  try {
    for (;;) {
      const state = await (await fetch(`${at}/state`)).json();
      const { now } = await post(`${at}/clock`, { do: 'jump', to: state.now + 60_000 });
      known.now = Math.max(known.now, now);
      known.orders += 1;
    }
  } catch {
    // The same.
  }
}

async function post(url, body) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const answer = await response.json();
  if (!response.ok) throw new Error(JSON.stringify(answer));
  return answer;
}

/** Counts what is wrong; gives how many acts there are. */
async function checked(at, { acknowledged, now }, sums) {
  const text = await (await fetch(`${at}/scenario.yaml`)).text();
  const counts = new Map();
  for (const [, note] of text.matchAll(/note: (n\S+-\d+)/g)) counts.set(note, (counts.get(note) ?? 0) + 1);
  sums.lost += [...acknowledged].filter((note) => !counts.has(note)).length;
  sums.twice += [...counts.values()].filter((count) => count > 1).length;
  if ((await (await fetch(`${at}/state`)).json()).now < now) sums.clock_back += 1;
  return counts.size;
}

async function started(folder) {
  const port = await freePort();
  const args = ['serve', '--port', String(port), '--journal', folder];
  const server = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  server.stderr.on('data', (chunk) => {
    said += chunk;
  });
  await /** @type {Promise<void>} */ (
    new Promise((resolve, reject) => {
      server.once('exit', (code) => reject(new Error(`drysend serve ended with ${code}: ${said}`)));
      server.stdout.on('data', (chunk) => {
        if (chunk.toString().includes('Ctrl-C')) resolve();
      });
    })
  );

  if (said.includes('skipped')) throw new Error(said);
  return { server, url: `http://127.0.0.1:${port}/` };
}

function logIn(folder) {
  const name = readdirSync(folder).find((one) => /^[0-9a-f]{16}\.json$/.test(one));
  return join(folder, String(name).replace('.json', '.log'));
}

const isTorn = (folder) =>
  existsSync(logIn(folder)) && ![undefined, 0x0a].includes(readFileSync(logIn(folder)).at(-1));

/** Whether nothing was found wrong, and there was something to find it in. */
export const isWhole = ({ acknowledged, clock_orders, lost, twice, clock_back, not_resumed }) =>
  acknowledged > 0 && clock_orders > 0 && lost + twice + clock_back + not_resumed === 0;

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [rounds = '10', seed = '1'] = process.argv.slice(2);
  const result = await killLab(Number(rounds), Number(seed));
  console.log(JSON.stringify(result, null, 2));
  if (!isWhole(result)) process.exitCode = 1;
}

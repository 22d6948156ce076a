import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { csv, story } from './peers/mixed-programme.mjs';
import { cli, inTemporaryFolder, median, ratioByRounds, rounded } from './timed.mjs';

const CONTACTS = Number(process.env.CONTACTS ?? 40_000);
const DAYS = 30;
const ROUNDS = Number(process.env.ROUNDS ?? 3);
const PROCESSES = 2;

/**
 * The mixed programme by two workers of a fleet, which wait for it, and by two threads, in turns, on one machine: time on the clock and of the processors from
 * the command to the journal and the digest, of all processes that have a part in it. Needs redis-server.
 */
export function bench() {
  return inTemporaryFolder(async (folder) => {
    writeFileSync(join(folder, 'cases.csv'), csv(CONTACTS));
    writeFileSync(join(folder, 'plain.yaml'), story(DAYS));
    const port = await freePort();
    const redis = spawn(
      'redis-server',
      ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'yes'],
      { stdio: 'ignore' },
    );
    const server = ['--redis', `redis://127.0.0.1:${port}`, '--out', join(folder, 'store')];
    await new Promise((resolve) => setTimeout(resolve, 500));
    const workers = Array.from({ length: PROCESSES }, () => started(['fleet', 'worker', ...server]));
    try {
      await Promise.all(workers.map(waiting));
      const helpers = [redis, ...workers].map(({ pid }) => pid ?? 0);
      const all = { threads: [], fleet: [] };
      for (let round = 1; round <= ROUNDS; round += 1) {
        const common = [
          ...[join(folder, 'plain.yaml'), '--seed', String(round)],
          ...['--reporter', `json=${join(folder, 'r.json')}`],
        ];
        const asked = {
          threads: ['run', ...common, '--workers', '2', '--journal', join(folder, 'threads.ndjson')],
          fleet: [
            'fleet',
            'run',
            ...common,
            ...server,
            '--shards',
            '2',
            '--journal',
            join(folder, 'fleet.ndjson'),
          ],
        };
        for (const way of round % 2 === 0 ? ['fleet', 'threads'] : ['threads', 'fleet']) {
          all[way].push(await measured(asked[way], way === 'fleet' ? helpers : []));
          console.error(`${way} ${JSON.stringify(all[way].at(-1))}`);
        }
      }
      const of = (way, key) => all[way].map((each) => each[key]);
      return {
        goal: 'two workers within 15 % of two threads; overhead of 10 % at most',
        contacts: CONTACTS,
        days: DAYS,
        threads_seconds: rounded(median(of('threads', 'seconds')), 2),
        fleet_seconds: rounded(median(of('fleet', 'seconds')), 2),
        fleet_of_threads: ratioByRounds(of('fleet', 'seconds'), of('threads', 'seconds')),
        threads_cpu_seconds: rounded(median(of('threads', 'cpuSeconds')), 2),
        fleet_cpu_seconds: rounded(median(of('fleet', 'cpuSeconds')), 2),
        fleet_cpu_of_threads: ratioByRounds(of('fleet', 'cpuSeconds'), of('threads', 'cpuSeconds')),
      };
    } finally {
      for (const worker of workers) worker.kill('SIGKILL');
      redis.kill('SIGKILL');
    }
  });
}

/** @param {readonly string[]} args */
const started = (args) => spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });

/** @param {import('node:child_process').ChildProcess} worker */
const waiting = (worker) =>
  new Promise((resolve, reject) => {
    let text = '';
    worker.on('exit', () => reject(new Error(`a worker ended: ${text}`)));
    worker.stderr?.on('data', (piece) => {
      text = `${text}${piece}`.slice(-1000);
      if (text.includes('waiting for work')) resolve(undefined);
    });
  });

const SAMPLE_MS = 20;
/** `/proc` counts in hundredths of a second. */
const TICKS_PER_SECOND = 100;

/**
 * Seconds on the clock, and of the processors by the command and what others do meanwhile.
 * @param {readonly string[]} args
 * @param {readonly number[]} helpers
 */
async function measured(args, helpers) {
  const sum = () => helpers.reduce((total, pid) => total + cpuSecondsOf(pid), 0);
  const before = sum();
  const startedAt = performance.now();
  const child = spawn(process.execPath, [cli, ...args], { stdio: 'ignore' });
  let own = 0;
  const look = setInterval(() => {
    own = Math.max(own, cpuSecondsOf(child.pid ?? 0));
  }, SAMPLE_MS);
  const [status] = await once(child, 'close');
  clearInterval(look);
  if (status !== 0) throw new Error(`drysend ${args.join(' ')} ended with ${status}`);
  return { seconds: (performance.now() - startedAt) / 1000, cpuSeconds: own + sum() - before };
}

/** Of all its threads so far. @param {number} pid */
function cpuSecondsOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [user, system] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13)
      .map(Number);
    return ((user ?? 0) + (system ?? 0)) / TICKS_PER_SECOND;
  } catch {
    return 0;
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

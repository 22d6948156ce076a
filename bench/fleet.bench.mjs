import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { csv, story } from './peers/mixed-programme.mjs';
import { cli, inTemporaryFolder, median, ratioByRounds, rounded } from './timed.mjs';

const CONTACTS = Number(process.env.CONTACTS ?? 40_000);
const DAYS = 30;
const ROUNDS = Number(process.env.ROUNDS ?? 3);
const PROCESSES = 2;

/**
 * The mixed programme by two workers of a fleet, which wait for it, and by two threads, in turns, on one machine: time on the clock from the command to
 * the journal and the digest. Needs redis-server.
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
      const fleet = [];
      const threads = [];
      for (let round = 1; round <= ROUNDS; round += 1) {
        const common = [
          join(folder, 'plain.yaml'),
          '--seed',
          String(round),
          '--reporter',
          `json=${join(folder, 'r.json')}`,
        ];
        threads.push(
          await clocked(['run', ...common, '--workers', '2', '--journal', join(folder, 'threads.ndjson')]),
        );
        fleet.push(
          await clocked([
            'fleet',
            'run',
            ...common,
            ...server,
            '--shards',
            '2',
            '--journal',
            join(folder, 'fleet.ndjson'),
          ]),
        );
      }
      return {
        goal: 'two workers within 15 % of two threads; overhead of 10 % at most',
        contacts: CONTACTS,
        days: DAYS,
        threads_seconds: rounded(median(threads), 2),
        fleet_seconds: rounded(median(fleet), 2),
        fleet_of_threads: ratioByRounds(fleet, threads),
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

/** Seconds. @param {readonly string[]} args */
async function clocked(args) {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [cli, ...args], { stdio: 'ignore' });
  const [status] = await once(child, 'close');
  if (status !== 0) throw new Error(`drysend ${args.join(' ')} ended with ${status}`);
  return (performance.now() - startedAt) / 1000;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

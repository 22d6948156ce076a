/**
 * The cases of one programme shared out over two threads, against one: `run` with its journal, and `roster`. In turns, in one run.
 * Wall time depends on what else the machine does, so the processor time of each thread is kept too: what the longest chain of
 * them takes is what two free cores take at least.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportOf } from './roster-export.mjs';
import { cli, inTemporaryFolder, median, rounded } from './timed.mjs';

const WOMEN = Number(process.env.WOMEN ?? 20_000);
const ROUNDS = Number(process.env.ROUNDS ?? 3);
const COMMANDS = process.env.COMMANDS?.split(',');

/** Text on many days, so that there is more to do than to read. */
const alike = (story) =>
  story
    .replace(
      'start: {property: next_visit, offset_days: "-3"}',
      'start: {property: next_visit, offset_days: "-20"}',
    )
    .replace('stop_after: "3"', 'stop_after: "30"');

export function bench() {
  return inTemporaryFolder(async (folder) => {
    const { csv, story } = exportOf(WOMEN);
    const file = join(folder, 'visits.yaml');
    writeFileSync(join(folder, 'women.csv'), csv);
    writeFileSync(file, alike(story));
    const commands = {
      run: ['run', file, '--journal', '/dev/null'],
      roster: ['roster', file],
    };
    const results = {};
    for (const [name, args] of Object.entries(commands)) {
      if (COMMANDS && !COMMANDS.includes(name)) continue;
      results[name] = await compared(args, join(folder, 'notes.ndjson'));
      console.error(`${name} ${JSON.stringify(results[name])}`);
    }
    return {
      women: WOMEN,
      goal: 'two threads 1.7 times as fast as one',
      other_load: rounded(loadavg()[0] ?? 0),
      ...results,
    };
  });
}

/**
 * @param {readonly string[]} args
 * @param {string} notes
 */
async function compared(args, notes) {
  /** @type {Record<string, Awaited<ReturnType<typeof measured>>[]>} */
  const all = { 1: [], 2: [] };
  for (let round = 0; round < ROUNDS; round += 1)
    for (const threads of round % 2 === 0 ? ['1', '2'] : ['2', '1'])
      all[threads]?.push(await measured([cli, ...args, '--workers', threads], Number(threads), notes));
  const of = (threads, key) => median((all[threads] ?? []).map((each) => each[key]));
  return {
    wall_ratio: rounded(of('1', 'ms') / of('2', 'ms'), 2),
    chain_ratio: rounded(of('1', 'chainMs') / of('2', 'chainMs'), 2),
    one: summary(of, '1'),
    two: {
      ...summary(of, '2'),
      main_before_shards_cpu_ms: of('2', 'beforeMs'),
      main_cpu_ms: of('2', 'mainMs'),
      longest_shard_cpu_ms: of('2', 'longestMs'),
    },
  };
}

const summary = (of, threads) => ({
  ms: Math.round(of(threads, 'ms')),
  cpu_ms: Math.round(of(threads, 'cpuMs')),
  chain_cpu_ms: Math.round(of(threads, 'chainMs')),
});

const SAMPLE_MS = 20;
/** `/proc` counts in hundredths of a second. */
const TICK_MS = 10;
const hook = fileURLToPath(new URL('threads-hook.cjs', import.meta.url));

/**
 * Wall time, and processor time by thread, looked up again and again as long as the process lives.
 * @param {readonly string[]} args
 * @param {number} threads
 * @param {string} notes
 */
async function measured(args, threads, notes) {
  writeFileSync(notes, '');
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--require', hook, ...args], {
    stdio: 'ignore',
    env: { ...process.env, THREAD_NOTES: notes },
  });
  const main = child.pid ?? 0;
  /** @type {Map<number, number>} */
  const cpu = new Map();
  const look = setInterval(() => {
    for (const [thread, ms] of threadsOf(main)) cpu.set(thread, ms);
  }, SAMPLE_MS);
  const [status] = await once(child, 'exit');
  clearInterval(look);
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}`);
  const ms = performance.now() - startedAt;
  const mainMs = cpu.get(main) ?? 0;
  const cpuMs = [...cpu.values()].reduce((sum, each) => sum + each, 0);
  return { ms, cpuMs, mainMs, ...chainOf(cpu, mainMs, threads, notes) };
}

/**
 * The longest chain: what the main thread works until all shards are given out, and then the thread that works longest from where it was ready for its own;
 * or the main thread alone.
 * @param {ReadonlyMap<number, number>} cpu
 * @param {number} mainMs
 * @param {number} threads
 * @param {string} notes
 */
function chainOf(cpu, mainMs, threads, notes) {
  if (threads === 1) return { chainMs: mainMs, beforeMs: 0, longestMs: 0 };
  const noted = readFileSync(notes, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const beforeMs = Math.max(...noted.flatMap(({ givenMs }) => givenMs ?? []));
  const ready = noted.flatMap(({ thread, readyMs }) => (thread === undefined ? [] : [{ thread, readyMs }]));
  const longestMs = Math.max(...ready.map(({ thread, readyMs }) => (cpu.get(thread) ?? 0) - readyMs));
  return {
    chainMs: Math.max(mainMs, beforeMs + longestMs),
    beforeMs: rounded(beforeMs),
    longestMs: rounded(longestMs),
  };
}

/** @param {number} pid */
function threadsOf(pid) {
  try {
    return readdirSync(`/proc/${pid}/task`).map((thread) => {
      const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8');
      const [user, system] = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .slice(11, 13)
        .map(Number);
      return /** @type {[number, number]} */ ([Number(thread), ((user ?? 0) + (system ?? 0)) * TICK_MS]);
    });
  } catch {
    return [];
  }
}

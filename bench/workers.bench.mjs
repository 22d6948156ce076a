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
      results[name] = await compared(args);
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

/** @param {readonly string[]} args */
async function compared(args) {
  /** @type {Record<string, Awaited<ReturnType<typeof measured>>[]>} */
  const all = { 1: [], 2: [] };
  for (let round = 0; round < ROUNDS; round += 1)
    for (const threads of round % 2 === 0 ? ['1', '2'] : ['2', '1'])
      all[threads]?.push(await measured([cli, ...args, '--workers', threads], Number(threads)));
  const of = (threads, key) => median((all[threads] ?? []).map((each) => each[key]));
  return {
    wall_ratio: rounded(of('1', 'ms') / of('2', 'ms'), 2),
    chain_ratio: rounded(of('1', 'chainMs') / of('2', 'chainMs'), 2),
    one: summary(of, '1'),
    two: {
      ...summary(of, '2'),
      main_before_threads_cpu_ms: of('2', 'beforeMs'),
      main_cpu_ms: of('2', 'mainMs'),
      longest_thread_cpu_ms: of('2', 'longestMs'),
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
/** A thread that does no more than so much waits. */
const WAITS_MS = 20;

/**
 * Wall time, and processor time by thread, looked up again and again as long as the process lives.
 * @param {readonly string[]} args
 * @param {number} threads
 */
async function measured(args, threads) {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...args], { stdio: 'ignore' });
  const main = child.pid ?? 0;
  /** @type {Map<number, number>} */
  const cpu = new Map();
  /** Of each look. @type {Map<number, number>[]} */
  const looks = [];
  const look = setInterval(() => {
    for (const [thread, ms] of threadsOf(main)) cpu.set(thread, ms);
    looks.push(new Map(cpu));
  }, SAMPLE_MS);
  const [status] = await once(child, 'exit');
  clearInterval(look);
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}`);
  const ms = performance.now() - startedAt;
  const mainMs = cpu.get(main) ?? 0;
  // Those that run shards do the most; the others are Node's own, for garbage and the like.
  const others = [...cpu].filter(([thread]) => thread !== main).sort(([, a], [, b]) => b - a);
  const [first, longestMs] = others[0] ?? [0, 0];
  const [beforeMs, loadMs] = threads === 1 ? [0, 0] : workedBefore(looks, main, first);
  const cpuMs = [...cpu.values()].reduce((sum, each) => sum + each, 0);
  const chainMs = threads === 1 ? mainMs : beforeMs + Math.max(mainMs - beforeMs, longestMs - loadMs);
  return { ms, cpuMs, chainMs, beforeMs, mainMs, longestMs: threads === 1 ? 0 : longestMs };
}

/**
 * What the main thread and a thread had worked when that was given its shard: it has loaded by then, and waits while the story is read. That is where
 * the main thread works longest while it does not.
 * @param {Map<number, number>[]} looks
 * @param {number} main
 * @param {number} thread
 */
function workedBefore(looks, main, thread) {
  const of = (look, which) => look?.get(which) ?? 0;
  let longest = 0;
  /** @type {[number, number]} */
  let before = [0, 0];
  let start = 0;
  for (const look of looks) {
    while (of(look, thread) - of(looks[start], thread) > WAITS_MS) start += 1;
    const worked = of(look, main) - of(looks[start], main);
    if (worked <= longest) continue;
    longest = worked;
    before = [of(look, main), of(look, thread)];
  }
  return before;
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

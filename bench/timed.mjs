import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The built command line. */
export const cli = join(import.meta.dirname, '../dist/cli.js');

/** Runs Node with these arguments to its end and gives the milliseconds it took. Throws when it fails. */
export function timed(args) {
  const startedAt = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const ms = performance.now() - startedAt;
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  return ms;
}

/** The same, and the most memory that it ever had: `{ms, peakRssMb}`. */
export function timedWithMemory(args) {
  return inTemporaryFolder((folder) => {
    const file = join(folder, 'rss');
    const hook = `data:text/javascript,import{writeFileSync}from'node:fs';process.on('exit',()=>writeFileSync(${JSON.stringify(
      file,
    )},String(process.resourceUsage().maxRSS)))`;
    const ms = timed(['--import', hook, ...args]);
    return { ms, peakRssMb: Math.round(Number(readFileSync(file, 'utf8')) / 1024) };
  });
}

/**
 * Runs Node with these arguments to its end: processor time, user's and system's, and the most memory that it ever had.
 * @param {readonly string[]} args
 * @returns {{ cpuMs: number, peakRssMb: number }}
 */
export function cpuTimed(args) {
  return inTemporaryFolder((folder) => {
    const file = join(folder, 'usage');
    const hook = `data:text/javascript,import{writeFileSync}from'node:fs';process.on('exit',()=>{const{maxRSS:m,userCPUTime:u,systemCPUTime:s}=process.resourceUsage();writeFileSync(${JSON.stringify(file)},[m,u+s].join(' '))})`;
    timed(['--import', hook, ...args]);
    const [maxRss = 0, cpuMicroseconds = 0] = readFileSync(file, 'utf8').split(' ').map(Number);
    return { cpuMs: cpuMicroseconds / 1000, peakRssMb: Math.round(maxRss / 1024) };
  });
}

/**
 * Runs Node with these arguments as in a terminal (`script` of util-linux makes one): wall and processor time, the most memory that
 * it ever had, and when the first line came. Throws when it fails.
 * @param {readonly string[]} args
 * @returns {Promise<{ ms: number, cpuMs: number, peakRssMb: number, firstMs: number }>}
 */
export function terminalTimed(args) {
  return inTemporaryFolder(async (folder) => {
    const file = join(folder, 'usage');
    const hook = `import{writeFileSync}from'node:fs';process.on('exit',()=>{const{maxRSS:m,userCPUTime:u,systemCPUTime:s}=process.resourceUsage();writeFileSync(${JSON.stringify(file)},[m,u+s].join(' '))})`;
    const hookFile = join(folder, 'hook.mjs');
    writeFileSync(hookFile, hook);
    const words = [process.execPath, '--import', hookFile, ...args].map((word) => `'${word}'`).join(' ');
    const startedAt = performance.now();
    let firstMs = 0;
    const child = spawn('script', ['-qec', words, '/dev/null'], { stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.on('data', () => {
      firstMs ||= performance.now() - startedAt;
    });
    const [status] = await once(child, 'close');
    const ms = performance.now() - startedAt;
    if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}`);
    const [maxRss = 0, cpuMicroseconds = 0] = readFileSync(file, 'utf8').split(' ').map(Number);
    return { ms, firstMs, cpuMs: cpuMicroseconds / 1000, peakRssMb: Math.round(maxRss / 1024) };
  });
}

/** Gives a new folder to the work, and takes it away afterwards. */
export function inTemporaryFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'drysend-bench-'));
  const clean = () => rmSync(folder, { recursive: true, force: true });
  let result;
  try {
    result = work(folder);
  } catch (error) {
    clean();
    throw error;
  }
  if (result instanceof Promise) return result.finally(clean);
  clean();
  return result;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

export const rounded = (value, digits = 1) => Number(value.toFixed(digits));

/**
 * How much ours is of theirs: the median of the ratios of each round, whose two measurements were made soon after one another,
 * so that other work on the machine falls on both.
 * @param {readonly number[]} ours
 * @param {readonly number[]} theirs
 */
export function ratioByRounds(ours, theirs) {
  return rounded(median(ours.map((value, round) => value / (theirs[round] ?? Number.NaN))), 2);
}

/**
 * The servers of a round, forwards and backwards by turns, so that none is always measured right after the same other.
 * @template T
 * @param {readonly T[]} servers
 * @param {number} round
 */
export const inTurn = (servers, round) => (round % 2 === 0 ? servers : [...servers].reverse());

/**
 * An older build to measure in the same run, from the environment: `BEFORE=path/to/dist/cli.js`.
 * @returns {readonly { name: string, cli: string }[]} each build by the name that it has in the results
 */
export function builds() {
  const before = process.env.BEFORE;
  return [{ name: 'drysend', cli }, ...(before ? [{ name: 'drysend before', cli: before }] : [])];
}

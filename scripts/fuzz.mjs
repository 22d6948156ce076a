/**
 * Fuzzes what comes from outside: `npm run fuzz -- --minutes n [--inputs n] [--seed s] [--target name,name]`. Each target has a
 * process of its own and its share of the minutes. What is found is made small and written to test/fuzz/corpus/, where a test
 * replays it. Needs a build: the lab's sessions are threads of dist/.
 */
import { fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

/** @typedef {{ index: number, rssBytes: number }} Sample */
/** @typedef {{ what: string, words: string, index: number, path?: string }} Found */
/** @typedef {{ samples: Sample[], found: Found[], inputs: number, slowestMs: number, isWhole: boolean }} Outcome */

/**
 * A process that says nothing while it takes so much processor time, or for so long where nothing runs, hangs on the input at
 * hand. One that other work keeps from the processor does not.
 */
const SILENCE_CPU_MS = 60_000;
const SILENCE_MS = 600_000;
const LOOK_MS = 1000;
/** Of Linux, in /proc. */
const MS_PER_TICK = 10;
const ENDLESS = 1e12;

const root = fileURLToPath(new URL('..', import.meta.url));
const names = readTargetNames();
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    inputs: { type: 'string', default: '' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    target: { type: 'string', default: '' },
  },
});
const wanted = values.target === '' ? names : values.target.split(',');
for (const name of wanted.filter((one) => !names.includes(one))) {
  console.error(`no target ${name}: there are ${names.join(', ')}`);
  process.exit(1);
}

const folder = mkdtempSync(join(root, 'node_modules', '.fuzz-'));
/** @type {Record<string, object>} */
const results = {};
let foundCount = 0;
try {
  await bundle();
  console.log(`seed ${values.seed}`);
  for (const name of wanted) {
    const outcome = await fuzzed(name, (Number(values.minutes) * 60_000) / wanted.length);
    results[name] = summary(name, outcome);
    foundCount += outcome.found.length;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
mkdirSync(join(root, '.drysend'), { recursive: true });
writeFileSync(
  join(root, '.drysend/fuzz.json'),
  `${JSON.stringify({ seed: Number(values.seed), results }, null, 2)}\n`,
);
process.exitCode = foundCount > 0 ? 1 : 0;

/** The names that the table of targets has, without loading it. */
function readTargetNames() {
  const table = readFileSync(join(root, 'test/fuzz/targets/index.ts'), 'utf8');
  return [...table.matchAll(/from '\.\/([a-z-]+)\.ts'/g)].map(([, name = '']) => name);
}

async function bundle() {
  await build({
    absWorkingDir: root,
    entryPoints: ['test/fuzz/worker.ts'],
    outfile: join(folder, 'worker.mjs'),
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'error',
  });
}

/** One target, begun again behind an input that has ended its process. @param {string} name @param {number} ms */
async function fuzzed(name, ms) {
  const endsAt = Date.now() + ms;
  const most = values.inputs === '' ? ENDLESS : Number(values.inputs);
  /** @type {Outcome} */
  const outcome = { samples: [], found: [], inputs: 0, slowestMs: 0, isWhole: false };
  while (!outcome.isWhole && outcome.inputs < most && Date.now() < endsAt) {
    await inProcess(name, outcome, most, endsAt);
  }
  return outcome;
}

/** @param {string} name @param {Outcome} outcome @param {number} most @param {number} endsAt @returns {Promise<void>} */
function inProcess(name, outcome, most, endsAt) {
  const placeFile = join(folder, 'place');
  const from = outcome.inputs;
  const args = [name, values.seed, String(from), String(most - from), String(endsAt), placeFile];
  const child = fork(join(folder, 'worker.mjs'), args, {
    execArgv: ['--expose-gc', '--enable-source-maps'],
    cwd: root,
  });
  let heard = { at: Date.now(), cpuMs: cpuMsOf(child.pid) };
  const watch = setInterval(() => {
    const silentMs = Date.now() - heard.at;
    const cpuMs = (cpuMsOf(child.pid) ?? silentMs) - (heard.cpuMs ?? 0);
    if (cpuMs > SILENCE_CPU_MS || silentMs > SILENCE_MS) child.kill('SIGKILL');
  }, LOOK_MS);
  child.on('message', (/** @type {any} */ message) => {
    heard = { at: Date.now(), cpuMs: cpuMsOf(child.pid) };
    if (message.kind === 'sample') outcome.samples.push(message);
    if (message.kind === 'end') {
      outcome.inputs = from + message.inputs;
      outcome.slowestMs = Math.max(outcome.slowestMs, message.slowestMs);
      outcome.isWhole = true;
    }
    if (message.kind !== 'finding') return;
    outcome.found.push(message);
    console.log(`${name} input ${message.index}: ${message.what}: ${message.words}\n  ${message.path}`);
  });
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      clearInterval(watch);
      if (!outcome.isWhole) {
        const place = readFileSync(placeFile);
        const index = place.length === 8 ? place.readDoubleLE() : from;
        const what = signal === 'SIGKILL' ? 'hangs' : `ends the process (${code ?? signal})`;
        outcome.found.push({ what, words: '', index });
        console.log(`${name} input ${index} or one of the few behind it ${what}`);
        outcome.inputs = index + 1;
      }
      resolve();
    });
  });
}

/** Processor time that a process has had, user's and system's; undefined where the system does not say. @param {number | undefined} pid */
function cpuMsOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
  } catch {
    return undefined;
  }
}

/** @param {number[]} values */
function medianOf(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Prints what came of a target, and gives it. @param {string} name @param {Outcome} outcome */
function summary(name, { samples, found, inputs, slowestMs }) {
  // Of several samples each: one may be taken while a buffer of the last input is still held.
  const between = (/** @type {number} */ from, /** @type {number} */ to) =>
    medianOf(
      samples
        .filter(({ index }) => index >= inputs * from && index <= inputs * to)
        .map(({ rssBytes }) => rssBytes),
    );
  const quarter = between(0.2, 0.3) || (samples.find(({ index }) => index >= inputs / 4)?.rssBytes ?? 0);
  const end = between(0.9, 1);
  const mb = (/** @type {number} */ bytes) => Math.round(bytes / 1e6);
  const result = {
    inputs,
    findings: found.length,
    slowest_group_cpu_ms: Math.round(slowestMs),
    rss_mb_at_a_quarter: mb(quarter),
    rss_mb_at_the_end: mb(end),
    growth_percent: Math.round((end / Math.max(1, quarter) - 1) * 1000) / 10,
  };
  console.log(`${name} ${JSON.stringify(result)}`);
  return result;
}

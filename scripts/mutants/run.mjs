/**
 * Mutation testing of src/core: `npm run test:mutants -- [--in dispatch,route] [--sample 150] [--tests REGEX]`. Stryker makes the
 * mutants; they meet the tests in one process (worker.mjs). What was killed stays so until its file changes: a later run
 * tries the others again. docs/testing-the-tests.md says how to read what it prints.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundleTests } from './bundle.mjs';
import { instrumentCore } from './instrument.mjs';
import { survivorLines, tableOf } from './tables.mjs';

/** A worker that says nothing for so long hangs. */
const SILENCE_MS = 240_000;
const LOOK_MS = 15_000;
/** How a worker ends that a mutant has spoilt. */
const SPOILT = 3;

/** @typedef {import('./tables.mjs').Tried} Tried */
/** @typedef {import('./tables.mjs').Results} Results */

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const folder = join(root, '.drysend/mutants');
const { values } = parseArgs({
  options: {
    in: { type: 'string', default: '' },
    sample: { type: 'string', default: 'all' },
    seed: { type: 'string', default: '1' },
    tests: { type: 'string', default: '' },
  },
});

mkdirSync(folder, { recursive: true });
const { mutants, texts } = await instrumentCore(root);
const resultsFile = join(folder, 'results.json');
const known = stillTrue(existsSync(resultsFile) ? JSON.parse(readFileSync(resultsFile, 'utf8')) : {});
const wanted = sampled(mutants.filter(({ file }) => isWanted(file)));
const open = wanted.filter((mutant) => {
  const before = known[mutant.file]?.mutants[mutant.key];
  return before === undefined || ['survived', 'unreached', 'static'].includes(before.status);
});
await meetTests(open);
writeFileSync(resultsFile, JSON.stringify(known));
writeFileSync(join(folder, 'survivors.txt'), survivorLines(wanted, known));
process.stdout.write(tableOf(mutants, wanted, known));

/** @param {string} file */
function isWanted(file) {
  if (values.in === '') return true;
  return values.in.split(',').some((name) => file.startsWith(`src/core/${name}`));
}

/** The same mutants for the same seed, so many of each folder. @param {import('./instrument.mjs').Mutant[]} all */
function sampled(all) {
  if (values.sample === 'all') return all;
  const most = Number(values.sample);
  const drawn = all
    .map((mutant) => ({ mutant, lot: hash(`${values.seed} ${mutant.file} ${mutant.key}`) }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1));
  /** @type {Map<string, number>} */
  const taken = new Map();
  return drawn
    .filter(({ mutant }) => {
      const name = dirname(mutant.file);
      taken.set(name, (taken.get(name) ?? 0) + 1);
      return (taken.get(name) ?? 0) <= most;
    })
    .map(({ mutant }) => mutant);
}

/** @param {string} text */
function hash(text) {
  return createHash('sha1').update(text).digest('hex');
}

/** Without the files that have changed. @param {Results} before @returns {Results} */
function stillTrue(before) {
  /** @type {Results} */
  const kept = {};
  for (const path of texts.keys()) {
    const file = path.slice(root.length + 1);
    const now = hash(readFileSync(path, 'utf8'));
    kept[file] = before[file]?.hash === now ? before[file] : { hash: now, mutants: {} };
  }
  return kept;
}

/** Workers one after the other, until each mutant has a result. @param {import('./instrument.mjs').Mutant[]} open */
async function meetTests(open) {
  const bundle = join(folder, 'all-tests.mjs');
  await bundleTests(root, bundle, texts, new RegExp(values.tests));
  const coverage = join(folder, `coverage-${hash(readFileSync(bundle, 'utf8'))}.json`);
  const log = join(folder, 'results.ndjson');
  const list = join(folder, 'list.json');
  /** They left tests failing behind: tried once more in a fresh process. @type {Set<string>} */
  const spoilers = new Set();
  const left = new Map(open.map((mutant) => [mutant.id, mutant]));
  while (left.size > 0) {
    rmSync(log, { force: true });
    const job = { count: mutants.length, mutants: [...left.values()].map(({ id, file }) => ({ id, file })) };
    writeFileSync(list, JSON.stringify(job));
    const code = await work([bundle, list, coverage, log], () => keepResults(log, left));
    const lines = linesOf(log);
    if (lines.length === 0) throw new Error(`the worker ended with ${code} before the first mutant`);
    keepResults(log, left);
    const { id, status } = JSON.parse(lines.at(-1) ?? '');
    if (status !== 'started') continue;
    const isDown = code !== SPOILT;
    if (isDown || spoilers.has(id))
      keep(left, id, { status: isDown ? 'timeout' : 'survived', by: 'the process' });
    spoilers.add(id);
  }
}

/** @param {string[]} given @param {() => void} now Called from time to time. */
function work(given, now) {
  const child = spawn(process.execPath, ['--max-old-space-size=2500', join(here, 'worker.mjs'), ...given], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const log = given.at(-1) ?? '';
  let lines = 0;
  let silent = 0;
  const watch = setInterval(() => {
    now();
    const before = lines;
    lines = linesOf(log).length;
    silent = lines > 0 && lines === before ? silent + LOOK_MS : 0;
    if (silent > SILENCE_MS) child.kill('SIGKILL');
  }, LOOK_MS);
  return new Promise((resolve) => {
    child.on('exit', (code) => {
      clearInterval(watch);
      resolve(code);
    });
  });
}

/** @param {string} log @param {Map<string, import('./instrument.mjs').Mutant>} left */
function keepResults(log, left) {
  for (const line of linesOf(log)) {
    const { id, ...result } = JSON.parse(line);
    if (result.status !== 'started') keep(left, id, result);
  }
  writeFileSync(resultsFile, JSON.stringify(known));
}

/** @param {Map<string, import('./instrument.mjs').Mutant>} left @param {string} id @param {Tried} result */
function keep(left, id, result) {
  const mutant = left.get(id);
  if (mutant === undefined) return;
  left.delete(id);
  const file = known[mutant.file];
  // A few chosen tests do not tell that no test reaches a mutant.
  const fromFew =
    result.status === 'unreached' && values.tests !== '' && file?.mutants[mutant.key] !== undefined;
  if (file !== undefined && !fromFew) file.mutants[mutant.key] = result;
}

/** @param {string} log */
function linesOf(log) {
  if (!existsSync(log)) return [];
  const text = readFileSync(log, 'utf8');
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '');
}

/**
 * Loads code and tests once and lets each mutant of a list meet the tests that reach it, in one process. A test that fails is
 * run again without the mutant: if it fails then too, it tells nothing. Arguments: the bundle, the list of mutants, where coverage is kept, where results go.
 */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { tests } from './small-vitest.mjs';
import { activate, asked, ENDLESS, fill, forget, recordInto } from './switches.mjs';

/** A mutant that has met tests for so long (CPU time) is given up as survived. */
const BUDGET_MS = 1_500;
/** A test that takes longer than this (CPU time) without any mutant is left out. */
const SLOW_MS = 1_000;
/** A test may ask so many times as many questions as without any mutant, and so many more. */
const FUEL_FACTOR = 30;
const FUEL_MORE = 300_000;
/** When a mutant makes more tests than this fail for good, a fresh process goes on; this tells the parent. */
const SPOILT_MAX = 3;
const SPOILT = 3;

/** @typedef {import('./small-vitest.mjs').SmallTest} SmallTest */
/** @typedef {{ used: [id: string, questions: number][]; reachedBy: Record<string, number[]> }} Coverage */

const [bundle = '', list = '', coverageFile = '', results = ''] = process.argv.slice(2);
/** @type {{ count: number; mutants: { id: string; file: string }[] }} */
const job = JSON.parse(readFileSync(list, 'utf8'));
const full = 1e15;

/** What this process has computed so far: others on the machine do not count. */
const cpuMs = () => process.cpuUsage().user / 1000;
const say = (/** @type {object} */ line) => appendFileSync(results, `${JSON.stringify(line)}\n`);

const atLoad = new Uint8Array(job.count);
recordInto(atLoad);
await import(pathToFileURL(bundle).href);
recordInto(undefined);
const byId = new Map(tests.map((test) => [test.id, test]));
const coverage = existsSync(coverageFile) ? JSON.parse(readFileSync(coverageFile, 'utf8')) : await cover();
writeFileSync(coverageFile, JSON.stringify(coverage));
/** Tests that failed although no mutant was active. @type {Set<SmallTest>} */
const doubted = new Set();
/** How many mutants each test has killed. @type {Map<SmallTest, number>} */
const kills = new Map();
for (const { id, file } of job.mutants) {
  say({ id, status: 'started' });
  say({ id, ...(await meet(id, file)) });
}
process.exit(0);

/** @returns {Promise<Coverage>} */
async function cover() {
  /** @type {Coverage} */
  const found = { used: [], reachedBy: {} };
  for (const test of tests) {
    const reached = new Uint8Array(job.count);
    recordInto(reached);
    fill(full);
    const started = cpuMs();
    const failure = await failureOf(test);
    const ms = cpuMs() - started;
    recordInto(undefined);
    if (failure !== undefined)
      process.stderr.write(`left out, fails without mutants: ${test.id}: ${failure}\n`);
    else if (ms > SLOW_MS) process.stderr.write(`left out, takes ${Math.round(ms)} ms: ${test.id}\n`);
    else {
      const index = found.used.push([test.id, asked(full)]) - 1;
      reached.forEach((hit, id) => {
        if (hit === 0) return;
        found.reachedBy[id] ??= [];
        found.reachedBy[id].push(index);
      });
    }
  }
  return found;
}

/** @param {string} id @param {string} file @returns {Promise<{ status: string; by?: string; met?: number }>} */
async function meet(id, file) {
  const chosen = inOrder(coverage.reachedBy[id] ?? [], file);
  if (chosen.length === 0) return { status: atLoad[Number(id)] === 1 ? 'static' : 'unreached' };
  const started = cpuMs();
  let met = 0;
  let spoilt = 0;
  for (const { test, questions } of chosen) {
    met++;
    fill(questions * FUEL_FACTOR + FUEL_MORE);
    activate(id);
    const failure = await failureOf(test);
    activate(undefined);
    fill(full);
    if (failure !== undefined) {
      if (failure.includes(ENDLESS)) return { status: 'timeout', by: test.id, met };
      if ((await failureOf(test)) !== undefined) {
        doubted.add(test);
        process.stderr.write(`left out from now, fails without mutants: ${test.id}\n`);
        if (++spoilt > SPOILT_MAX) process.exit(SPOILT);
        continue;
      }
      kills.set(test, (kills.get(test) ?? 0) + 1);
      return { status: 'killed', by: test.id, met };
    }
    if (cpuMs() - started > BUDGET_MS) break;
  }
  return { status: 'survived', met: met < chosen.length ? met : chosen.length };
}

/** The tests of the same place first, then those that have killed most. @param {number[]} indices @param {string} file */
function inOrder(indices, file) {
  const folder = file.replace(/^src\//, 'test/').replace(/[^/]+$/, '');
  const own = file.replace(/^src\//, 'test/').replace(/\.ts$/, '.test.ts');
  const rank = (/** @type {string} */ path) => {
    if (path === own) return 0;
    if (path.startsWith(folder)) return 1;
    return path === 'test/story-digests.test.ts' || path.startsWith('test/core/') ? 2 : 3;
  };
  return indices
    .flatMap((index) => {
      const [id, questions] = coverage.used[index];
      const test = byId.get(id);
      return test === undefined
        ? []
        : [{ test, questions, rank: rank(test.file), kills: kills.get(test) ?? 0 }];
    })
    .sort((a, b) => a.rank - b.rank || b.kills - a.kills);
}

/** @param {SmallTest} test */
async function failureOf(test) {
  forget();
  try {
    await test.run();
    return undefined;
  } catch (error) {
    return String(error).slice(0, 300);
  }
}

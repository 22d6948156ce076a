/**
 * A vitest of one process: what the tests of the core use of it, and each test can be run alone and as often as one
 * likes. Stryker's own runner imports all modules anew for each mutant, which takes about four seconds; this takes none.
 */

import { format } from 'node:util';
import {
  ASYMMETRIC_MATCHERS_OBJECT,
  chai,
  customMatchers,
  GLOBAL_EXPECT,
  getState,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  setState,
} from '@vitest/expect';

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);
chai.config.truncateThreshold = 40;

/** @typedef {{ before: (() => unknown)[]; after: (() => unknown)[] }} Hooks */
/** @typedef {{ id: string; file: string; run: () => Promise<void> }} SmallTest */

/** @type {SmallTest[]} */
export const tests = [];
/** @type {Set<string>} */
const ids = new Set();
let file = '';
/** @type {{ name: string; hooks: Hooks }[]} */
let suites = [];

/** Called before the first line of each test file, see bundle.mjs. @param {string} path */
export function beginFile(path) {
  file = path;
  suites = [{ name: '', hooks: { before: [], after: [] } }];
}

/** @param {unknown} value @param {string} [message] */
export function expect(value, message) {
  return chai.expect(value, message);
}
Object.assign(expect, chai.expect);
Object.assign(expect, Reflect.get(globalThis, ASYMMETRIC_MATCHERS_OBJECT));
Object.assign(expect, {
  getState: () => getState(/** @type {never} */ (expect)),
  setState: (/** @type {object} */ state) => setState(state, /** @type {never} */ (expect)),
  extend: (/** @type {never} */ matchers) =>
    Reflect.apply(Reflect.get(chai.expect, 'extend'), chai.expect, [expect, matchers]),
});
Reflect.set(globalThis, GLOBAL_EXPECT, expect);
Reflect.get(expect, 'extend')(customMatchers);

/** @param {string} name @param {() => void} body */
export function describe(name, body) {
  suites.push({ name, hooks: { before: [], after: [] } });
  body();
  suites.pop();
}

/** @param {string} name @param {...unknown} given */
export function test(name, ...given) {
  const body = /** @type {() => unknown} */ (given.find((each) => typeof each === 'function'));
  const chain = [...suites];
  const path = [...chain.slice(1).map((suite) => suite.name), name].join(' ');
  const start = `${file}#${path.slice(0, 160)}`;
  let id = start;
  for (let copy = 2; ids.has(id); copy++) id = `${start} (${copy})`;
  ids.add(id);
  const run = async () => {
    for (const { hooks } of chain) for (const hook of hooks.before) await hook();
    try {
      await body();
    } finally {
      for (const { hooks } of chain.toReversed()) for (const hook of hooks.after) await hook();
    }
  };
  tests.push({ id, file, run });
}

/** `%s`, `$name` and `$a.b` in a title. @param {string} title @param {unknown[]} row @param {number} index */
function titleOf(title, row, index) {
  const first = row[0];
  const named = title.replaceAll(/\$([A-Za-z_][\w.]*)/g, (whole, /** @type {string} */ path) => {
    if (typeof first !== 'object' || first === null) return whole;
    const found = path
      .split('.')
      .reduce((at, key) => Reflect.get(Object(at), key), /** @type {unknown} */ (first));
    return String(found);
  });
  return /%[sdifjoO]/.test(named) ? format(named.replaceAll('%#', String(index)), ...row) : named;
}

/** @param {(name: string, body: () => unknown) => void} make */
function eachOf(make) {
  return (/** @type {readonly unknown[]} */ rows) =>
    (/** @type {string} */ title, /** @type {(...row: unknown[]) => unknown} */ body) => {
      rows.forEach((given, index) => {
        const row = Array.isArray(given) ? given : [given];
        make(titleOf(title, row, index), () => body(...row));
      });
    };
}

const nothing = Object.assign(() => {}, { each: () => () => {} });
test.each = eachOf(test);
test.skip = nothing;
test.skipIf = (/** @type {unknown} */ skipped) => (skipped ? nothing : test);
test.concurrent = test;
describe.each = eachOf(/** @type {typeof test} */ (describe));
describe.skipIf = (/** @type {unknown} */ skipped) => (skipped ? nothing : describe);
export const it = test;

/** @param {() => unknown} hook */
export const beforeEach = (hook) => suites.at(-1)?.hooks.before.push(hook);
/** @param {() => unknown} hook */
export const afterEach = (hook) => suites.at(-1)?.hooks.after.push(hook);
/** @param {() => unknown} hook */
export const beforeAll = (hook) => suites.at(-1)?.hooks.before.push(once(hook));
/** What must be taken down after all is left to the end of the process. */
export const afterAll = () => {};

/** @param {() => unknown} hook */
function once(hook) {
  /** @type {unknown} */
  let done;
  return () => (done ??= Promise.resolve(hook()));
}

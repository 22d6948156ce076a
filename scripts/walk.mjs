/**
 * How many files of the project take part in three everyday walks: `node scripts/walk.mjs`, or `--files` for their
 * names. A file takes part when a function of it runs, by V8's own coverage; what only runs when a module is loaded
 * does not count.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(root, 'node_modules', '.walk-'));

const oneAlert = `
scenario: One alert
gateways: {GW: {type: twilio, number: "15005550006"}}
routing: {global: {"*": GW}}
cases: {asha: {type: client, name: Asha, contact_phone_number: "254712000301"}}
alerts: {visit: {case_type: client, to: case, send: immediately, sms: "Hello {case.name}"}}
timeline: [{at: 2026-03-02 10:00, register: asha}]
expect: [sms to asha at 2026-03-02 10:00 saying "Hello Asha"]
`;

const keywordReply = `
scenario: One keyword
gateways: {GW: {type: twilio, number: "15005550006"}}
routing: {global: {"*": GW}}
cases: {asha: {type: client, name: Asha, contact_phone_number: "254712000301", contact_phone_number_is_verified: "1"}}
keywords: {HELP: {reply: "Hello {case.name}"}}
timeline:
  - {at: 2026-03-02 10:00, register: asha}
  - {after: 1 minute, inbound: {from: asha, via: GW, text: help}}
expect: [sms to asha at 2026-03-02 10:01 saying "Hello Asha"]
`;

/** The walks, and the number of files that each should need at most. */
const walks = [
  { name: 'one alert, one SMS, YAML to pretty', most: 130, run: () => rehearse('alert', oneAlert) },
  { name: 'a keyword and its reply', most: 150, run: () => rehearse('keyword', keywordReply) },
  { name: 'one POST to a standalone gateway', most: 63, run: onePost },
];

try {
  await build({
    absWorkingDir: root,
    entryPoints: { cli: 'src/cli/main.ts', gateways: 'scripts/walk-gateways.mjs' },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'error',
  });
  for (const { name, most, run } of walks) {
    const files = await run();
    console.log(`${String(files.length).padStart(4)} files (goal ${most})  ${name}`);
    if (process.argv.includes('--files')) console.log(files.map((file) => `       ${file}`).join('\n'));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @param {string} name @param {string} scenario */
function rehearse(name, scenario) {
  const story = join(folder, `${name}.yaml`);
  writeFileSync(story, scenario);
  return filesRun(name, [join(folder, 'cli.mjs'), 'run', story]);
}

function onePost() {
  return filesRun('post', [join(folder, 'gateways.mjs')]);
}

/**
 * Runs a program under coverage.
 * @param {string} name @param {readonly string[]} args
 * @returns {Promise<string[]>} the project's files of which a function ran, sorted
 */
async function filesRun(name, args) {
  const coverage = join(folder, `coverage-${name}`);
  mkdirSync(coverage);
  await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, NODE_V8_COVERAGE: coverage },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.on('close', (code) =>
      code === 0 ? resolve(undefined) : reject(new Error(`${name} ended with ${code}`)),
    );
  });
  const files = new Set();
  for (const report of readdirSync(coverage)) {
    for (const { url, functions } of JSON.parse(readFileSync(join(coverage, report), 'utf8')).result) {
      if (!url.includes('/.walk-') || !url.endsWith('.mjs')) continue;
      const fileAt = filesIn(readFileSync(fileURLToPath(url), 'utf8'));
      for (const { functionName, ranges } of functions) {
        const [{ count, startOffset }] = ranges;
        if (count > 0 && startOffset > 0 && functionName !== '') files.add(fileAt(startOffset));
      }
    }
  }
  return [...files].filter((file) => /^(src|mock-gateways)\//.test(file)).sort();
}

/**
 * esbuild writes the name of each file above its part of the bundle.
 * @param {string} text
 */
function filesIn(text) {
  const parts = [...text.matchAll(/^\/\/ (\S+)$/gm)].map(({ index, 1: file = '' }) => ({ index, file }));
  return (/** @type {number} */ offset) => {
    let found = '';
    for (const { index, file } of parts) {
      if (index > offset) break;
      found = file;
    }
    return found;
  };
}

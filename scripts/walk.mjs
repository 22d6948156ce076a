/**
 * How many files of the project take part in three everyday walks: `node scripts/walk.mjs`, or `--files` for their
 * names. It fails when a walk needs more than it should.
 *
 * A file takes part when the walk calls a function of it, by V8's own coverage, more often than loading the same
 * modules alone does. What a module calls while it is loaded builds tables: every gateway kind, the shapes of the
 * scenario language, the columns of the journal. Those tables are the registry, the same for every walk; one who
 * follows an alert does not step into it. docs/architecture.md has the figures.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
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
    if (files.length > most) process.exitCode = 1;
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
 * The project's files that take part in a program, sorted: those with a function that the program calls more often than
 * loading its modules does.
 * @param {string} name @param {readonly [entry: string, ...rest: string[]]} args
 */
async function filesRun(name, args) {
  const walked = await callsIn(name, args);
  const entry = pathToFileURL(args[0]).href;
  const modules = [...walked.keys()].filter((url) => url !== entry);
  const onlyLoads = join(folder, `${name}-loads.mjs`);
  writeFileSync(onlyLoads, modules.map((url) => `import ${JSON.stringify(url)};\n`).join(''));
  const loaded = await callsIn(`${name}-loads`, [onlyLoads]);
  const files = new Set();
  for (const [url, calls] of walked) {
    const fileAt = filesIn(readFileSync(fileURLToPath(url), 'utf8'));
    for (const [start, count] of calls) {
      if (count > (loaded.get(url)?.get(start) ?? 0)) files.add(fileAt(start));
    }
  }
  return [...files].filter((file) => /^(src|mock-gateways)\//.test(file)).sort();
}

/**
 * Runs a program under coverage.
 * @param {string} name @param {readonly string[]} args
 * @returns {Promise<Map<string, Map<number, number>>>} for each module of ours, how often each of its named functions
 * was called, by where the function starts
 */
async function callsIn(name, args) {
  const coverage = join(folder, `coverage-${name}`);
  mkdirSync(coverage);
  await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      // Not where drysend has run before: a list of what failed last would be read and written.
      cwd: folder,
      env: { ...process.env, NODE_V8_COVERAGE: coverage },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.on('close', (code) =>
      code === 0 ? resolve(undefined) : reject(new Error(`${name} ended with ${code}`)),
    );
  });
  const calls = new Map();
  for (const report of readdirSync(coverage)) {
    for (const { url, functions } of JSON.parse(readFileSync(join(coverage, report), 'utf8')).result) {
      if (!url.includes('/.walk-') || !url.endsWith('.mjs') || url.endsWith('-loads.mjs')) continue;
      const ofModule = new Map();
      for (const { functionName, ranges } of functions) {
        const [{ count, startOffset }] = ranges;
        if (count > 0 && startOffset > 0 && functionName !== '') ofModule.set(startOffset, count);
      }
      calls.set(url, ofModule);
    }
  }
  return calls;
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

/**
 * Runs bench/*.bench.mjs one after another (or those named), prints one table of what each measured beside its peer and goal, keeps the
 * newest in bench/results/NAME.json and every one in bench/results/history.ndjson, with the machine and the versions.
 *
 *   npm run bench                    all of them: an hour or more
 *   npm run bench -- engine smtp     these
 *   npm run bench -- --table         the table of what is kept, nothing is measured
 *
 * Needs a build: `npm run build`. Exit code 1: a benchmark could not be measured.
 */
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { textTable } from './table.mjs';
import { versionsOf } from './versions.mjs';

const here = import.meta.dirname;
const results = join(here, 'results');
const words = process.argv.slice(2);
const wanted = words.filter((word) => word !== '--table');
const all = readdirSync(here)
  .filter((file) => file.endsWith('.bench.mjs'))
  .map((file) => file.replace('.bench.mjs', ''))
  .sort();
const names = all.filter((name) => wanted.length === 0 || wanted.includes(name));
const unknown = wanted.filter((name) => !all.includes(name));

if (unknown.length > 0) {
  console.error(`no such benchmark: ${unknown.join(', ')}. There are ${all.join(', ')}.`);
  process.exitCode = 1;
} else if (words.includes('--table')) {
  const kept = names.filter((name) => existsSync(fileOf(name)));
  console.log(textTable(kept.map((name) => JSON.parse(readFileSync(fileOf(name), 'utf8')))));
} else {
  mkdirSync(results, { recursive: true });
  const measured = [];
  for (const [index, name] of names.entries()) {
    console.error(`${index + 1} of ${names.length}: ${name}`);
    measured.push(await measure(name));
  }
  console.log(textTable(measured));
  if (measured.some((one) => 'failed' in one)) process.exitCode = 1;
}

/** @param {string} name */
async function measure(name) {
  const base = { name, date: new Date().toISOString().slice(0, 10), machine: machine() };
  try {
    const { bench } = await import(`./${name}.bench.mjs`);
    const kept = { ...base, ...(await bench()) };
    writeFileSync(fileOf(name), `${JSON.stringify(kept, null, 2)}\n`);
    appendFileSync(
      join(results, 'history.ndjson'),
      `${JSON.stringify({ ...kept, versions: versionsOf(join(here, '..')) })}\n`,
    );
    return kept;
  } catch (error) {
    return { ...base, failed: error instanceof Error ? error.message : String(error) };
  }
}

/** @param {string} name */
function fileOf(name) {
  return join(results, `${name}.json`);
}

function machine() {
  const { version } = JSON.parse(readFileSync(join(here, '../package.json'), 'utf8'));
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memory_gb: Math.round(totalmem() / 1024 ** 3),
    system: `${platform()} ${release().split('-')[0]}`,
    node: process.version,
    drysend: version,
  };
}

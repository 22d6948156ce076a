/**
 * Runs bench/*.bench.mjs one after another (or those named) and keeps what each measured, with the machine
 * it was measured on, in bench/results/<name>.json. Needs a build: `npm run build`.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';

const here = import.meta.dirname;
const wanted = process.argv.slice(2);
const names = readdirSync(here)
  .filter((file) => file.endsWith('.bench.mjs'))
  .map((file) => file.replace('.bench.mjs', ''))
  .filter((name) => wanted.length === 0 || wanted.includes(name))
  .sort();

if (names.length === 0) {
  console.error(`no such benchmark: ${wanted.join(', ')}`);
  process.exitCode = 1;
}
mkdirSync(join(here, 'results'), { recursive: true });
for (const name of names) {
  const { bench } = await import(`./${name}.bench.mjs`);
  const results = await bench();
  const kept = { name, date: new Date().toISOString().slice(0, 10), machine: machine(), ...results };
  writeFileSync(join(here, 'results', `${name}.json`), `${JSON.stringify(kept, null, 2)}\n`);
  console.log(`${name}\n${JSON.stringify(results, null, 2)}`);
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

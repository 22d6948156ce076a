/**
 * Tries every change of the shipped stories and keeps what came of it: `node scripts/story-mutants.mjs`, after a build.
 * test/story-mutants.json has the score and, of each change that no promise notices, why it may stay so; reasons
 * that are there already are kept. It fails while a survivor has none.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {{ file: string, path: string, before: string, after?: string, kind: string, status: string }} Mutant */
/** @typedef {{ file: string, path: string, change: string, reason: string }} Survivor */

const root = fileURLToPath(new URL('..', import.meta.url));
const kept = join(root, 'test/story-mutants.json');
const NO_REASON = '';

/** @type {Survivor[]} */
const before = existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')).survivors : [];
const reasons = new Map(before.map((one) => [nameOf(one), one.reason]));

const args = [join(root, 'dist/cli.js'), 'mutate', 'scenarios', '--time', 'all', '--json'];
const output = execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
/** @type {{ stories: number, total: object, kinds: object, mutants: Mutant[] }} */
const { stories, total, kinds, mutants } = JSON.parse(output);
const survivors = mutants
  .filter(({ status }) => status === 'survived')
  .map(({ file, path, before: from, after }) => {
    const one = { file, path, change: `${from} → ${after ?? 'left out'}` };
    return { ...one, reason: reasons.get(nameOf(one)) ?? NO_REASON };
  });
writeFileSync(kept, `${JSON.stringify({ stories, total, kinds, survivors }, null, 2)}\n`);

const open = survivors.filter(({ reason }) => reason === NO_REASON);
for (const one of open) console.log(`no reason: ${nameOf(one)}`);
console.log(JSON.stringify(total));
process.exitCode = open.length > 0 ? 1 : 0;

/** @param {Pick<Survivor, 'file' | 'path' | 'change'>} survivor */
function nameOf({ file, path, change }) {
  return `${file} ${path}: ${change}`;
}

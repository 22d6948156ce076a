/** Stryker's mutants of src/core, all in the same text, each behind a question to switches.mjs. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Instrumenter } from '@stryker-mutator/instrumenter';

const here = dirname(fileURLToPath(import.meta.url));

/** @typedef {{ id: string; file: string; line: number; column: number; key: string; was: string; becomes: string }} Mutant */

/** @param {string} root @returns {Promise<{ mutants: Mutant[]; texts: Map<string, string> }>} */
export async function instrumentCore(root) {
  const paths = readdirSync(join(root, 'src/core'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.includes('generated'))
    .map((path) => `src/core/${path}`)
    .sort();
  const files = paths.map((name) => ({
    name: join(root, name),
    content: readFileSync(join(root, name), 'utf8'),
    mutate: true,
  }));
  const log = { debug() {}, info() {}, warn() {}, isDebugEnabled: () => false };
  const made = await new Instrumenter(/** @type {never} */ (log)).instrument(files, {
    plugins: null,
    excludedMutations: [],
    ignorers: [],
  });
  const sources = new Map(files.map(({ name, content }) => [name, content.split('\n')]));
  const mutants = made.mutants.map(({ id, fileName, location: { start, end }, mutatorName, replacement }) => {
    const lines = sources.get(fileName) ?? [];
    const was =
      start.line === end.line
        ? (lines[start.line] ?? '').slice(start.column, end.column)
        : `${(lines[start.line] ?? '').slice(start.column)} …`;
    const place = `${start.line + 1}:${start.column + 1}-${end.line + 1}:${end.column + 1}`;
    const file = fileName.slice(root.length + 1);
    const key = `${place} ${mutatorName} ${replacement}`;
    return { id, file, line: start.line + 1, column: start.column, key, was, becomes: replacement };
  });
  return { mutants, texts: new Map(made.files.map(({ name, content }) => [name, withSwitches(content)])) };
}

/** Stryker's own switches give way to those of this folder. @param {string} content */
function withSwitches(content) {
  const switches = join(here, 'switches.mjs');
  const start = content.indexOf('function stryNS_9fa48()');
  if (start < 0) return content;
  const last = content.indexOf('function stryMutAct_9fa48(id) {');
  const end = content.indexOf('\n}', last) + '\n}'.length;
  const own = `import { stryMutAct_9fa48, stryCov_9fa48, stryMemory_9fa48 } from ${JSON.stringify(switches)};`;
  return forgetful(`${own}\n${content.slice(0, start)}${content.slice(end)}`);
}

/** What a module remembers from call to call is forgotten before each test. @param {string} content */
function forgetful(content) {
  return content.replaceAll(
    /^((?:export )?const \w+(?:: [^=\n]+)? = )new (?:Weak)?Map(<.*>)?\(\);$/gm,
    '$1stryMemory_9fa48(new Map$2());',
  );
}

/**
 * The chunks that the programs of dist/ share, as CommonJS: ES modules and programs that `require`, such as tests run
 * by Jest, then load the same code.
 */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { transform } from 'esbuild';

/** Entries that may be required, too. */
const REQUIRED = [
  'index.js',
  'testing.js',
  'testing-msw.js',
  'testing-vitest.js',
  'testing-vitest-plugin.js',
];
/** Of these, what stays an ES module of its own, as its package is another in each form. */
const BOTH = ['testing-msw.js', 'testing-vitest.js'];

/** Programs of threads, only CommonJS: an ES module has Node read the exports of each chunk that it imports, over half of what a thread takes to begin. */
const THREADS = ['lab-session.js', 'run-thread.js', 'shard-thread.js', 'merge-thread.js'];

/** CommonJS dependencies inside an ES module still ask for node's own modules by require. */
const BANNER =
  "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);\n";
/** What `import.meta.url` is in CommonJS. */
const MODULE_URL = "const __moduleUrl = require('node:url').pathToFileURL(__filename).href;\n";

/**
 * Writes what esbuild has made: chunks and threads as CommonJS, programs as ES modules that import chunks, and the
 * library as CommonJS with an ES module that exports the same.
 * @param {import('esbuild').BuildResult<{ metafile: true, write: false }>} built
 */
export async function writeOutputs({ outputFiles, metafile }) {
  const exported = new Map(
    Object.entries(metafile.outputs).map(([path, one]) => [basename(path), one.exports]),
  );
  await Promise.all(
    outputFiles.map((output) => writeOutput(output, exported.get(basename(output.path)) ?? [])),
  );
}

/**
 * @param {{ readonly path: string, readonly text: string }} output
 * @param {readonly string[]} names what it exports
 */
async function writeOutput({ path, text }, names) {
  mkdirSync(dirname(path), { recursive: true });
  const isChunk = path.includes('/chunks/');
  const name = basename(path);
  if (REQUIRED.includes(name) && !BOTH.includes(name)) writeFileSync(path, exporting(names, name));
  else if (!isChunk && !THREADS.includes(name)) writeFileSync(path, withBanner(leadingToCjs(text)));
  if (text.startsWith('#!')) chmodSync(path, 0o755);
  if (isChunk || REQUIRED.includes(name) || THREADS.includes(name)) {
    writeFileSync(path.replace(/\.js$/, '.cjs'), await commonJsOf(text));
  }
}

/**
 * @param {readonly string[]} names
 * @param {string} file
 */
const exporting = (names, file) =>
  `export { ${names.join(', ')} } from './${file.replace('.js', '.cjs')}';\n`;

/** @param {string} text */
const leadingToCjs = (text) =>
  text.replace(/(["']\.{1,2}\/(?:chunks\/)?[\w-]+-[0-9A-Z]{8})\.js(?=["'])/g, '$1.cjs');

/** @param {string} text */
const withBanner = (text) => (text.startsWith('#!') ? text.replace('\n', `\n${BANNER}`) : BANNER + text);

/** @param {string} text */
async function commonJsOf(text) {
  const { code } = await transform(leadingToCjs(text), {
    minifyWhitespace: true,
    legalComments: 'none',
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    charset: 'utf8',
    define: { 'import.meta.url': '__moduleUrl' },
    supported: { 'dynamic-import': false },
  });
  return code.includes('__moduleUrl') ? MODULE_URL + code : code;
}

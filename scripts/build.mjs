/** Builds dist/: the command line, the library and their types. `npm ci` runs it through `prepare`. */
import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as buildPages } from 'vite';
import { bundled } from './bundle.mjs';
import { rolledDeclarations } from './declarations.mjs';
import { reportPage } from './report-page.mjs';
import { thirdPartyNotices } from './third-party.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const startedAt = performance.now();

try {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const [bundle, pageModules, report] = await Promise.all([
    bundled(),
    pagesBuilt(),
    reportPage(root),
    typesWritten(),
  ]);
  writeFileSync(join(root, 'dist/report.html'), report.html);
  const modules = [...Object.keys(bundle.metafile.inputs), ...pageModules, ...report.modules];
  writeFileSync(join(root, 'dist/THIRD-PARTY-NOTICES.txt'), thirdPartyNotices(root, modules));
  const kilobytes = Object.values(bundle.metafile.outputs).reduce((sum, { bytes }) => sum + bytes, 0) / 1024;
  const seconds = (performance.now() - startedAt) / 1000;
  console.log(
    `built dist/cli.js, dist/index.js, types, the lab’s pages and the report’s: ${kilobytes.toFixed(0)} kB in ${seconds.toFixed(1)} s`,
  );
} catch (error) {
  console.error(`build failed: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

/**
 * The lab's pages, into dist/lab/.
 * @returns {Promise<string[]>} the modules in them
 */
async function pagesBuilt() {
  const built = await buildPages({ configFile: join(root, 'src/lab/web/vite.config.mjs') });
  const outputs = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
  return outputs.flatMap((one) => (one.type === 'chunk' ? one.moduleIds : []));
}

/** The compiler's declarations, one for each source file, become one for each entry of the package. */
async function typesWritten() {
  const compiler = join(
    dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
    'bin/tsc',
  );
  const folder = join(root, 'dist/types');
  await run(compiler, ['-p', join(root, 'tsconfig.build.json')]);
  for (const [name, text] of await rolledDeclarations(folder)) {
    writeFileSync(join(root, 'dist', name), text);
    writeFileSync(join(root, 'dist', name.replace('.d.ts', '.d.cts')), forRequire(text));
  }
  rmSync(folder, { recursive: true });
}

/**
 * The same declarations for programs that `require`: their imports lead to twins, too.
 * @param {string} text
 */
function forRequire(text) {
  return text.replaceAll("from './scenario-definition.js'", "from './scenario-definition.cjs'");
}

/**
 * Runs a script by this Node; silent unless it fails.
 * @param {string} script
 * @param {readonly string[]} args
 * @returns {Promise<void>}
 */
function run(script, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stdout.on('data', (data) => {
      said += data;
    });
    child.stderr.on('data', (data) => {
      said += data;
    });
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${script} ended with ${code}\n${said}`)),
    );
  });
}

/**
 * The package as a user gets it: packed, installed into an empty project, counted, run, and its types checked
 * by a strict consumer (`npm run check-package`, after a build). Prints what it found; a limit that is passed is an error.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGES_MAX = 15;
const BYTES_MAX = 15_000_000;

const root = fileURLToPath(new URL('..', import.meta.url));
/** Of the strict consumer. */
const compilerOptions = {
  target: 'es2022',
  lib: ['es2023', 'dom'],
  module: 'node16',
  moduleResolution: 'node16',
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  noEmit: true,
  types: [],
  paths: { msw: [join(root, 'node_modules/msw/lib/core/index.d.mts')] },
};

const folder = mkdtempSync(join(tmpdir(), 'drysend-package-'));
try {
  installInto(folder);
  const installed = join(folder, 'node_modules');
  const packages = packagesIn(installed);
  const bytes = bytesIn(installed);
  console.log(`${packages.length} packages, ${(bytes / 1e6).toFixed(1)} MB: ${packages.join(', ')}`);
  if (packages.length > PACKAGES_MAX) throw new Error(`more than ${PACKAGES_MAX} packages`);
  if (bytes > BYTES_MAX) throw new Error(`more than ${BYTES_MAX / 1e6} MB`);
  runAsUser(folder);
  checkTypes(folder);
} catch (error) {
  console.error(`the package is not sound: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Packs what `npm publish` would send, and installs it without development dependencies.
 * @param {string} project
 */
function installInto(project) {
  const packed = said(root, 'npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', project]);
  const [{ filename }] = JSON.parse(packed);
  writeFileSync(join(project, 'package.json'), '{ "name": "consumer", "private": true }');
  said(project, 'npm', [
    ...['install', `./${filename}`, '--prefer-offline'],
    ...['--ignore-scripts', '--no-audit', '--no-fund'],
  ]);
}

/**
 * @param {string} modules a node_modules folder
 * @returns {string[]} the names of all packages in it, however deep
 */
function packagesIn(modules) {
  return namesIn(modules).flatMap((name) => [name, ...packagesIn(join(modules, name, 'node_modules'))]);
}

/** @param {string} modules */
function namesIn(modules) {
  return foldersIn(modules).flatMap((name) =>
    name.startsWith('@') ? foldersIn(join(modules, name)).map((inner) => `${name}/${inner}`) : [name],
  );
}

/** @param {string} parent a folder, which need not be there */
function foldersIn(parent) {
  const entries = existsSync(parent) ? readdirSync(parent, { withFileTypes: true }) : [];
  return entries.filter((one) => one.isDirectory() && !one.name.startsWith('.')).map(({ name }) => name);
}

/** @param {string} parent */
function bytesIn(parent) {
  const files = readdirSync(parent, { withFileTypes: true, recursive: true }).filter((one) => one.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

/**
 * The command line and the library work from the installed package.
 * @param {string} project
 */
function runAsUser(project) {
  const command = join(project, 'node_modules/.bin/drysend');
  const stories = join(project, 'node_modules/drysend/scenarios');
  console.log(`drysend ${said(project, command, ['--version']).trim()}`);
  const report = JSON.parse(said(project, command, ['run', stories, '--reporter', 'json']));
  console.log(`${report.summary.kept} shipped stories keep their promises`);
  const program = `
    import { rehearse } from 'drysend';
    import { startGateways } from 'drysend/testing';
    const run = rehearse(${JSON.stringify(join(stories, 'sending-rules/restricted-hours.yaml'))});
    const gateways = await startGateways({ gateways: { T: { type: 'twilio' } } });
    await gateways.close();
    console.log(run.ok, gateways.httpPort > 0);`;
  const answer = said(project, process.execPath, ['--input-type=module', '--eval', program]).trim();
  if (answer !== 'true true') throw new Error(`the library answers ${answer}`);
}

/**
 * A strict program of each module system that uses every entry. Only MSW, which is the user's own, is borrowed.
 * @param {string} project
 */
function checkTypes(project) {
  const esm = `
    import { rehearse, rehearseAll, ScenarioError, type Entry, type Run } from 'drysend';
    import { startGateways, type Gateways } from 'drysend/testing';
    import { gatewayHandlers } from 'drysend/testing/msw';
    const run: Run = rehearse('a.yaml', { seed: 7 });
    const texts: string[] = [...run.journal.entries()].flatMap((entry: Entry) => (entry.kind === 'sent' ? [entry.text] : []));
    const tags: readonly string[] = run.plan.tags;
    // @ts-expect-error the parts of a plan are drysend's own
    run.plan.timeline;
    const gateways: Gateways = await startGateways({ gateways: { T: { type: 'twilio' } } });
    const handlers: number = gatewayHandlers({ T: { type: 'twilio' } }).handlers.length;
    export const all = [texts, tags, gateways.url('T'), handlers, rehearseAll('b.yaml').length, ScenarioError.name];`;
  const cjs = `
    export async function seedOf(path: string): Promise<number> {
      const { rehearse } = await import('drysend');
      const { waitFor } = await import('drysend/testing');
      return waitFor(() => rehearse(path).seed);
    }`;
  mkdirSync(join(project, 'src'));
  writeFileSync(join(project, 'src/esm.mts'), esm);
  writeFileSync(join(project, 'src/cjs.cts'), cjs);
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }));
  const typescript = createRequire(import.meta.url).resolve('typescript/package.json');
  said(project, process.execPath, [join(dirname(typescript), 'bin/tsc'), '-p', project]);
  console.log('types hold for a strict consumer, as ES module and as CommonJS');
}

/**
 * What a program prints.
 * @param {string} cwd
 * @param {string} program
 * @param {readonly string[]} args
 * @throws Error with all it said, when it fails
 */
function said(cwd, program, args) {
  try {
    return execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { stdout = '', stderr = '' } = /** @type {{ stdout?: string, stderr?: string }} */ (error);
    throw new Error(`${program} ${args.join(' ')}\n${stdout}${stderr}`);
  }
}

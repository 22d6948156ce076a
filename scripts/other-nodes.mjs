/**
 * Fetches the Node versions that drysend promises to run on, beside the one that runs this: `npm run nodes`. They come
 * from the npm registry as packages that hold one program, into .drysend/nodes, or the folder that DRYSEND_NODES names.
 * The tests of test/e2e/same-bytes look for them there.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const VERSIONS = ['20.20.2', '22.23.5', '24.22.3', '26.12.1'];

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = process.env.DRYSEND_NODES ?? join(root, '.drysend/nodes');
const others = VERSIONS.filter((version) => majorOf(version) !== majorOf(process.versions.node));
const missing = others.filter((version) => !existsSync(programOf(version)));

if (process.platform !== 'linux') {
  console.error(
    `these packages are for Linux: on ${process.platform} put each Node at <folder>/node_modules/node<major>/bin/node and name the folder by DRYSEND_NODES`,
  );
  process.exitCode = 1;
} else if (missing.length > 0) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const packages = others.map(
    (version) => `node${majorOf(version)}@npm:node-linux-${process.arch}@${version}`,
  );
  const options = ['--save-exact', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
  execFileSync('npm', ['install', ...options, ...packages], { cwd: folder, stdio: 'inherit' });
}
for (const version of others) console.log(`${version} ${programOf(version)}`);

/** @param {string} version */
function majorOf(version) {
  return version.split('.')[0] ?? '';
}

/** @param {string} version */
function programOf(version) {
  return join(folder, 'node_modules', `node${majorOf(version)}`, 'bin/node');
}

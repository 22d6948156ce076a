/**
 * Writes what the pages of docs/ take from the code, and keeps the public types of the last build: `npm run docs`.
 * The parts are made by scripts/docs/; tests say when something is stale.
 */
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(root, 'node_modules', '.docs-'));
try {
  const outfile = join(folder, 'pages.mjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['scripts/docs/pages.ts'],
    outfile,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
  });
  const { generatedPages } = await import(pathToFileURL(outfile).href);
  for (const [path, text] of generatedPages(root)) writeFileSync(join(root, path), text);
  for (const name of [
    'index.d.ts',
    'scenario-definition.d.ts',
    'testing.d.ts',
    'testing-msw.d.ts',
    'testing-vitest.d.ts',
    'testing-vitest-plugin.d.ts',
  ]) {
    copyFileSync(join(root, 'dist', name), join(root, 'test/public-types', name));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

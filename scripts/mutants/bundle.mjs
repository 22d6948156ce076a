/** All tests that mutants of the core meet, and what they import, as one module. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));

/** The fast suite that reaches the core, the stories, and the recorded vectors. */
const reaching =
  /^test\/(?:(?:core|expect|scenario|imports|xform|fidelity)\/.*|conformance|story-digests)\.test\.ts$/;
/** They start programs, take seconds, or are about the gateways. */
const leftOut = new Set([
  'test/core/time/zone-table.test.ts',
  ...['lives', 'local-to-utc', 'schedules'].map((name) => `test/fidelity/${name}-as-scenarios.test.ts`),
  ...['every-fault-everywhere', 'hq-client-requests', 'hq-clients'].map(
    (name) => `test/fidelity/${name}.test.ts`,
  ),
  ...['prepare-import', 'docs'].map((name) => `test/imports/${name}.test.ts`),
  ...['imports', 'multiplied', 'near'].map((name) => `test/scenario/${name}.test.ts`),
  'test/xform/damaged-forms.test.ts',
]);

/**
 * @param {string} root
 * @param {string} outfile
 * @param {ReadonlyMap<string, string>} texts Instrumented sources by path.
 * @param {RegExp} wanted Test files by their path.
 */
export async function bundleTests(root, outfile, texts, wanted) {
  const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .map((path) => `test/${path}`)
    .filter((path) => reaching.test(path) && !leftOut.has(path) && wanted.test(path))
    .sort();
  await build({
    stdin: { contents: files.map((path) => `import './${path}';`).join('\n'), resolveDir: root },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'error',
    plugins: [asWritten(root, texts)],
  });
}

/**
 * Each module keeps the folder it was written in, and each test file tells its name.
 * @param {string} root
 * @param {ReadonlyMap<string, string>} texts
 * @returns {import('esbuild').Plugin}
 */
function asWritten(root, texts) {
  const small = { vitest: 'small-vitest.mjs', '@fast-check/vitest': 'small-laws.mjs' };
  return {
    name: 'as-written',
    setup(run) {
      for (const [name, file] of Object.entries(small)) {
        run.onResolve({ filter: new RegExp(`^${name}$`) }, () => ({
          path: join(here, file),
          external: true,
        }));
      }
      run.onResolve({ filter: /\/(?:small-vitest|switches)\.mjs$/ }, ({ path }) => ({
        path,
        external: true,
      }));
      run.onLoad({ filter: /\/(?:test|src|mock-gateways)\/.*\.ts$/ }, ({ path }) => {
        const text = (texts.get(path) ?? readFileSync(path, 'utf8'))
          .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
          .replaceAll('import.meta.url', JSON.stringify(`file://${path}`));
        if (!path.endsWith('.test.ts')) return { contents: text, loader: 'ts' };
        const first = `import { beginFile } from ${JSON.stringify(join(here, 'small-vitest.mjs'))};`;
        const name = JSON.stringify(relative(root, path));
        return { contents: `${first} beginFile(${name});${text}`, loader: 'ts' };
      });
    },
  };
}

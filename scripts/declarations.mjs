/**
 * The types that users see: one declaration file for each entry of the package, and one that they share, of the
 * scenario language.
 */
import { join } from 'node:path';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';

/** File in dist/ → the compiler's declaration file it is rolled from. */
const entries = {
  'scenario-definition.d.ts': 'src/scenario/generated/scenario-definition.d.ts',
  'index.d.ts': 'src/index.d.ts',
  'testing.d.ts': 'src/testing/index.d.ts',
  'testing-msw.d.ts': 'src/testing/msw.d.ts',
  'testing-vitest.d.ts': 'src/testing/vitest.d.ts',
  'testing-vitest-plugin.d.ts': 'src/testing/vitest-plugin.d.ts',
};

/**
 * @param {string} typesFolder what `tsc -p tsconfig.build.json` wrote
 * @returns {Promise<Map<string, string>>} file name → text
 */
export async function rolledDeclarations(typesFolder) {
  const rolled = await Promise.all(
    Object.entries(entries).map(
      async ([name, entry]) => /** @type {const} */ ([name, await rolledFrom(join(typesFolder, entry))]),
    ),
  );
  return new Map(rolled);
}

/** What all entries import from one file. */
const SHARED = /scenario-definition\.(?:js|ts|d\.ts)$/;

/** Packages of the user's own. */
const OUTSIDE = new Set(['msw', 'vitest']);

/** @param {string} input */
async function rolledFrom(input) {
  const bundle = await rollup({
    input,
    external: (id) => id !== input && (OUTSIDE.has(id) || id.startsWith('node:') || SHARED.test(id)),
    plugins: [dts()],
    onwarn: ({ message }) => {
      throw new Error(`declarations: ${message}`);
    },
  });
  const { output } = await bundle.generate({ format: 'es', paths: sharedPath });
  await bundle.close();
  return output[0].code;
}

/** @param {string} id */
const sharedPath = (id) => (SHARED.test(id) ? './scenario-definition.js' : id);

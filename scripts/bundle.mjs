/** Bundles the programs of dist/: the command line, the library, and the thread of a lab's session. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { writeOutputs } from './chunks.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** A spreadsheet reader is optional, and MSW, Vitest, BullMQ and the client of S3 are the user's own: they stay outside. */
const external = [
  ...['read-excel-file', 'read-excel-file/*', 'msw', 'vitest'],
  ...['bullmq', 'ioredis', '@aws-sdk/client-s3'],
];

/** @type {Readonly<Record<string, string>>} */
const entryPoints = {
  cli: 'src/cli/main.ts',
  index: 'src/index.ts',
  testing: 'src/testing/index.ts',
  'testing-msw': 'src/testing/msw.ts',
  'testing-vitest': 'src/testing/vitest.ts',
  'testing-vitest-plugin': 'src/testing/vitest-plugin.ts',
  'lab-session': 'src/lab/worker/session-thread.ts',
  'run-thread': 'src/cli/worker/run-thread.ts',
  'shard-thread': 'src/cli/worker/shard-thread.ts',
  'merge-thread': 'src/cli/worker/merge-thread.ts',
};

/** Some of the programs; all, unless told. */
export async function bundled(names = Object.keys(entryPoints)) {
  const built = await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(names.map((name) => [name, entryPoints[name] ?? ''])),
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    charset: 'utf8',
    minifyWhitespace: true,
    legalComments: 'none',
    external,
    metafile: true,
    write: false,
    logLevel: 'error',
  });
  await writeOutputs(built);
  return built;
}

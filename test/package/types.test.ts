import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { afterAll, describe, expect, test } from 'vitest';
import { aProject } from './a-project.ts';

const OLDEST = 'typescript-oldest@npm:typescript@5.5.4';
const project = aProject([OLDEST], ['typescript', '@typescript/old', 'msw', '@types/node']);
afterAll(() => project.remove());

const fixtures = join(import.meta.dirname, '../fixtures/consumer');
const sources = ['cjs.cts', 'esm.mts'].map((name) => ({
  name,
  text: readFileSync(join(fixtures, `${name}.txt`), 'utf8'),
}));
for (const { name, text } of sources) project.write(`src/${name}`, text);

/** As strict as they come. `module` is that of Node 16, the oldest that reads `exports`. */
const compilerOptions = {
  ...{
    target: 'es2022',
    lib: ['es2023', 'dom'],
    module: 'node16',
    moduleResolution: 'node16',
    types: ['node'],
  },
  ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noEmit: true },
  skipLibCheck: true,
};
project.write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['src'] }));

interface Diagnostic {
  readonly file: string;
  readonly line: number;
  readonly code: string;
}

describe.each([
  ['the oldest', 'typescript-oldest:tsc'],
  ['the one before the newest', '@typescript/old:tsc'],
  ['the newest', 'typescript:tsc'],
])('a strict project, by %s TypeScript', (_which, compiler) => {
  const { stdout } = project.run(compiler, ['--pretty', 'false', '-p', '.']);

  test('compiles what is right, and refuses what is wrong by the diagnostics that are listed', () => {
    const found = [...stdout.matchAll(/^src\/(\S+?)\((\d+),\d+\): error (TS\d+):/gm)].map(
      ([, file = '', line, code = '']): Diagnostic => ({ file, line: Number(line), code }),
    );
    expect(found).toEqual(sources.flatMap(({ name, text }) => intendedIn(name, text)));
  });

  test('says in each what is wrong', () => {
    for (const { text } of sources)
      for (const [, words = ''] of text.matchAll(/^\/\/ wrong: TS\d+ (.*)$/gm))
        expect(stdout).toContain(words);
  });
});

function intendedIn(file: string, text: string): Diagnostic[] {
  return text.split('\n').flatMap((line, index) => {
    const code = /^\/\/ wrong: (TS\d+)/.exec(line)?.[1];
    return code === undefined ? [] : [{ file, line: index + 2, code }];
  });
}

test('the same code is imported and required', () => {
  project.write(
    'both.mjs',
    `import { createRequire } from 'node:module';
    import { rehearse, ScenarioError } from 'drysend';
    import { startGateways } from 'drysend/testing';
    import { gatewayHandlers } from 'drysend/testing/msw';
    const require = createRequire(import.meta.url);
    const required = require('drysend');
    const run = required.rehearse({ scenario: 'x', starts: '2026-03-09 09:00', ends: '2026-03-10 09:00' });
    const gateways = await require('drysend/testing').startGateways({ gateways: { M: { type: 'smtp' } } });
    await gateways.close();
    console.log(JSON.stringify([
      run.ok, gateways.smtpPort > 0, required.rehearse === rehearse, required.ScenarioError === ScenarioError,
      require('drysend/testing').startGateways === startGateways,
      require('drysend/testing/msw').gatewayHandlers({ T: { type: 'infobip' } }).handlers.length > 0,
      gatewayHandlers({ T: { type: 'infobip' } }).handlers.length > 0,
    ]));`,
  );
  expect(project.run('both.mjs')).toEqual({
    status: 0,
    stderr: '',
    stdout: '[true,true,true,true,true,true,true]\n',
  });
});

test('every entry resolves, with types that suit the module, for require and import, old resolution and bundlers', async () => {
  const packed = createPackageFromTarballData(new Uint8Array(readFileSync(project.tarball)));
  const checked = await checkPackage(packed);
  expect('problems' in checked ? checked.problems : 'no types at all').toEqual([]);
});

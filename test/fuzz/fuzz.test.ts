/** Every input that has found something is replayed, and a few hundred new ones are tried; `npm run fuzz` tries more. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { corpusOf } from './corpus.ts';
import { inputsOf } from './inputs.ts';
import type { OpenTarget } from './target.ts';
import { targets } from './targets/index.ts';
import { tryInputs } from './try-inputs.ts';

const SEED = 1;
const INPUTS = 200;
/** A programme is three runs of three weeks. */
const PROGRAMMES = 20;

describe.each(targets)('$name', (target) => {
  let opened: OpenTarget;
  beforeAll(async () => {
    opened = await target.open();
  });
  afterAll(() => opened?.close?.());

  test('what it was broken by does no harm any more', async () => {
    for (const { file, input } of corpusOf(target)) {
      await expect(Promise.resolve(input).then(opened.run), file).resolves.toBeUndefined();
    }
    await opened.rest?.();
  });

  test('no input breaks a rule or ends in an error', async () => {
    const count = target.name === 'programmes' ? PROGRAMMES : INPUTS;
    const { findings, inputs } = await tryInputs(target, opened, inputsOf(target, SEED), { count });
    // How long one takes is a matter of the machine here.
    expect(findings.filter(({ kind }) => kind !== 'slow')).toEqual([]);
    expect(inputs).toBe(count);
  });
});

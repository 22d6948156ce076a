import { expect, test } from 'vitest';
import { createRandom } from '../lab/random.ts';
import { inputsOf } from './inputs.ts';
import { INPUT_LENGTH_MAX, mutated } from './mutate.ts';
import { must, type Target } from './target.ts';
import { targets } from './targets/index.ts';
import { tryInputs } from './try-inputs.ts';

const target = (run: (input: string) => void, different: Partial<Target> = {}): Target => ({
  name: 'a-test',
  seeds: () => ['a sound line\nand another\n'],
  words: ['bad', 'worse'],
  open: async () => ({ run }),
  ...different,
});

async function findingsOf(one: Target, count = 300, slowMs = 10_000) {
  const { findings } = await tryInputs(one, await one.open(), inputsOf(one, 7), { count, slowMs });
  return findings.map(({ kind, input, words }) => ({ kind, input, words: words.replace(/ {2,}at .*/, '') }));
}

test.each([1, 8])(
  'a broken rule is found once, and made as small as it can be, %i at a time',
  async (atOnce) => {
    const found = await findingsOf(
      target((input) => must(!input.includes('bad'), 'nothing is bad'), { atOnce }),
    );
    expect(found).toEqual([{ kind: 'broken-rule', input: 'bad', words: 'nothing is bad' }]);
  },
);

test('an error of ours is found with what it says', async () => {
  const found = await findingsOf(
    target((input) => {
      if (input.includes('worse')) throw new TypeError('cannot read it');
    }),
  );
  expect(found).toMatchObject([
    { kind: 'error', input: 'worse', words: expect.stringContaining('cannot read') },
  ]);
});

test('an input that takes longer of the processor than it may is found', async () => {
  const found = await findingsOf(
    target((input) => {
      const before = process.cpuUsage();
      while (input.includes('bad') && process.cpuUsage(before).user < 30_000);
    }),
    30,
    25,
  );
  expect(found).toEqual([expect.objectContaining({ kind: 'slow', input: expect.stringContaining('bad') })]);
});

test('what only several inputs together do is found too', async () => {
  let met = 0;
  const run = (): void => {
    met += 1;
    must(met !== 40, 'the fortieth comes through');
  };
  const found = await findingsOf(target(run, { atOnce: 8 }));
  expect(found.map(({ words }) => words)).toEqual(['once only: the fortieth comes through']);
});

test('what inputs leave behind is found between them', async () => {
  const one: Target = {
    ...target(() => {}),
    open: async () => ({ run: () => {}, rest: async () => must(false, 'others are served') }),
  };
  expect((await findingsOf(one)).map(({ words }) => words)).toEqual(['between inputs: others are served']);
});

test('the same seed makes the same inputs, and another others', () => {
  for (const one of targets) {
    const [first, again, other] = [inputsOf(one, 3), inputsOf(one, 3), inputsOf(one, 4)];
    const numbers = Array.from({ length: 20 }, (_, index) => index);
    expect(numbers.map(again)).toEqual(numbers.map(first));
    expect(numbers.map(other)).not.toEqual(numbers.map(first));
  }
});

test('no mutation is longer than the bound, and most change something', () => {
  const random = createRandom(1);
  const text = 'a: 1\nb: two\n'.repeat(20);
  const sources = { words: ['c'.repeat(50_000)], others: [text], isBytes: false };
  const all = Array.from({ length: 500 }, () => mutated(text, random, sources));
  expect(Math.max(...all.map(({ length }) => length))).toBeLessThanOrEqual(INPUT_LENGTH_MAX);
  expect(all.filter((one) => one !== text).length).toBeGreaterThan(450);
});

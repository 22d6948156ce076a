import { expect, test } from 'vitest';
import { determinismFailure } from '../../src/cli/determinism.ts';
import type { Run } from '../../src/core/model/run.ts';
import { evidenceText } from '../../src/report/verdict/evidence-line.ts';

const aRun = (digest: string, lines: readonly string[]): Run =>
  ({ digest, journal: { lines: () => lines.values() } }) as Partial<Run> as Run;

test('the same digest is no failure', () => {
  expect(determinismFailure(aRun('a', []), () => aRun('a', []))).toBeUndefined();
});

test.each([
  ['a changed line', ['1\n', '2\n'], ['1\n', '3\n'], ['line 2', 'first    2', 'second   3']],
  ['a line less', ['1\n', '2\n'], ['1\n'], ['line 2', 'first    2', 'second   (the journal ends)']],
  ['a line more', ['1\n'], ['1\n', '2\n'], ['line 2', 'first    (the journal ends)', 'second   2']],
])('%s is found', (_story, first, second, words) => {
  const failure = determinismFailure(aRun('a', first), () => aRun('b', second));
  for (const word of words) expect(failure?.lines.map(evidenceText).join('\n')).toContain(word);
});

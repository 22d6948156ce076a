import { expect, test } from 'vitest';
import { memoryNote } from '../../src/cli/memory-note.ts';
import { plansFrom } from '../helpers/plans-from.ts';

test('a run that is going to need more than 1.5 GB says so, and how to need less', () => {
  const [plan] = plansFrom('scenario: A programme\nstarts: 2026-03-02 09:00\n');
  const [, seed] = [
    ...plansFrom('scenario: x\ncases: {a: {type: w}}\nstarts: 2026-03-02 09:00\n')[0]!.cases,
  ][0]!;
  const cases = new Map(Array.from({ length: 300_000 }, (_, index) => [`c${index}`, seed]));
  const note = memoryNote({ ...plan!, cases });
  expect(note).toContain('A programme: promises, an HTML report and --check-determinism keep the journal');
  expect(note).toContain('300,000 cases in memory, up to 2.2 GB');
  expect(note).toContain('without them, or with fewer rows, it takes half');
});

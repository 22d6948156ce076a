import type { Run } from '../core/model/run.ts';
import type { Failure } from '../report/scenario-result.ts';
import type { EvidenceLine } from '../report/verdict/evidence-line.ts';

/** Rehearses once more and returns where the two journals first differ; undefined when they are the same. */
export function determinismFailure(first: Run, again: () => Run): Failure | undefined {
  const second = again();
  if (first.digest === second.digest) return undefined;
  return {
    kind: 'determinism',
    title: 'two rehearsals with the same seed wrote different journals',
    lines: [...both(first.digest, second.digest), ...firstDifference(first, second)],
  };
}

function firstDifference(first: Run, second: Run): EvidenceLine[] {
  const others = second.journal.lines();
  let lineNumber = 0;
  for (const line of first.journal.lines()) {
    lineNumber += 1;
    const other = others.next();
    if (other.done || other.value !== line) {
      return differenceAt(lineNumber, line, other.done ? undefined : other.value);
    }
  }
  const extra = others.next();
  return extra.done ? [] : differenceAt(lineNumber + 1, undefined, extra.value);
}

function differenceAt(
  lineNumber: number,
  line: string | undefined,
  other: string | undefined,
): EvidenceLine[] {
  const lineOrEnd = (text: string | undefined): string => text?.trimEnd() ?? '(the journal ends)';
  return [{ text: `they first differ in line ${lineNumber}` }, ...both(lineOrEnd(line), lineOrEnd(other))];
}

const both = (first: string, second: string): EvidenceLine[] => [
  { label: 'first    ', text: first },
  { label: 'second   ', text: second },
];

/** A story as the tests of a pipeline: a case for each promise, and one for all invariants that held. */
import type { SourceLocation } from '../core/model/expectation.ts';
import type { Failure, ScenarioResult } from './scenario-result.ts';
import { counted } from './text/span.ts';
import { evidenceText } from './verdict/evidence-line.ts';

export interface TestCase {
  /** Unique in its story. */
  readonly title: string;
  /** What it is about; the story itself where nothing else is known. */
  readonly source: SourceLocation;
  readonly failure?: TestFailure | undefined;
}

interface TestFailure {
  readonly kind: Failure['kind'];
  readonly title: string;
  /** All that the report for people says of it, and how to see it again. */
  readonly text: string;
}

/** In the order of the verdicts; what else went wrong comes last. */
export function testCasesOf(story: ScenarioResult): TestCase[] {
  const { promises, failures } = story;
  const start: SourceLocation = { file: story.file, line: story.line, column: 1 };
  const promised = new Set(promises.map(({ failure }) => failure));
  const held = promises.filter(({ kind, failure }) => kind === 'invariant' && !failure);
  const cases: TestCase[] = [
    ...promises
      .filter(({ kind, failure }) => kind !== 'invariant' || failure)
      .map(({ title, source = start, failure }) => ({ title, source, failure: failureOf(failure, story) })),
    ...(held.length > 0 ? [{ title: `${counted(held.length, 'invariant')} held`, source: start }] : []),
    ...failures
      .filter((failure) => !promised.has(failure))
      .map((failure) => ({ title: failure.title, source: start, failure: failureOf(failure, story) })),
  ];
  return numbered(cases);
}

function failureOf(failure: Failure | undefined, { replay }: ScenarioResult): TestFailure | undefined {
  if (!failure) return undefined;
  const { kind, title, lines, where } = failure;
  const text = [
    title,
    ...lines.map(evidenceText),
    ...(where === undefined ? [] : [where]),
    `again     ${replay}`,
  ];
  return { kind, title, text: text.join('\n') };
}

/** Programs that collect tests take two of one name for one test. */
function numbered(cases: readonly TestCase[]): TestCase[] {
  const seen = new Map<string, number>();
  return cases.map((each) => {
    const ordinal = (seen.get(each.title) ?? 0) + 1;
    seen.set(each.title, ordinal);
    return ordinal === 1 ? each : { ...each, title: `${each.title} (${ordinal})` };
  });
}

import type { Expectation } from '../core/model/expectation.ts';
import type { Plan } from '../core/model/plan.ts';
import type { Run } from '../core/model/run.ts';
import { zoneOfProject } from '../core/time/zone.ts';
import { RowCollector } from '../expect/rows.ts';
import { printTranscript } from '../expect/transcript.ts';
import type { FileAccess } from './files/file-access.ts';

type TranscriptExpectation = Expectation & { readonly kind: 'transcript' };

/** A plan's `transcript` expectations, at its end and on the way. */
export function transcriptsOf({ expectations, timeline }: Plan): TranscriptExpectation[] {
  const checks = timeline.flatMap(({ act }) => (act.verb === 'expect' ? act.expectations : []));
  return [...expectations, ...checks].filter((each) => each.kind === 'transcript');
}

/** The files that they name, found beside the scenario. */
export const transcriptFiles = (plan: Plan): string[] => transcriptsOf(plan).map(({ file }) => file);

/** A transcript that is to be another. */
export interface TranscriptUpdate {
  readonly file: string;
  /** undefined: there is no such file yet. */
  readonly before: string | undefined;
  readonly after: string;
}

/**
 * Writes what happened into the files, as far as the story may write them, and gives the plan with the new texts.
 * `onChange` is called before each file is written. Throws CannotWrite, or the system's own error.
 */
export function updateTranscripts(
  { plan, journal }: Run,
  access: FileAccess,
  onChange: (update: TranscriptUpdate) => void,
): Plan {
  const rows = new RowCollector();
  let index = 0;
  for (const entry of journal.entries()) rows.take(entry, index++);
  const text = printTranscript(rows.rows, zoneOfProject(plan.project));
  const changed = transcriptsOf(plan).filter((each) => each.text !== text);
  for (const [file, before] of new Map(changed.map((each) => [each.file, each.text]))) {
    onChange({ file, before, after: text });
    access.write(file, text);
  }
  return withText(plan, text);
}

function withText(plan: Plan, text: string): Plan {
  const renewed = (each: Expectation): Expectation => (each.kind === 'transcript' ? { ...each, text } : each);
  return {
    ...plan,
    expectations: plan.expectations.map(renewed),
    timeline: plan.timeline.map((entry) =>
      entry.act.verb === 'expect'
        ? { ...entry, act: { ...entry.act, expectations: entry.act.expectations.map(renewed) } }
        : entry,
    ),
  };
}

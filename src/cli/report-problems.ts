/** Files that are no sound scenarios in the reports of pipelines: they would look as if nothing had been wrong. */
import { summaryOf } from '../report/summary.ts';
import { unreadResult } from '../report/unread-result.ts';
import { checkTargets, openTestReports, outputTargets } from './outputs.ts';
import type { OutputOptions } from './run-options.ts';
import type { Terminal } from './terminal.ts';
import type { UnsoundFiles } from './unsound-files.ts';

interface ReportOpening {
  readonly terminal: Terminal;
  readonly version: string;
  /** On both clocks, in milliseconds. */
  readonly started: { readonly epochMs: number; readonly clockMs: number };
}

/** Writes those of the reports that have a test for each promise; the others tell people, who read stderr. */
export function reportProblems(
  { files }: UnsoundFiles,
  { reporter }: Pick<OutputOptions, 'reporter'>,
  { terminal, version, started }: ReportOpening,
): void {
  const inputs = files.flatMap(({ path, problems }) => [path, ...problems.map(({ file }) => file)]);
  checkTargets(outputTargets({ reporter }, []), inputs);
  const reports = openTestReports(reporter, terminal);
  try {
    const results = files.map(unreadResult);
    reports.begin({ version, titles: results.map(({ title }) => title), startedAt: started.epochMs });
    for (const result of results) reports.story(result);
    reports.end(summaryOf(results, results.length, performance.now() - started.clockMs));
  } finally {
    reports.close();
  }
}

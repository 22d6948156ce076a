/** What `drysend run` prints about promises that broke: title, evidence, place, and the command that shows it again. */
import type { Run } from '../core/model/run.ts';
import type { Verdict } from '../core/model/verdict.ts';
import { failuresText } from '../report/pretty/summary-text.ts';
import { resultOf } from '../report/scenario-result.ts';
import { inkFor } from '../report/text/terminal-text.ts';

/** Columns of the text: as many as a report has that is piped. */
const COLUMNS = 100;

/** The failures of all runs; empty where every promise was kept. */
export function failuresOf(runs: readonly Run[]): string {
  const results = runs.map((run) => resultOf(run, 0));
  return failuresText(results, COLUMNS, inkFor(false)).replace(/^\n|\n$/g, '');
}

/** The same for promises that a test makes. */
export const failuresWith = (run: Run, verdicts: readonly Verdict[]): string =>
  failuresOf([{ ...run, verdicts, ok: verdicts.every(({ kept }) => kept) }]);

/** What the page is of: the run or the comparison that stands in it. */
import type { DiffSummary } from '../../data/diff-summary.ts';
import type { ReportSummary } from '../../data/report-summary.ts';

let read: ReportSummary | DiffSummary | undefined;

export function contents(): ReportSummary | DiffSummary {
  read ??= JSON.parse(document.getElementById('summary')?.textContent ?? '') as ReportSummary | DiffSummary;
  return read;
}

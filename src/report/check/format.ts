/** How the findings of a check are printed: each format takes them one by one, so that memory stays small. */
import type { Finding } from '../../check/finding.ts';
import type { Severity } from '../../core/model/severity.ts';

/** What is known at the end. */
export interface CheckSummary {
  readonly stories: number;
  readonly counts: Readonly<Record<Severity, number>>;
}

/** Each gives the text that it has ready. */
export interface CheckFormat {
  begin(): string;
  /** `named` puts people's names beside the ids that a text has; it takes a while. */
  finding(finding: Finding, named: (text: string) => string): string;
  end(summary: CheckSummary): string;
}

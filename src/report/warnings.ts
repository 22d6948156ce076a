import type { JournalView } from '../core/model/run.ts';

/** Something that HQ hides but a tester must know. */
export interface Warning {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  /** `{ case: 'asha' }` */
  readonly about: Readonly<Record<string, string>>;
}

/** Kept of one story; its totals count all of them. */
const WARNINGS_MAX = 1000;

/** The warnings of a journal in order, the first of very many. */
export function warningsOf(journal: JournalView): Warning[] {
  const warnings: Warning[] = [];
  for (const { kind, code, message, hint, about } of journal.entries()) {
    if (kind !== 'warning') continue;
    warnings.push({
      code: code ?? '',
      message: message ?? '',
      ...(hint !== undefined && { hint }),
      about: about ?? {},
    });
    if (warnings.length === WARNINGS_MAX) break;
  }
  return warnings;
}

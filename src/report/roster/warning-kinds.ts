/** Warnings by code: how many, how serious, and one of them as an example. */
import type { Entry } from '../../core/model/entry.ts';

/** `error`: messages go wrong or do not go; `note`: nothing needs mending; the words are those of SARIF. */
type Severity = 'error' | 'warning' | 'note';

export interface WarningKind {
  readonly code: string;
  readonly severity: Severity;
  readonly count: number;
  /** The first of them. */
  readonly example: string;
  /** Key of the case that the example is about. */
  readonly case: string | undefined;
  readonly hint: string | undefined;
}

const notes: ReadonlySet<string> = new Set(['IMPORT_MISSING_MARK', 'IMPORT_NUMBER_FORMATTED']);

const errors: ReadonlySet<string> = new Set([
  ...['IMPORT_EXCEL_NUMBER', 'IMPORT_NUMBER_DECIMAL', 'IMPORT_NATIONAL_ZERO', 'IMPORT_NUMBER_UNREADABLE'],
  ...['IMPORT_DATE_FORMAT', 'IMPORT_DATE_SERIAL', 'IMPORT_DATE_IMPOSSIBLE', 'IMPORT_CASE_ID_TWICE'],
  ...['NUMBER_IMPOSSIBLE', 'NUMBER_NATIONAL_ZERO', 'NUMBER_NO_COUNTRY', 'NO_PHONE_NUMBER'],
  ...['NO_SUITABLE_GATEWAY', 'GATEWAY_NOT_FOUND', 'GATEWAY_NEVER_ANSWERS', 'FORM_FAILS'],
  ...['NUMBER_NOT_READ', 'GATEWAY_UNKNOWN', 'US_OPT_IN_MISSING', 'NOBODY_TO_SEND_TO', 'BROADCAST_NEVER_SENT'],
]);

/** Counts the warnings that go by. */
export class WarningTally {
  private readonly kinds = new Map<string, WarningKind>();

  record({ code = '', message = '', hint, about }: Entry): void {
    const known = this.kinds.get(code);
    const first = { code, severity: severityOf(code), count: 0, example: message, case: about?.case, hint };
    this.kinds.set(code, { ...(known ?? first), count: (known?.count ?? 0) + 1 });
  }

  /** The most serious first, then the most frequent. */
  all(): WarningKind[] {
    return [...this.kinds.values()].sort(
      (a, b) => order[a.severity] - order[b.severity] || b.count - a.count || (a.code < b.code ? -1 : 1),
    );
  }
}

const order: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

function severityOf(code: string): Severity {
  if (errors.has(code)) return 'error';
  return notes.has(code) ? 'note' : 'warning';
}

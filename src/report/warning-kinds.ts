/** Warnings by code: how many, how serious, and one of them as an example. */
import type { Severity } from '../core/model/severity.ts';
import { severityOf, type WarningCode } from '../core/model/warning-codes.ts';
import { grouped } from '../core/text/grouped.ts';
import { NOTICES_PER_CODE_MAX } from '../imports/limits.ts';
import type { Warning } from './warning.ts';

export interface WarningKind {
  readonly code: string;
  readonly severity: Severity;
  readonly count: number;
  /** The first of them. */
  readonly example: string;
  /** What the example is about, such as `{ case: 'asha' }`. */
  readonly about: Readonly<Record<string, string>>;
  readonly hint: string | undefined;
}

/** Those that need no mending in a few words, for one line of a report. */
export function harmlessText(kinds: readonly WarningKind[]): string {
  const notes = kinds.filter(({ severity }) => severity === 'note');
  return notes.map(({ code, count }) => `${code} ${grouped(count)}`).join(', ');
}

/** One of these keeps a message from everybody: they stand before what damages one contact each. */
const stopsMany: ReadonlySet<string> = new Set<WarningCode>([
  ...(['ALERT_NEVER_STARTS', 'ROUTE_GATEWAY_UNKNOWN', 'IMPORT_COLUMN_NEEDED', 'IMPORT_COLUMN_NAME'] as const),
  'PLACEHOLDER_NEVER_FILLED',
]);

/** Those that are looked at first: by how serious they are, by how many they touch. */
export const byWeight = (a: Weighed, b: Weighed): number =>
  order[severityOf(a.code)] - order[severityOf(b.code)] ||
  Number(stopsMany.has(b.code)) - Number(stopsMany.has(a.code)) ||
  b.count - a.count ||
  (a.code < b.code ? -1 : 1);

type Weighed = Pick<WarningKind, 'code' | 'count'>;

/** Counts the warnings that go by. */
export class WarningTally {
  private readonly kinds = new Map<string, Counted>();

  record(warning: Warning): void {
    const known = this.kinds.get(warning.code);
    if (known === undefined || warning.code === AND_MORE) this.add(kindOf(warning));
    else known.count += 1;
  }

  /** Counts further warnings of a kind; the example that came first stays. */
  add(kind: WarningKind): void {
    const known = this.kinds.get(kind.code);
    if (known === undefined) this.kinds.set(kind.code, { ...kind });
    else known.count += kind.count;
  }

  /** The most serious first, then what touches everybody, then the most frequent. */
  all(): WarningKind[] {
    return [...this.kinds.values()].map((kind) => ({ ...kind })).sort(byWeight);
  }
}

type Counted = Omit<WarningKind, 'count'> & { count: number };

const AND_MORE = 'IMPORT_AND_MORE' satisfies WarningCode;

/** `IMPORT_AND_MORE` stands for rows with another code, and counts as many of that. */
export function kindOf({ code, message, hint, about }: Warning): WarningKind {
  const standsFor = code === AND_MORE ? about.code : undefined;
  const counted =
    standsFor === undefined
      ? { code, count: 1 }
      : { code: standsFor, count: Number(about.count) - NOTICES_PER_CODE_MAX };
  return { ...counted, severity: severityOf(counted.code), example: message, about, hint };
}

const order: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

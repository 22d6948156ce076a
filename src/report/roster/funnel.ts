/** How far an alert, a broadcast or a keyword came with its cases, as counts. */
import type { Entry, Reason } from '../../core/model/entry.ts';
import { personOf, type RosterRow } from './row.ts';

/** Each step counts cases, or recipients where there is no case; the outcomes count entries of the journal. */
export interface Funnel {
  /** `alert visit` */
  readonly cause: string;
  /** Of an alert. */
  readonly caseType?: string;
  /** Cases of that type that were registered; undefined where the scenario is not at hand. */
  readonly cases?: number;
  readonly matched: number;
  readonly started: number;
  readonly fellDue: number;
  readonly outcomes: readonly OutcomeCount[];
}

/** How many messages or events came to one end, and of how many people. */
export interface OutcomeCount {
  readonly outcome: 'sent' | 'held' | 'waiting' | 'error' | 'skipped';
  /** Error code, or the reason; undefined: sent. */
  readonly reason?: string | undefined;
  readonly rows: number;
  readonly people: number;
}

const MATCHED = 1;
const STARTED = 2;
const DUE = 4;

/** A rule that does not hold has these reasons; all other reasons come after it held. */
const notMatched: ReadonlySet<Reason> = new Set([
  'rule_not_true',
  'case_closed',
  'case_deleted',
  'alert_off',
]);
/** The event was due, and then passed over. */
const passedOverWhenDue: ReadonlySet<Reason> = new Set(['stale', 'empty_text', 'no_recipient_filter']);

const outcomeOrder: readonly OutcomeCount['outcome'][] = ['sent', 'held', 'waiting', 'error', 'skipped'];

/** Counts one cause as entries go by; it remembers the subjects and the people, never the messages. */
export class FunnelTally {
  private readonly subjects = new Map<string, number>();
  private readonly counts = new Map<
    string,
    { count: Omit<OutcomeCount, 'people' | 'rows'>; rows: number; people: Set<string> }
  >();

  /** How far the entry shows its case, or recipient, to have come. */
  step(entry: Entry): void {
    const reached = reachedBy(entry);
    const subject = entry.case ?? entry.to ?? entry.recipient ?? entry.number ?? '';
    if (reached > 0) this.subjects.set(subject, (this.subjects.get(subject) ?? 0) | reached);
  }

  row(row: RosterRow): void {
    const { outcome, reason } = row;
    if (outcome !== 'nothing') this.count({ outcome, reason }, personOf(row));
  }

  held(reason: string | undefined, person: string): void {
    this.count({ outcome: 'held', reason }, person);
  }

  private count(count: Omit<OutcomeCount, 'people' | 'rows'>, person: string): void {
    const key = `${count.outcome} ${count.reason ?? ''}`;
    const known = this.counts.get(key) ?? { count, rows: 0, people: new Set<string>() };
    known.rows += 1;
    known.people.add(person);
    this.counts.set(key, known);
  }

  funnel(cause: string, about: Pick<Funnel, 'caseType' | 'cases'>): Funnel {
    return {
      cause,
      ...about,
      matched: this.reached(MATCHED),
      started: this.reached(STARTED),
      fellDue: this.reached(DUE),
      outcomes: [...this.counts.values()]
        .map(({ count, rows, people }) => ({ ...count, rows, people: people.size }))
        .sort(byOutcome),
    };
  }

  private reached(step: number): number {
    let count = 0;
    for (const marks of this.subjects.values()) if ((marks & step) !== 0) count += 1;
    return count;
  }
}

/** Whoever came to a step came through those before it: a journal without `armed` lines gives the same counts. */
function reachedBy({ kind, reason }: Entry): number {
  switch (kind) {
    case 'queued':
    case 'sent':
    case 'error':
      return MATCHED | STARTED | DUE;
    case 'armed':
    case 'rearmed':
      return MATCHED | STARTED;
    case 'disarmed':
      return reason === undefined || notMatched.has(reason) ? 0 : MATCHED;
    case 'skipped':
      if (reason === undefined || notMatched.has(reason)) return 0;
      return passedOverWhenDue.has(reason) ? MATCHED | STARTED | DUE : MATCHED;
    default:
      return 0;
  }
}

function byOutcome(a: OutcomeCount, b: OutcomeCount): number {
  const order = outcomeOrder.indexOf(a.outcome) - outcomeOrder.indexOf(b.outcome);
  return order || b.rows - a.rows || ((a.reason ?? '') < (b.reason ?? '') ? -1 : 1);
}

/** How far an alert, a broadcast or a keyword came with its cases, as counts. */
import type { Entry, Reason } from '../../core/model/entry.ts';
import type { NothingGroup, NothingTally } from './nothing.ts';
import type { RosterRow } from './row.ts';

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
  /** Of an alert or broadcast: how many it is for, and how many of them got nothing from it. */
  readonly gotNothing?: NothingCounts;
}

export interface NothingCounts {
  readonly contacts: number;
  readonly reasons: readonly (Pick<NothingGroup, 'reason' | 'detail'> & { readonly count: number })[];
}

/** How many messages or events came to one end, and of how many people. */
export interface OutcomeCount {
  readonly outcome: 'sent' | 'held' | 'waiting' | 'error' | 'skipped';
  /** Error code, or the reason; undefined: sent. */
  readonly reason?: string | undefined;
  /** Of `bad_date` whether there is a date at all: `no edd`, `edd is not a date`. */
  readonly detail?: string;
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

const SENT: Omit<OutcomeCount, 'people' | 'rows'> = { outcome: 'sent' };

interface Counted {
  readonly count: Omit<OutcomeCount, 'people' | 'rows'>;
  rows: number;
  readonly people: Set<string>;
}

/** Counts one cause as entries go by; it remembers the subjects and the people, never the messages. */
export class FunnelTally {
  private readonly silence: NothingTally | undefined;
  private readonly subjects = new Map<string, number>();
  private readonly counts = new Map<string, Counted>();
  private sentCount: Counted | undefined;

  /** `silence` counts who got nothing from it. */
  constructor(silence?: NothingTally) {
    this.silence = silence;
  }

  /** Somebody of whom the cause is, before it has done anything. */
  join(person: number): void {
    this.silence?.join(person);
  }

  decide(entry: Entry, people: readonly number[]): void {
    this.silence?.record(entry, people);
  }

  /** How far the entry shows its case, or recipient, to have come. */
  step(entry: Entry): void {
    const reached = reachedBy(entry);
    const subject = entry.case ?? entry.to ?? entry.recipient ?? entry.number ?? '';
    if (reached === 0) return;
    const known = this.subjects.get(subject) ?? 0;
    if ((known | reached) !== known) this.subjects.set(subject, known | reached);
  }

  /** `person` is whom it is about. */
  row(row: RosterRow, person: string): void {
    const { outcome, reason, detail = '' } = row;
    if (outcome === 'nothing') return;
    const dated = reason === 'bad_date' && detail !== '' ? { detail } : {};
    this.count({ outcome, reason, ...dated }, person);
  }

  /** The same for a message that was sent. */
  sent(person: string): void {
    this.sentCount ??= this.counted(SENT);
    this.sentCount.rows += 1;
    this.sentCount.people.add(person);
  }

  /** More messages to somebody who got one before. */
  sentAgain(messages: number): void {
    this.counted(SENT).rows += messages;
  }

  held(reason: string | undefined, person: string): void {
    this.count({ outcome: 'held', reason }, person);
  }

  private count(count: Omit<OutcomeCount, 'people' | 'rows'>, person: string): void {
    const known = this.counted(count);
    known.rows += 1;
    known.people.add(person);
  }

  private counted(count: Omit<OutcomeCount, 'people' | 'rows'>): Counted {
    const key = countKey(count);
    const known = this.counts.get(key) ?? { count, rows: 0, people: new Set<string>() };
    this.counts.set(key, known);
    return known;
  }

  /** `takes` says which people are asked for; undefined: who got nothing is not. */
  funnel(
    cause: string,
    about: Pick<Funnel, 'caseType' | 'cases'>,
    takes: ((key: string) => boolean) | undefined,
  ): Funnel {
    const { silence } = this;
    return {
      cause,
      ...about,
      matched: this.reached(MATCHED),
      started: this.reached(STARTED),
      fellDue: this.reached(DUE),
      outcomes: [...this.counts.values()]
        .map(({ count, rows, people }) => ({ ...count, rows, people: people.size }))
        .sort(byOutcome),
      ...(silence && takes && { gotNothing: countsOf(silence, takes) }),
    };
  }

  private reached(step: number): number {
    let count = 0;
    for (const marks of this.subjects.values()) if ((marks & step) !== 0) count += 1;
    return count;
  }
}

const countKey = ({ outcome, reason, detail }: Omit<OutcomeCount, 'people' | 'rows'>): string =>
  `${outcome} ${reason ?? ''} ${detail ?? ''}`;

const countsOf = (silence: NothingTally, takes: (key: string) => boolean): NothingCounts => ({
  contacts: silence.count(takes),
  reasons: silence
    .groups(takes)
    .map(({ reason, detail, people }) => ({ reason, detail, count: people.length })),
});

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

export function byOutcome(a: OutcomeCount, b: OutcomeCount): number {
  const order = outcomeOrder.indexOf(a.outcome) - outcomeOrder.indexOf(b.outcome);
  return order || b.rows - a.rows || ((a.reason ?? '') < (b.reason ?? '') ? -1 : 1);
}

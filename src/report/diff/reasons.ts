/** Why a side has no such message: the reason nearest to a message that its journal has for the same person and cause. */
import type { Entry, Reason } from '../../core/model/entry.ts';
import type { Instant } from '../../core/model/instant.ts';
import type { ComparedMessage } from '../../core/model/message-change.ts';
import { detailOf } from '../roster/detail.ts';
import { causeOf } from '../roster/row.ts';

export interface WhyNot {
  /**
   * A reason of the journal; `no_person`: nobody of that key; `no_cause`: no such alert, broadcast or keyword;
   * `not_registered`: the key is known, and the journal never names it.
   */
  readonly reason: string;
  /** What a rule wanted; '' elsewhere. */
  readonly detail: string;
}

/** What a side is besides its entries. */
interface SideFacts {
  /** Alerts, broadcasts and keywords that it has. */
  readonly causes: ReadonlySet<string>;
  readonly endsAt: Instant;
  /** Somebody of whom its scenario knows. */
  isKnown(key: string): boolean;
}

interface Known extends WhyNot {
  readonly rank: number;
}

/** Reasons of one alert, broadcast or keyword: by case and recipient, and by case for all its recipients. */
interface OfCause {
  readonly ofPairs: Map<string, Known>;
  readonly ofCases: Map<string, Known>;
}

/** Remembers one reason for each cause, case and recipient, never the entries. */
export class ReasonBook {
  private readonly reasons = new Map<string, OfCause>();
  private readonly people = new Set<string>();
  private readonly knownReasons = new Map<string, Known>();

  record(entry: Entry): void {
    const { kind, case: record, to, recipient, contact } = entry;
    for (const key of [record, to, recipient, contact]) if (key !== undefined) this.people.add(key);
    if (entry.reason === undefined || (kind !== 'skipped' && kind !== 'disarmed')) return;
    const cause = causeOf(entry) ?? '';
    const known = this.once({ reason: entry.reason, detail: detailOf(entry), rank: rankOf(entry) });
    const own = this.of(cause);
    if (recipient !== undefined) keep(own.ofPairs, pairOf(record, recipient), known);
    if (recipient === undefined || (record !== undefined && ofCase.has(entry.reason)))
      keep(own.ofCases, record ?? '', known);
  }

  whyNot(message: ComparedMessage, { causes, endsAt, isKnown }: SideFacts): WhyNot | undefined {
    const { person, case: record = '', cause, at } = message;
    if (cause !== '' && !causes.has(cause)) return { reason: 'no_cause', detail: '' };
    const isThere = (key: string): boolean => this.people.has(key) || isKnown(key);
    if (record !== '' && !isThere(record)) return { reason: 'no_person', detail: '' };
    if (isKey(person) && !isThere(person)) return { reason: 'no_person', detail: '' };
    const own = this.reasons.get(cause);
    const known = own?.ofPairs.get(pairOf(message.case, person)) ?? own?.ofCases.get(record);
    if (known) return known;
    if (at > endsAt) return { reason: 'not_due', detail: '' };
    const isSilent = isKey(person) && ![person, record].some((key) => this.people.has(key));
    return isSilent ? { reason: 'not_registered', detail: '' } : undefined;
  }

  private of(cause: string): OfCause {
    const known = this.reasons.get(cause) ?? { ofPairs: new Map(), ofCases: new Map() };
    this.reasons.set(cause, known);
    return known;
  }

  /** One object for all that have the same. */
  private once(reason: Known): Known {
    const key = `${reason.reason}\n${reason.detail}`;
    const known = this.knownReasons.get(key) ?? reason;
    this.knownReasons.set(key, known);
    return known;
  }
}

/** A later reason takes the place of an earlier one that was no nearer to a message. */
function keep(reasons: Map<string, Known>, key: string, reason: Known): void {
  const before = reasons.get(key);
  if (before === undefined || reason.rank >= before.rank) reasons.set(key, reason);
}

/** Most cases are written to themselves: their key is there already, and no text is made. */
const pairOf = (record: string | undefined, recipient: string): string =>
  record === recipient ? recipient : `${record ?? ''}\n${recipient}`;

/** What holds for all recipients that the alert has for a case. */
const ofCase: ReadonlySet<Reason> = new Set([
  ...(['rule_not_true', 'bad_date', 'case_closed', 'case_deleted', 'alert_off', 'alert_deleted'] as const),
]);

/** Neither a number or an address of nobody, nor nobody at all. */
const isKey = (person: string): boolean => person !== '' && !/^\+\d|@/.test(person);

/** An event that was passed over was nearer to a message than a rule; the end of a course says least. */
function rankOf({ kind, reason }: Entry): number {
  if (reason === 'schedule_finished') return 0;
  return kind === 'skipped' && reason !== 'rule_not_true' && reason !== 'bad_date' ? 2 : 1;
}

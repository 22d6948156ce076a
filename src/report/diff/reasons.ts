/** Why a side has no such message: the reason nearest to a message that its journal has for the same person and cause. */
import type { Entry, Reason } from '../../core/model/entry.ts';
import type { Instant } from '../../core/model/instant.ts';
import type { ComparedMessage } from '../../core/model/message-change.ts';
import { detailOf } from '../roster/detail.ts';
import { causeOf } from '../roster/row.ts';
import { grown } from './packed-texts.ts';

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
  readonly ofCases: KnownByKey;
  /** Of cases that are written to themselves. */
  readonly ofSelves: KnownByKey;
}

/** Stands for the case of what has none; nobody's key. */
const NO_CASE = '\n';

/** Remembers one reason for each cause, case and recipient, never the entries. */
export class ReasonBook {
  private readonly reasons = new Map<string, OfCause>();
  /** Those whom the journal names, each with a number of its own. */
  private readonly people = new Map<string, number>();
  private readonly knownReasons = new Map<string, Known>();

  record(entry: Entry): void {
    const { kind, case: record, to, recipient, contact } = entry;
    for (const key of [record, to, recipient, contact]) if (key !== undefined) this.numberOf(key);
    if (entry.reason === undefined || (kind !== 'skipped' && kind !== 'disarmed')) return;
    const cause = causeOf(entry) ?? '';
    const known = this.once({ reason: entry.reason, detail: detailOf(entry), rank: rankOf(entry) });
    const own = this.of(cause);
    if (recipient !== undefined && record === recipient) own.ofSelves.keep(this.numberOf(recipient), known);
    else if (recipient !== undefined) keep(own.ofPairs, pairOf(record, recipient), known);
    if (recipient === undefined || (record !== undefined && ofCase.has(entry.reason)))
      own.ofCases.keep(this.numberOf(record ?? NO_CASE), known);
  }

  whyNot(message: ComparedMessage, { causes, endsAt, isKnown }: SideFacts): WhyNot | undefined {
    const { person, case: record = '', cause, at } = message;
    if (cause !== '' && !causes.has(cause)) return { reason: 'no_cause', detail: '' };
    const isThere = (key: string): boolean => this.people.has(key) || isKnown(key);
    if (record !== '' && !isThere(record)) return { reason: 'no_person', detail: '' };
    if (isKey(person) && !isThere(person)) return { reason: 'no_person', detail: '' };
    const own = this.reasons.get(cause);
    const known =
      own && (this.ofPair(own, message.case, person) ?? own.ofCases.get(this.people.get(record || NO_CASE)));
    if (known) return known;
    if (at > endsAt) return { reason: 'not_due', detail: '' };
    const isSilent = isKey(person) && ![person, record].some((key) => this.people.has(key));
    return isSilent ? { reason: 'not_registered', detail: '' } : undefined;
  }

  private ofPair(own: OfCause, record: string | undefined, person: string): Known | undefined {
    return record === person
      ? own.ofSelves.get(this.people.get(person))
      : own.ofPairs.get(pairOf(record, person));
  }

  private numberOf(key: string): number {
    const known = this.people.get(key);
    if (known !== undefined) return known;
    this.people.set(key, this.people.size);
    return this.people.size - 1;
  }

  private of(cause: string): OfCause {
    const known = this.reasons.get(cause) ?? {
      ofPairs: new Map(),
      ofCases: new KnownByKey(),
      ofSelves: new KnownByKey(),
    };
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

/** A reason for each of many keys, which are numbers from 0: most have one of a few. */
class KnownByKey {
  private readonly all: Known[] = [];
  private readonly placeOf = new Map<Known, number>();
  /** The place in `all`, from 1; 0: there is none. */
  private places = new Uint32Array(1024);

  keep(key: number, reason: Known): void {
    while (key >= this.places.length) this.places = grown(this.places);
    const before = this.get(key);
    if (before !== undefined && reason.rank < before.rank) return;
    const place = this.placeOf.get(reason) ?? this.all.push(reason);
    this.placeOf.set(reason, place);
    this.places[key] = place;
  }

  get(key: number | undefined): Known | undefined {
    return key === undefined ? undefined : this.all[(this.places[key] ?? 0) - 1];
  }
}

const pairOf = (record: string | undefined, recipient: string): string => `${record ?? ''}\n${recipient}`;

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

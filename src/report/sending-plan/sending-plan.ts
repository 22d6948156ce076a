/**
 * Who gets what, when and for how much in a period, counted while a rehearsal goes by. What is remembered grows with
 * the people and with the messages under way, never with the messages.
 */

import { readerClock } from '../../core/contact/contact-zones.ts';
import type { Entry } from '../../core/model/entry.ts';
import type { Gateway } from '../../core/model/gateway.ts';
import { type Instant, MS_PER_SECOND } from '../../core/model/instant.ts';
import type { Plan } from '../../core/model/plan.ts';
import { gatewayHistory, type Price, projectOf, segmentPrices } from '../../core/route/prices.ts';
import { toLocal, type Zone, zoneOfProject } from '../../core/time/zone.ts';
import { type Counts, MessageCounts } from '../counts/message-counts.ts';
import type { People } from '../people.ts';
import { sentenceFor } from '../roster/cures.ts';
import { type RosterFilter, type Sieve, sieveFor } from '../roster/filter.ts';
import { causeOf, personOf, type RosterRow, rowOf } from '../roster/row.ts';
import { UcsTally, type UcsTexts } from './gsm.ts';
import { type LengthSummary, Lengths } from './lengths.ts';
import { type DayPeak, DayPeaks, type GatewayPeak, GatewayPeaks } from './peaks.ts';
import { type Wait, WaitTally } from './waits.ts';

/** What is asked of a plan: the period has both its ends in it; undefined: the whole run. */
export interface SendingPlanFilter extends Omit<RosterFilter, 'reason' | 'month'> {
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
}

/** One message that a gateway takes. */
export interface PlannedMessage {
  readonly row: RosterRow;
  readonly id: string;
  /** Key of whoever gets it, else a number or address. */
  readonly person: string;
  readonly at: Instant;
  /** The reader's own. */
  readonly zone: Zone;
  readonly price: Price | undefined;
  /** After it was due, or made where it was not scheduled. */
  readonly lateMs: number;
}

/** What one person gets. */
export interface PersonCounts {
  readonly messages: number;
  readonly segments: number;
  readonly first: Instant;
  readonly last: Instant;
}

export interface SendingPlan {
  readonly counts: Counts;
  /** By key, in the order of their first message. */
  readonly people: ReadonlyMap<string, PersonCounts>;
  /** Registered cases that are asked for, and whoever else gets something. */
  readonly contacts: number;
  /** Of the messages asked for that leave a second or more after they are due. */
  readonly lateness: LengthSummary;
  /** What made messages wait, the most first; of all messages of the period. */
  readonly waits: readonly Wait[];
  /** Of all messages of the period, whatever else was asked. */
  readonly gatewayPeaks: readonly GatewayPeak[];
  readonly dayPeaks: readonly DayPeak[];
  readonly ucs: readonly UcsTexts[];
  /** Messages that ended in an error, by code, the most frequent first. */
  readonly errors: readonly (readonly [code: string, count: number])[];
  /** Courses that start for nobody for want of a date, by what is wrong: `no edd`, `edd is not a date`. */
  readonly undated: readonly (readonly [detail: string, count: number])[];
  /** Made in the period and neither sent nor ended when the run ends. */
  readonly waiting: number;
}

export interface SendingPlanOptions {
  readonly plan: Plan;
  readonly people: People;
  readonly filter?: SendingPlanFilter;
  /** Takes each message as soon as it is sent. */
  readonly onMessage?: (message: PlannedMessage) => void;
}

/** Give it every entry of one run in order, then ask for the plan once. */
export class SendingPlanCollector {
  private readonly options: SendingPlanOptions;
  private readonly sieve: Sieve;
  private readonly from: Instant;
  private readonly to: Instant;
  private readonly readerZone: (sent: Entry) => Zone;
  private readonly priceOf: (sent: Entry) => Price | undefined;
  private readonly gatewayOf: (sent: Entry) => Gateway | undefined;
  private readonly projectZone: Zone;
  private readonly counts: MessageCounts;
  private readonly ucs: UcsTally;
  private readonly waits = new WaitTally();
  private readonly lateness = new Lengths();
  private readonly gatewayPeaks = new GatewayPeaks();
  private readonly dayPeaks = new DayPeaks();
  private readonly people = new Map<string, { -readonly [K in keyof PersonCounts]: PersonCounts[K] }>();
  private readonly contacts = new Set<string>();
  private readonly errors = new Map<string, number>();
  private readonly undated = new Map<string, number>();
  /** Messages under way. */
  private readonly open = new Map<string, Entry>();

  constructor(options: SendingPlanOptions) {
    const { plan, people, filter = {} } = options;
    this.options = options;
    this.projectZone = zoneOfProject(plan.project);
    const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY, ...asked } = filter;
    this.from = from;
    this.to = to;
    this.sieve = sieveFor(asked, people, this.projectZone);
    this.readerZone = readerClock(plan);
    this.priceOf = segmentPrices(plan);
    this.gatewayOf = gatewayHistory(plan);
    this.counts = new MessageCounts({
      zone: this.projectZone,
      readerZone: this.readerZone,
      priceOf: this.priceOf,
    });
    this.ucs = new UcsTally(plan);
  }

  /** `seq` is the entry's line in the journal, from 1. */
  record(seq: number, entry: Entry): void {
    if (entry.kind === 'registered' && this.sieve.takesPerson(entry.case)) this.contacts.add(entry.case);
    const { id } = entry;
    const queued = id === undefined ? undefined : this.open.get(id);
    if (entry.kind === 'queued') this.queue(entry);
    if (id !== undefined) this.waits.record(entry, queued ?? entry, this.isInPeriod(entry.at));
    if (entry.kind === 'sent') this.send(seq, entry, queued);
    if (entry.kind === 'error') this.fail(seq, entry);
    if (entry.kind === 'skipped' && entry.reason === 'bad_date') this.miss(seq, entry);
    if (id !== undefined && (entry.kind === 'sent' || entry.kind === 'error')) this.open.delete(id);
  }

  end(): SendingPlan {
    const waiting = [...this.open.values()].filter(
      (queued) => this.isInPeriod(queued.at) && this.sieve.takesEntry(queued, causeOf(queued)),
    );
    return {
      counts: this.counts.counts(),
      people: this.people,
      contacts: this.contacts.size,
      lateness: this.lateness.summary(),
      waits: this.waits.all(),
      gatewayPeaks: this.gatewayPeaks.all(),
      dayPeaks: this.dayPeaks.all(),
      ucs: this.ucs.all(),
      errors: mostFirst(this.errors),
      undated: mostFirst(this.undated),
      waiting: waiting.length,
    };
  }

  private isInPeriod(at: Instant): boolean {
    return at >= this.from && at <= this.to;
  }

  private queue(queued: Entry): void {
    if (queued.id === undefined) return;
    this.open.set(queued.id, queued);
    if (queued.channel === 'email' || !this.isInPeriod(queued.at)) return;
    const { plan } = this.options;
    const other = plan.otherProjects.get(projectOf(plan, queued.to ?? queued.case));
    const zone = other ? zoneOfProject(other) : this.projectZone;
    this.dayPeaks.record(other ?? plan.project, toLocal(zone, queued.at).day);
  }

  private send(seq: number, sent: Entry, queued: Entry | undefined): void {
    if (!this.isInPeriod(sent.at)) return;
    const row = rowOf(seq, sent);
    if (!row) return;
    const madeAt = queued?.at ?? sent.at;
    if (sent.channel !== 'email') this.gatewayPeaks.record(sent, madeAt, this.gatewayOf(sent));
    if (!this.sieve.takesEntry(sent, row.cause) || !this.sieve.takesRow(row)) return;
    const price = sent.channel === 'email' ? undefined : this.priceOf(sent);
    const lateMs = Math.max(0, sent.at - (sent.due ?? madeAt));
    this.counts.record(sent);
    this.ucs.record(sent, row.cause, price);
    if (lateMs >= MS_PER_SECOND) this.lateness.add(lateMs);
    const person = personOf(row);
    this.count(person, row, sent.at);
    const zone = this.readerZone(sent);
    this.options.onMessage?.({ row, id: sent.id ?? '', person, at: sent.at, zone, price, lateMs });
  }

  private count(person: string, { segments = 0 }: RosterRow, at: Instant): void {
    this.contacts.add(person);
    const known = this.people.get(person);
    if (!known) {
      this.people.set(person, { messages: 1, segments, first: at, last: at });
      return;
    }
    known.messages += 1;
    known.segments += segments;
    known.last = at;
  }

  private fail(seq: number, failed: Entry): void {
    const row = this.rowAsked(seq, failed);
    if (row) addOne(this.errors, row.reason ?? '');
  }

  private miss(seq: number, skipped: Entry): void {
    const row = this.rowAsked(seq, skipped);
    if (row) addOne(this.undated, sentenceFor('bad_date', row.detail ?? ''));
  }

  private rowAsked(seq: number, entry: Entry): RosterRow | undefined {
    const row = rowOf(seq, entry);
    if (!row || !this.isInPeriod(entry.at)) return undefined;
    return this.sieve.takesEntry(entry, row.cause) && this.sieve.takesRow(row) ? row : undefined;
  }
}

const addOne = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

const mostFirst = (counts: ReadonlyMap<string, number>): [string, number][] =>
  [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));

/**
 * Who gets what, when and for how much in a period, counted while a rehearsal goes by. What is remembered grows with
 * the people and with the messages under way, never with the messages.
 */

import { readerClock } from '../../core/contact/contact-zones.ts';
import { entryIn, type RepeatedBlock, sentIn } from '../../core/journal/repeated-block.ts';
import { OpenMessages } from '../../core/journal/totals.ts';
import type { Entry, EntryOf } from '../../core/model/entry.ts';
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
import { type UcsSum, UcsTally, type UcsTexts, ucsTextOf } from './gsm.ts';
import { type LengthSummary, Lengths } from './lengths.ts';
import { type DayPeak, DayPeaks, type GatewayPeak, GatewayPeaks } from './peaks.ts';
import { CountsOfPerson, type PersonCounts, type TextCount } from './person-counts.ts';
import { type AlikeMessages, RepeatedGroups } from './repeated-groups.ts';
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

export interface SendingPlan {
  readonly counts: Counts;
  /** By key, in the order of their first message; of a story that is run in parts, those of the last. */
  readonly people: ReadonlyMap<string, PersonCounts>;
  /** How many people get something. */
  readonly served: number;
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
  /** `nextPart` begins each part of the story, but for the first. */
  readonly comesInParts?: boolean;
  /** How many contacts a case stands for, itself among them; left out: each for itself. Their texts come by `addTexts`. */
  readonly standsFor?: (person: string) => number;
  /** Whether it still takes those of a person (undefined: of anybody), which left out it does. */
  readonly takesMessages?: (person?: string) => boolean;
}

/** Give it every entry of one run in order, then ask for the plan once. */
export class SendingPlanCollector {
  private readonly options: SendingPlanOptions;
  private readonly sieve: Sieve;
  private readonly from: Instant;
  private readonly to: Instant;
  private plan: Plan;
  private readerZone: (sent: Entry) => Zone;
  private priceOf: (sent: Entry) => Price | undefined;
  private readonly gatewayOf: (sent: Entry) => Gateway | undefined;
  private readonly projectZone: Zone;
  private readonly counts: MessageCounts;
  private readonly ucs: UcsTally;
  private readonly waits = new WaitTally();
  private readonly lateness = new Lengths();
  private readonly gatewayPeaks: GatewayPeaks;
  private readonly dayPeaks = new DayPeaks();
  private readonly people = new Map<string, CountsOfPerson>();
  private readonly contacts = new Set<string>();
  private readonly errors = new Map<string, number>();
  private readonly undated = new Map<string, number>();
  /** Messages under way. */
  private open = new OpenMessages<Entry>(entryIn);
  private groups = new RepeatedGroups();
  /** By slot of a pattern. */
  private countsBySlot: CountsOfPerson[] = [];
  private countBySlot: number[] = [];
  private textBySlot: (TextCount | undefined)[] = [];
  /** Of the parts that are over, and of contacts that others stand for. */
  private readonly before = { served: 0, contacts: 0, waiting: 0 };
  private readonly standsFor: (person: string) => number;

  constructor(options: SendingPlanOptions) {
    const { plan, people, filter = {} } = options;
    this.options = options;
    this.standsFor = options.standsFor ?? one;
    this.plan = plan;
    this.gatewayPeaks = new GatewayPeaks({ remembersAll: options.comesInParts === true });
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

  /** From now on the entries are those of the next part of the story, whose people are in no other. */
  nextPart(plan: Plan): void {
    const { served, contacts, waiting } = this.end();
    Object.assign(this.before, { served, contacts, waiting });
    this.plan = plan;
    this.readerZone = readerClock(plan);
    this.priceOf = segmentPrices(plan);
    this.people.clear();
    this.contacts.clear();
    this.open = new OpenMessages<Entry>(entryIn);
    this.groups = new RepeatedGroups();
    this.countsBySlot = [];
    this.countBySlot = [];
    this.textBySlot = [];
  }

  /** `seq` is the entry's line in the journal, from 1. */
  record(seq: number, entry: Entry): void {
    if (entry.kind === 'registered' && this.sieve.takesPerson(entry.case)) this.register(entry.case);
    const { id } = entry;
    const queued = id === undefined ? undefined : this.open.get(id);
    if (entry.kind === 'queued') this.queue(entry);
    if (id !== undefined)
      this.waits.record(entry, queued ?? entry, this.isInPeriod(entry.at) ? this.countOf(entry) : 0);
    if (entry.kind === 'sent') this.send(seq, entry, queued);
    if (entry.kind === 'error') this.fail(seq, entry);
    if (entry.kind === 'skipped' && entry.reason === 'bad_date') this.miss(seq, entry);
    if (id !== undefined && (entry.kind === 'sent' || entry.kind === 'error')) this.open.delete(id);
  }

  /** The same for entries that are as entries before: what the first of each said is counted again. */
  repeat(seq: number, block: RepeatedBlock): void {
    const { kind, at } = block;
    if (kind === 'queued') {
      this.open.begin(block, seq);
      if (this.isInPeriod(at)) this.makeAll(block);
      return;
    }
    if (this.isInPeriod(at)) this.sendAll(seq, block);
    this.open.end(block);
  }

  end(): SendingPlan {
    const waiting = [...this.open.all().values()].filter(
      (queued) => this.isInPeriod(queued.at) && this.sieve.takesEntry(queued, causeOf(queued)),
    );
    return {
      counts: this.counts.counts(),
      people: this.people,
      served: this.before.served + this.people.size,
      contacts: this.before.contacts + this.contacts.size,
      lateness: this.lateness.summary(),
      waits: this.waits.all(),
      gatewayPeaks: this.gatewayPeaks.all(),
      dayPeaks: this.dayPeaks.all(),
      ucs: this.ucs.all(),
      errors: mostFirst(this.errors),
      undated: mostFirst(this.undated),
      waiting: waiting.reduce((sum, queued) => sum + this.countOf(queued), this.before.waiting),
    };
  }

  /** The texts that contacts get instead of one that a case got which stands for them, and for how many it does so. */
  addTexts(person: string, sumOf: (text: string) => UcsSum | undefined): void {
    for (const { text, alike, count } of this.people.get(person)?.textsForOthers().values() ?? []) {
      const { cause, price, sent } = alike;
      const sum = sumOf(text);
      if (sum) this.ucs.addSum(sum, { cause, language: sent.language ?? '', price }, count);
    }
  }

  private register(person: string): void {
    if (!this.contacts.has(person)) this.before.contacts += this.standsFor(person) - 1;
    this.contacts.add(person);
  }

  /** How many messages, errors or whatever it is an entry stands for. */
  private countOf({ case: person }: Entry): number {
    return person === undefined ? 1 : this.standsFor(person);
  }

  private isInPeriod(at: Instant): boolean {
    return at >= this.from && at <= this.to;
  }

  private queue(queued: Entry): void {
    if (queued.id === undefined) return;
    this.open.set(queued.id, queued);
    if (queued.channel !== 'email' && this.isInPeriod(queued.at))
      this.make(queued, queued.at, this.countOf(queued));
  }

  /** The messages of a block were made. */
  private makeAll(block: RepeatedBlock): void {
    const { at, messages, from, to } = block;
    const standAlone = this.standsFor === one;
    if (standAlone && this.plan.otherProjects.size === 0)
      return this.make(messages.patterns[from]!.queued, at, to - from);
    for (let index = from; index < to; index += 1) {
      const { queued } = messages.patterns[index]!;
      this.make(queued, at, standAlone ? 1 : this.countOf(queued));
    }
  }

  private make(queued: Entry, at: Instant, count = 1): void {
    const { plan } = this;
    const other = plan.otherProjects.get(projectOf(plan, queued.to ?? queued.case));
    const zone = other ? zoneOfProject(other) : this.projectZone;
    this.dayPeaks.record(other ?? plan.project, toLocal(zone, at).day, count);
  }

  private send(seq: number, sent: EntryOf<'sent'>, queued: Entry | undefined): void {
    if (!this.isInPeriod(sent.at)) return;
    const row = rowOf(seq, sent);
    if (!row) return;
    const madeAt = queued?.at ?? sent.at;
    const alike = this.alikeOf(sent, row);
    this.add(alike, sent, madeAt, this.countOf(sent));
    if (!alike.isTaken) return;
    this.give(alike, sent, row, Math.max(0, sent.at - (sent.due ?? madeAt)));
    const text = this.textOf(alike, sent.text, row);
    if (text) text.count += 1;
  }

  private alikeOf(sent: EntryOf<'sent'>, row: RosterRow): AlikeMessages {
    const isSms = sent.channel !== 'email';
    return {
      sent,
      cause: row.cause,
      gateway: isSms ? this.gatewayOf(sent) : undefined,
      price: isSms ? this.priceOf(sent) : undefined,
      zone: this.readerZone(sent),
      // Where a case stands for others, their texts are counted in its place.
      ucs: isUcs(sent) && this.countOf(sent) === 1 ? ucsTextOf(sent.text ?? '') : undefined,
      isTaken: this.sieve.takesEntry(sent, row.cause) && this.sieve.takesRow(row),
    };
  }

  /** Counts `count` messages as `sent`, which were made at one instant. */
  private add(alike: AlikeMessages, sent: EntryOf<'sent'>, madeAt: Instant, count = 1): void {
    const { cause, gateway, price, ucs, isTaken } = alike;
    if (sent.channel !== 'email') this.gatewayPeaks.record(sent, madeAt, gateway, count);
    if (!isTaken) return;
    this.counts.add(sent, alike, count);
    if (ucs) this.ucs.add(ucs, { cause, language: sent.language ?? '', price }, count);
  }

  private give({ zone, price }: AlikeMessages, sent: Entry, row: RosterRow, lateMs: number): void {
    const { onMessage, takesMessages } = this.options;
    if (lateMs >= MS_PER_SECOND) this.lateness.add(lateMs, this.countOf(sent));
    const person = personOf(row);
    this.countsOf(person, sent.at).add(row.segments, sent.at);
    if (onMessage === undefined || takesMessages?.(person) === false) return;
    onMessage({ row, id: sent.id ?? '', person, at: sent.at, zone, price, lateMs });
  }

  private countsOf(person: string, at: Instant): CountsOfPerson {
    const known = this.people.get(person);
    if (known) return known;
    this.register(person);
    this.before.served += this.standsFor(person) - 1;
    const counts = new CountsOfPerson(at);
    this.people.set(person, counts);
    return counts;
  }

  private sendAll(seq: number, block: RepeatedBlock): void {
    const { groups } = this;
    const { at, messages, from, to } = block;
    const lateMs = Math.max(0, at - messages.due);
    const { onMessage, takesMessages } = this.options;
    const isLate = lateMs >= MS_PER_SECOND;
    const gives = onMessage !== undefined && takesMessages?.() !== false;
    for (let index = from; index < to; index += 1) {
      const slot = messages.slots[index]!;
      if (!groups.has(slot, messages.words[index]!)) this.learn(seq, block, index);
      const alike = groups.count(slot, index, this.countBySlot[slot]);
      if (!alike.isTaken) continue;
      const text = this.textBySlot[slot];
      if (text) text.count += 1;
      if (isLate || (gives && takesMessages?.(personOf(messages.patterns[index]!.sent)) !== false)) {
        const sent = entryIn(block, index);
        this.give(alike, sent, rowOf(seq + index - from, sent)!, lateMs);
      } else this.countsBySlot[slot]!.add(alike.sent.segments, at);
    }
    for (const [alike, count] of groups.take()) this.add(alike, { ...alike.sent, at }, at, count);
  }

  /** What there is to know of all messages of a pattern. */
  private learn(seq: number, block: RepeatedBlock, index: number): void {
    const sent = sentIn(block, index);
    const row = rowOf(seq + index - block.from, sent)!;
    const alike = this.alikeOf(sent, row);
    const slot = block.messages.slots[index]!;
    this.groups.add(slot, block.messages.words[index]!, alike);
    this.countBySlot[slot] = this.countOf(sent);
    if (alike.isTaken) this.countsBySlot[slot] = this.countsOf(personOf(row), sent.at);
    this.textBySlot[slot] = alike.isTaken ? this.textOf(alike, sent.text, row) : undefined;
  }

  /** Where texts are counted that a case gets for others too. */
  private textOf(alike: AlikeMessages, text: string | undefined, row: RosterRow): TextCount | undefined {
    const { sent } = alike;
    if (text === undefined || !isUcs(sent) || this.countOf(sent) === 1) return undefined;
    const texts = this.countsOf(personOf(row), sent.at).textsForOthers();
    const key = `${alike.cause} ${sent.language} ${text}`;
    const known = texts.get(key) ?? { text, alike, count: 0 };
    texts.set(key, known);
    return known;
  }

  private fail(seq: number, failed: Entry): void {
    const row = this.rowAsked(seq, failed);
    if (row) addTo(this.errors, row.reason ?? '', this.countOf(failed));
  }

  private miss(seq: number, skipped: Entry): void {
    const row = this.rowAsked(seq, skipped);
    if (row) addTo(this.undated, sentenceFor('bad_date', row.detail ?? ''), this.countOf(skipped));
  }

  private rowAsked(seq: number, entry: Entry): RosterRow | undefined {
    const row = rowOf(seq, entry);
    if (!row || !this.isInPeriod(entry.at)) return undefined;
    return this.sieve.takesEntry(entry, row.cause) && this.sieve.takesRow(row) ? row : undefined;
  }
}

const one = (): number => 1;

const isUcs = ({ encoding }: EntryOf<'sent'>): boolean => encoding === 'UCS-2';

const addTo = (counts: Map<string, number>, key: string, count: number): void => {
  counts.set(key, (counts.get(key) ?? 0) + count);
};

const mostFirst = (counts: ReadonlyMap<string, number>): [string, number][] =>
  [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));

/**
 * The roster of a run: funnels, who got nothing and warnings, counted while the journal goes by. What it remembers
 * grows with the people and with the messages under way, never with the length of the journal.
 */
import { entryIn, type RepeatedBlock } from '../../core/journal/repeated-block.ts';
import { OpenMessages } from '../../core/journal/totals.ts';
import type { Entry } from '../../core/model/entry.ts';
import type { Plan } from '../../core/model/plan.ts';
import type { Zone } from '../../core/time/zone.ts';
import { nobodyKnown, type People } from '../people.ts';
import { type WarningKind, WarningTally } from '../warning-kinds.ts';
import { asksOfMessages, nameIn, type RosterFilter, type Sieve, sieveFor } from './filter.ts';
import { type Funnel, FunnelTally } from './funnel.ts';
import { isDecision, type NothingGroup, NothingTally, ReasonNumbers } from './nothing.ts';
import { PeopleNumbers } from './people-numbers.ts';
import { causeOf, personOf, type RosterRow, rowOf, waitingRow } from './row.ts';
import { StoredValues } from './stored-values.ts';

export interface Roster {
  readonly funnels: readonly Funnel[];
  /** In the whole run, or from the alert asked for. */
  readonly gotNothing: readonly NothingGroup[];
  readonly warnings: readonly WarningKind[];
  readonly filter: RosterFilter;
  /** All who are asked for, whether they got something or not. */
  readonly peopleCount: number;
  /** Entries are missing: the journal was written with `--journal-level sent`. */
  readonly isPartial: boolean;
  /** What they are called. */
  readonly people: People;
}

export interface RosterOptions {
  /** undefined: only the journal is at hand, so there are no names, case types and causes without an entry. */
  readonly plan?: Plan | undefined;
  readonly people?: People;
  /** In which months are counted. */
  readonly zone: Zone;
  readonly filter?: RosterFilter;
  /** Takes each row as soon as it is known. */
  readonly onRow?: (row: RosterRow) => void;
}

/** A message under way: who it is for, and why it waits. */
interface Open {
  readonly seq: number;
  readonly queued: Entry;
  reason: string | undefined;
}

/** Give it every entry of one journal in order, then ask for the roster once. */
export class RosterCollector {
  private readonly options: RosterOptions;
  private readonly sieve: Sieve;
  private readonly filter: RosterFilter;
  private readonly funnels = new Map<string, FunnelTally>();
  private readonly peopleNumbers: PeopleNumbers;
  private readonly reasonNumbers = new ReasonNumbers();
  private readonly nothingTally: NothingTally;
  private readonly warnings = new WarningTally();
  private readonly stored: StoredValues;
  private readonly open = new OpenMessages<Open>((block, index, seq) => ({
    seq,
    queued: entryIn(block, index),
    reason: undefined,
  }));
  /** Registered cases by project and type. */
  private readonly types = new Map<string, number>();
  private readonly registered = new Set<string>();
  /** Causes of the alerts about each type. */
  private readonly causesByType = new Map<string, string[]>();
  /** By slot of a pattern whose person and case all is known of. */
  private readonly counted: (FunnelTally | undefined)[] = [];
  /** Nobody takes rows, and all messages are asked for. */
  private readonly countsAlone: boolean;
  private entries = 0;
  private lastSeq = 0;

  constructor(options: RosterOptions) {
    this.options = options;
    this.filter = options.filter ?? {};
    this.countsAlone = options.onRow === undefined && Object.keys(this.filter).length === 0;
    this.sieve = sieveFor(this.filter, options.people ?? nobodyKnown, options.zone);
    this.peopleNumbers = new PeopleNumbers(options.plan);
    this.stored = new StoredValues(options.plan);
    this.nothingTally = this.silence(this.filter.alert !== undefined, options.onRow !== undefined);
    for (const cause of causesOf(options.plan)) if (this.isAskedCause(cause)) this.tally(cause);
    for (const [type, cause] of alertTypes(options.plan))
      if (this.isAskedCause(cause))
        this.causesByType.set(type, [...(this.causesByType.get(type) ?? []), cause]);
  }

  /** `seq` is the entry's line in the journal, from 1. */
  record(seq: number, entry: Entry): void {
    this.entries += 1;
    this.lastSeq = seq;
    if (entry.kind === 'warning') this.warnings.record({ ...entry, about: entry.about ?? {} });
    if (entry.kind === 'registered') this.register(entry);
    if (this.options.onRow) this.stored.record(entry);
    const known = entry.id === undefined ? undefined : this.open.get(entry.id);
    const whom = known?.queued ?? entry;
    const cause = causeOf(whom);
    if (isDecision(entry)) this.decide(entry, whom, cause);
    if (cause !== undefined && this.sieve.takesEntry(whom, cause)) this.count(seq, entry, whom, cause);
    this.follow(seq, entry, known);
  }

  /** The same for entries that are as entries before: once all is known of a pattern, its messages are only counted. */
  repeat(seq: number, block: RepeatedBlock): void {
    const { kind, messages, from, to } = block;
    if (!this.countsAlone || !isEach(block, (slot) => this.counted[slot] !== undefined)) {
      for (let index = from; index < to; index += 1) this.record(seq + index - from, entryIn(block, index));
      if (kind === 'sent' && this.countsAlone) this.noteCounted(block);
      return;
    }
    this.entries += to - from;
    this.lastSeq = seq + to - from - 1;
    if (kind === 'queued') return this.open.begin(block, seq);
    for (let index = from; index < to; ) {
      const first = index;
      const tally = this.counted[messages.slots[first]!]!;
      while (index < to && this.counted[messages.slots[index]!] === tally) index += 1;
      tally.sentAgain(index - first);
    }
    this.open.end(block);
  }

  private noteCounted({ messages, from, to }: RepeatedBlock): void {
    for (let index = from; index < to; index += 1) {
      const { slot, sent } = messages.patterns[index]!;
      if ((sent.alert ?? sent.broadcast) !== undefined) this.counted[slot] ??= this.tally(causeOf(sent)!);
    }
  }

  end(): Roster {
    for (const { seq, queued, reason } of this.open.all().values()) {
      const row = waitingRow(seq, queued, reason);
      if (this.sieve.takesEntry(queued, row.cause)) this.give(row);
    }
    const takes = asksOfMessages(this.filter) ? undefined : this.sieve.takesPerson;
    const groups = takes ? this.nothingTally.groups(takes) : [];
    const asked = groups.filter(
      ({ reason }) => this.filter.reason === undefined || reason === this.filter.reason,
    );
    for (const group of asked) this.giveSilent(group);
    return {
      funnels: [...this.funnels].map(([cause, tally]) => tally.funnel(cause, this.about(cause), takes)),
      gotNothing: asked,
      warnings: this.warnings.all(),
      filter: this.filter,
      peopleCount: this.nothingTally.count(this.sieve.takesPerson),
      isPartial: this.lastSeq > this.entries,
      people: this.options.people ?? nobodyKnown,
    };
  }

  private register({ case: key }: Entry): void {
    if (key === undefined || this.registered.has(key)) return;
    const seed = this.options.plan?.cases.get(key);
    const type = seed && `${seed.project} ${seed.type}`;
    const causes = type === undefined ? [] : (this.causesByType.get(type) ?? []);
    const person = this.peopleNumbers.numberOf(key);
    for (const cause of causes) this.tally(cause).join(person);
    if (this.filter.alert === undefined || causes.length > 0) this.nothingTally.join(person);
    if (!this.sieve.takesPerson(key)) return;
    this.registered.add(key);
    if (type !== undefined) this.types.set(type, (this.types.get(type) ?? 0) + 1);
  }

  /** An entry that says whether people are to get something, and why not. */
  private decide(entry: Entry, whom: Entry, cause: string | undefined): void {
    if (this.filter.alert !== undefined && !this.isAskedCause(cause)) return;
    const people = this.peopleNumbers.namedBy(whom);
    this.nothingTally.record(entry, people);
    if (isOfSchedule(cause)) this.tally(cause).decide(entry, people);
  }

  private isAskedCause(cause: string | undefined): boolean {
    return this.filter.alert === undefined || nameIn(cause) === this.filter.alert;
  }

  private count(seq: number, entry: Entry, whom: Entry, cause: string): void {
    const tally = this.tally(cause);
    if (entry.kind === 'sent' && this.countsAlone) tally.sent(personOf(entry));
    else {
      const row = rowOf(seq, entry);
      if (row) this.give(this.withValue(row));
    }
    if (entry.kind === 'held') {
      const held = { ...waitingRow(seq, whom, entry.reason), at: entry.at };
      if (this.sieve.takesRow(held)) tally.held(entry.reason, personOf(held));
    }
    tally.step(entry);
  }

  private follow(seq: number, entry: Entry, known: Open | undefined): void {
    if (entry.id === undefined) return;
    if (entry.kind === 'queued') this.open.set(entry.id, { seq, queued: entry, reason: undefined });
    if (entry.kind === 'held' && known) known.reason = entry.reason;
    if (entry.kind === 'sent' || entry.kind === 'error') this.open.delete(entry.id);
  }

  private give(row: RosterRow): void {
    if (!this.sieve.takesRow(row)) return;
    this.tally(row.cause).row(row, this.peopleNumbers.personOf(row));
    this.options.onRow?.(row);
  }

  private giveSilent({ reason, detail, people }: NothingGroup): void {
    const cause = this.filter.alert === undefined ? '' : ([...this.funnels.keys()][0] ?? '');
    for (const to of people) {
      const found = this.nothingTally.foundOf(to);
      this.options.onRow?.(
        this.withValue({ outcome: 'nothing', cause, to, reason, detail, found, text: detail }),
      );
    }
  }

  /** Where HQ read no number or address: what there is. */
  private withValue(row: RosterRow): RosterRow {
    const found = row.found ?? this.stored.valueFor(row.reason, row.to);
    return found === undefined ? row : { ...row, found };
  }

  private tally(cause: string): FunnelTally {
    const known = this.funnels.get(cause);
    if (known) return known;
    const tally = new FunnelTally(isOfSchedule(cause) ? this.silence(true) : undefined);
    this.funnels.set(cause, tally);
    return tally;
  }

  private silence(isOfOne: boolean, keepsFound = false): NothingTally {
    const { peopleNumbers: people, reasonNumbers: reasons } = this;
    return new NothingTally({ plan: this.options.plan, people, reasons, isOfOne, keepsFound });
  }

  private about(cause: string): Pick<Funnel, 'caseType' | 'cases'> {
    const { plan } = this.options;
    const alert = plan?.alerts.find(({ key }) => cause === `alert ${key}`);
    if (!plan || !alert) return {};
    const type = `${alert.project ?? plan.project.name} ${alert.caseType}`;
    return { caseType: alert.caseType, cases: this.types.get(type) ?? 0 };
  }
}

function isEach({ messages: { slots }, from, to }: RepeatedBlock, holds: (slot: number) => boolean): boolean {
  for (let index = from; index < to; index += 1) if (!holds(slots[index]!)) return false;
  return true;
}

/** Those that are for certain people; a keyword is for whoever writes it. */
const isOfSchedule = (cause: string | undefined): cause is string =>
  cause !== undefined && (cause.startsWith('alert ') || cause.startsWith('broadcast '));

/** Project and type of each alert's cases, with its cause. */
const alertTypes = (plan: Plan | undefined): [type: string, cause: string][] =>
  (plan?.alerts ?? []).map(({ key, project, caseType }) => [
    `${project ?? plan!.project.name} ${caseType}`,
    `alert ${key}`,
  ]);

/** In the order of the file, so that one that did nothing is listed too. */
function causesOf(plan: Plan | undefined): string[] {
  if (!plan) return [];
  return [
    ...plan.alerts.map(({ key }) => `alert ${key}`),
    ...plan.broadcasts.map(({ key }) => `broadcast ${key}`),
    ...plan.keywords.map(({ word }) => `keyword ${word}`),
  ];
}

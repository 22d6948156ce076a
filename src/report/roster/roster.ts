/**
 * The roster of a run: funnels, who got nothing and warnings, counted while the journal goes by. What it remembers
 * grows with the people and with the messages under way, never with the length of the journal.
 */
import type { Entry } from '../../core/model/entry.ts';
import type { Plan } from '../../core/model/plan.ts';
import type { Zone } from '../../core/time/zone.ts';
import { nobodyKnown, type People } from '../people.ts';
import { type WarningKind, WarningTally } from '../warning-kinds.ts';
import { asksOfMessages, nameIn, type RosterFilter, type Sieve, sieveFor } from './filter.ts';
import { type Funnel, FunnelTally } from './funnel.ts';
import { type NothingGroup, NothingTally } from './nothing.ts';
import { causeOf, personOf, type RosterRow, rowOf, waitingRow } from './row.ts';

export interface Roster {
  readonly funnels: readonly Funnel[];
  readonly gotNothing: readonly NothingGroup[];
  readonly warnings: readonly WarningKind[];
  /** All of them, whatever was asked for. */
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
  private readonly nothingTally: NothingTally;
  private readonly warnings = new WarningTally();
  private readonly open = new Map<string, Open>();
  /** Registered cases by project and type. */
  private readonly types = new Map<string, number>();
  private readonly registered = new Set<string>();
  /** People that the alert asked for speaks of. */
  private readonly ofAlert = new Set<string>();
  private entries = 0;
  private lastSeq = 0;

  constructor(options: RosterOptions) {
    this.options = options;
    this.filter = options.filter ?? {};
    this.sieve = sieveFor(this.filter, options.people ?? nobodyKnown, options.zone);
    this.nothingTally = new NothingTally(options.plan);
    for (const cause of causesOf(options.plan)) {
      if (this.filter.alert === undefined || nameIn(cause) === this.filter.alert) this.tally(cause);
    }
  }

  /** `seq` is the entry's line in the journal, from 1. */
  record(seq: number, entry: Entry): void {
    this.entries += 1;
    this.lastSeq = seq;
    if (entry.kind === 'warning') this.warnings.record({ ...entry, about: entry.about ?? {} });
    if (entry.kind === 'registered') this.register(entry);
    const known = entry.id === undefined ? undefined : this.open.get(entry.id);
    const whom = known?.queued ?? entry;
    this.nothingTally.record(entry, whom);
    const cause = causeOf(whom);
    if (cause !== undefined && this.sieve.takesEntry(whom, cause)) this.count(seq, entry, whom, cause);
    this.follow(seq, entry, known);
  }

  end(): Roster {
    for (const { seq, queued, reason } of this.open.values()) {
      const row = waitingRow(seq, queued, reason);
      if (this.sieve.takesEntry(queued, row.cause)) this.give(row);
    }
    const groups = asksOfMessages(this.filter) ? [] : this.nothingTally.groups((key) => this.isAsked(key));
    const asked = groups.filter(
      ({ reason }) => this.filter.reason === undefined || reason === this.filter.reason,
    );
    for (const group of asked) this.giveSilent(group);
    return {
      funnels: [...this.funnels].map(([cause, tally]) => tally.funnel(cause, this.about(cause))),
      gotNothing: asked,
      warnings: this.warnings.all(),
      peopleCount: this.nothingTally.size,
      isPartial: this.lastSeq > this.entries,
      people: this.options.people ?? nobodyKnown,
    };
  }

  private register({ case: key }: Entry): void {
    if (key === undefined || this.registered.has(key) || !this.sieve.takesPerson(key)) return;
    this.registered.add(key);
    const seed = this.options.plan?.cases.get(key);
    if (!seed) return;
    const type = `${seed.project} ${seed.type}`;
    this.types.set(type, (this.types.get(type) ?? 0) + 1);
  }

  private count(seq: number, entry: Entry, whom: Entry, cause: string): void {
    for (const key of [whom.case, whom.to, whom.recipient]) if (key !== undefined) this.rememberAsked(key);
    const row = rowOf(seq, entry);
    if (row) this.give(row);
    const tally = this.tally(cause);
    if (entry.kind === 'held') {
      const held = { ...waitingRow(seq, whom, entry.reason), at: entry.at };
      if (this.sieve.takesRow(held)) tally.held(entry.reason, personOf(held));
    }
    tally.step(entry);
  }

  private rememberAsked(key: string): void {
    if (this.filter.alert !== undefined) this.ofAlert.add(key);
  }

  private isAsked(key: string): boolean {
    return this.sieve.takesPerson(key) && (this.filter.alert === undefined || this.ofAlert.has(key));
  }

  private follow(seq: number, entry: Entry, known: Open | undefined): void {
    if (entry.id === undefined) return;
    if (entry.kind === 'queued') this.open.set(entry.id, { seq, queued: entry, reason: undefined });
    if (entry.kind === 'held' && known) known.reason = entry.reason;
    if (entry.kind === 'sent' || entry.kind === 'error') this.open.delete(entry.id);
  }

  private give(row: RosterRow): void {
    if (!this.sieve.takesRow(row)) return;
    this.tally(row.cause).row(row);
    this.options.onRow?.(row);
  }

  private giveSilent({ reason, detail, people }: NothingGroup): void {
    for (const to of people)
      this.options.onRow?.({ outcome: 'nothing', cause: '', to, reason, text: detail });
  }

  private tally(cause: string): FunnelTally {
    const known = this.funnels.get(cause);
    if (known) return known;
    const tally = new FunnelTally();
    this.funnels.set(cause, tally);
    return tally;
  }

  private about(cause: string): Pick<Funnel, 'caseType' | 'cases'> {
    const { plan } = this.options;
    const alert = plan?.alerts.find(({ key }) => cause === `alert ${key}`);
    if (!plan || !alert) return {};
    const type = `${alert.project ?? plan.project.name} ${alert.caseType}`;
    return { caseType: alert.caseType, cases: this.types.get(type) ?? 0 };
  }
}

/** In the order of the file, so that one that did nothing is listed too. */
function causesOf(plan: Plan | undefined): string[] {
  if (!plan) return [];
  return [
    ...plan.alerts.map(({ key }) => `alert ${key}`),
    ...plan.broadcasts.map(({ key }) => `broadcast ${key}`),
    ...plan.keywords.map(({ word }) => `keyword ${word}`),
  ];
}

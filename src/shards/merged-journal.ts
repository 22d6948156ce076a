/**
 * The journal of all shards as it is put together: lines with their numbers, warnings that one run gives once, and those that only a count
 * of everybody can give.
 */
import { DAILY_DEFAULT, volumeWarning } from '../core/dispatch/holds.ts';
import { readLine } from '../core/journal/read.ts';
import type { Entry, EntryKind } from '../core/model/entry.ts';
import type { Notice, Plan } from '../core/model/plan.ts';
import type { WarningCode } from '../core/model/warning-codes.ts';
import { DailyCounts } from '../core/state/daily-counts.ts';
import { toLocal, zoneOfProject } from '../core/time/zone.ts';
import type { JournalWriter } from '../rehearse.ts';
import { LineEntries } from './line-entry.ts';
import { COUNTED, GIVEN_BACK, LINE_BEGINNING, PROJECT_SHIFT, SEVERAL_LINES, WARNED } from './unit-rows.ts';

export interface MergedJournalOptions {
  readonly plan: Plan;
  readonly writer: JournalWriter;
  /** Whether an entry is read and taken, beside warnings and the first that is to somebody. */
  readonly takes: 'all' | 'none' | ((kind: EntryKind) => boolean);
  readonly onEntry: (seq: number, entry: Entry) => void;
  /** The writer has to know what it gets. */
  readonly needsKinds: boolean;
  /** An entry went by that is not taken. */
  readonly onPass?: () => void;
}

/** Warnings that a run gives once, and what of them makes a difference. */
const givenOnce: Readonly<Partial<Record<WarningCode, string>>> = {
  ZONES_DIFFER: '',
  SEVERAL_SMTP_GATEWAYS: '',
  PATTERN_NOT_TRIED: 'alert',
  SYSTEM_TEXT_DEFAULT: 'id',
};

/** The name by which a run gives a warning once; undefined: it may come again. */
export function onceNameOf({ code = '', about = {} }: Entry): string | undefined {
  const field = givenOnce[code as WarningCode];
  return field === undefined ? undefined : `${code} ${field === '' ? '' : about[field]}`;
}

const NEWLINE = 10;
const QUOTE = 34;
/** Where a line has its kind: behind the number, the instant and their names. */
const KIND_AT = `${LINE_BEGINNING},"at":"2026-03-09T03:30:00.000Z","kind":"`.length;

/** The SMS of all shards together met the daily limit of a project, which no shard could see: they have to run as one. */
export class DailyLimitMet extends Error {
  readonly project: string;

  constructor(project: string) {
    super(`the daily limit of ${project} is met, which holds messages back of everybody`);
    this.project = project;
  }
}

export class MergedJournal {
  private readonly options: MergedJournalOptions;
  private readonly given = new Set<string>();
  private readonly counts = new DailyCounts();
  private readonly projects: readonly string[];
  private readonly entriesOfLines = new LineEntries();
  private isSomebodyKnown = false;
  /** Lines so far. */
  entries = 0;

  constructor(options: MergedJournalOptions) {
    this.options = options;
    this.projects = [options.plan.project.name, ...options.plan.otherProjects.keys()];
  }

  /** What a run notes first: notices that no shard has. */
  open(notices: readonly Notice[] = []): void {
    const at = this.options.plan.startsAt;
    for (const { code, message, hint, about } of notices) {
      const entry = { kind: 'warning', code, message, hint, about, at } as Entry;
      if (!this.isGiven(entry)) this.add(entry);
    }
  }

  readonly unit = (bytes: Buffer, from: number, to: number, at: number, flags: number): void => {
    if ((flags & COUNTED) !== 0) this.count(at, flags);
    if (from === to) return;
    if ((flags & SEVERAL_LINES) === 0) return this.line(bytes, from, to, flags);
    for (let start = from; start < to; ) {
      const end = bytes.indexOf(NEWLINE, start) + 1;
      this.line(bytes, start, end, flags);
      start = end;
    }
  };

  private line(bytes: Buffer, from: number, to: number, flags: number): void {
    const { writer, takes, needsKinds, onEntry, onPass } = this.options;
    const looks = needsKinds || !this.isSomebodyKnown || typeof takes === 'function';
    const kind = looks ? kindOf(bytes, from) : undefined;
    const isTaken = typeof takes === 'function' ? takes(kind!) : takes === 'all';
    const isToSomebody = !this.isSomebodyKnown && (kind === 'sent' || kind === 'error');
    const isRead = isTaken || (flags & WARNED) !== 0 || isToSomebody;
    const entry = isRead ? this.entryOf(bytes, from, to, kind) : undefined;
    if (entry?.kind === 'warning' && this.isGiven(entry)) return;
    this.entries += 1;
    writer.copy(bytes, from + LINE_BEGINNING.length, to, needsKinds ? kind : undefined);
    if (isToSomebody) this.isSomebodyKnown = true;
    if (entry !== undefined) onEntry(this.entries, entry);
    else onPass?.();
  }

  /** Of many that are taken few fields are asked for. */
  private entryOf(bytes: Buffer, from: number, to: number, kind: EntryKind | undefined): Entry {
    const isLazy = kind === 'sent' && typeof this.options.takes === 'function';
    return isLazy ? this.entriesOfLines.sent(bytes, from, to - 1) : wholeEntryOf(bytes, from, to);
  }

  /** A warning that a shard could not know to be given already. */
  private isGiven(entry: Entry): boolean {
    const name = onceNameOf(entry);
    if (name === undefined) return false;
    if (this.given.has(name)) return true;
    this.given.add(name);
    return false;
  }

  /** One more SMS of a project's day. */
  private count(at: number, flags: number): void {
    const { plan } = this.options;
    const name = this.projects[flags >> PROJECT_SHIFT]!;
    const project = name === plan.project.name ? plan.project : plan.otherProjects.get(name)!;
    const { day } = toLocal(zoneOfProject(project), at);
    const limit = project.dailyLimit;
    if (limit !== undefined && this.counts.countedOn(name, day) >= limit) throw new DailyLimitMet(name);
    if (this.counts.countToday(name, day) === DAILY_DEFAULT + 1 && limit === undefined) {
      this.add({ ...volumeWarning(name), at } as Entry);
    }
    if ((flags & GIVEN_BACK) !== 0) this.counts.giveBackToday(name);
  }

  private add(entry: Entry): void {
    const { writer, onEntry } = this.options;
    this.entries += 1;
    writer.record(entry);
    onEntry(this.entries, entry);
  }
}

function wholeEntryOf(bytes: Buffer, from: number, to: number): Entry {
  const line = readLine(bytes.toString('utf8', from, to));
  if (line.kind !== 'entry') throw new Error(`a shard has a line that cannot be read: ${line.kind}`);
  return line.entry;
}

function kindOf(bytes: Buffer, from: number): EntryKind {
  const start = from + KIND_AT;
  return bytes.toString('latin1', start, bytes.indexOf(QUOTE, start)) as EntryKind;
}

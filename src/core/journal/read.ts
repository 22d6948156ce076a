/** The journal read back: one line of text to the header, entry or totals that it holds. */
import type { Entry, EntryKind } from '../model/entry.ts';
import { type Instant, MS_PER_DAY } from '../model/instant.ts';
import type { Totals } from '../model/run.ts';
import { parseDay } from '../time/calendar.ts';
import { JOURNAL_VERSION, type RunHeader } from './lines.ts';
import { type Column, columnsOf } from './shapes.ts';

export type JournalLine =
  | { readonly kind: 'run'; readonly header: RunHeader }
  | { readonly kind: 'entry'; readonly seq: number; readonly entry: Entry }
  | { readonly kind: 'end'; readonly totals: Totals }
  | { readonly kind: 'bad'; readonly problem: string };

type Raw = Readonly<Record<string, unknown>>;

/** Reads one line of a journal; keys it does not know are passed over. */
export function readLine(line: string): JournalLine {
  const raw = parsed(line);
  if (!raw) return bad('not a JSON object');
  if (raw.kind === 'run') return readHeader(raw);
  if (raw.kind === 'end') return readTotals(raw);
  return readEntry(raw);
}

function readHeader({ version, scenario, seed, tz, starts, ends }: Raw): JournalLine {
  if (version !== JOURNAL_VERSION) return bad(`version ${String(version)}, this reads ${JOURNAL_VERSION}`);
  const startsAt = parseIso(starts);
  if (typeof scenario !== 'string' || typeof seed !== 'number' || typeof tz !== 'string') {
    return bad('the run line lacks scenario, seed or tz');
  }
  if (startsAt === undefined) return bad('"starts" is not an instant');
  return { kind: 'run', header: { scenario, seed, tz, starts: startsAt, ends: parseIso(ends) } };
}

function readTotals(raw: Raw): JournalLine {
  const { errors_by_code: byCode, pending } = raw;
  if (!Array.isArray(pending) || typeof byCode !== 'object' || byCode === null) {
    return bad('the end line lacks errors_by_code or pending');
  }
  return {
    kind: 'end',
    totals: {
      sms: count(raw.sms),
      email: count(raw.email),
      errors: count(raw.errors),
      errors_by_code: byCode as Readonly<Record<string, number>>,
      inbound: count(raw.inbound),
      attempts: count(raw.attempts),
      held: count(raw.held),
      skipped: count(raw.skipped),
      warnings: count(raw.warnings),
      segments: count(raw.segments),
      pending: pending.map(String),
    },
  };
}

function readEntry(raw: Raw): JournalLine {
  const { seq, kind } = raw;
  if (typeof kind !== 'string' || !Object.hasOwn(columnsOf, kind))
    return bad(`no kind of entry: ${String(kind)}`);
  const at = parseIso(raw.at);
  if (typeof seq !== 'number' || at === undefined) return bad('"seq" or "at" is missing');

  const entry: Record<string, unknown> = { at, kind };
  for (const column of columnsOf[kind as EntryKind]) {
    const value = raw[column.field];
    if (value === undefined) continue;
    const read = readValue(column, value);
    if (read === undefined) return bad(`"${column.field}" is not what a ${kind} entry holds`);
    entry[column.field] = read;
  }
  return { kind: 'entry', seq, entry: entry as unknown as Entry };
}

function readValue({ shape }: Column, value: unknown): unknown {
  switch (shape) {
    case 'text':
    case 'id':
      return typeof value === 'string' ? value : undefined;
    case 'count':
      return typeof value === 'number' ? value : undefined;
    case 'instant':
      return parseIso(value);
    case 'because':
      return typeof value === 'object' && value !== null ? value : undefined;
    case 'json':
      return value;
  }
}

/** `2026-03-09T03:30:00.000Z` */
export function parseIso(value: unknown): Instant | undefined {
  if (typeof value !== 'string') return undefined;
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)\.(\d{3})Z$/.exec(value);
  const day = match && parseDay(match[1]!);
  if (!match || day === null || day === undefined) return undefined;
  const [hours, minutes, seconds, ms] = match.slice(2).map(Number) as [number, number, number, number];
  return day * MS_PER_DAY + ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms;
}

function parsed(line: string): Raw | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Raw) : undefined;
  } catch {
    return undefined;
  }
}

const count = (value: unknown): number => (typeof value === 'number' ? value : 0);

const bad = (problem: string): JournalLine => ({ kind: 'bad', problem });

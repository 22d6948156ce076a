/** The journal on paper: one line of JSON for each entry, keys in a fixed order, each ending in a newline. */

import type { Because } from '../model/because.ts';
import type { Entry, EntryField, EntryFields, EntryKind } from '../model/entry.ts';
import { HQ_AS_OF, HQ_DJANGO } from '../model/hq-followed.ts';
import type { Instant } from '../model/instant.ts';
import type { Totals } from '../model/run.ts';
import { isoUtc } from '../time/format.ts';
import { HQ_TZ_RELEASE } from '../time/generated/hq-zone-table.ts';
import { becauseKeys, type Column, columnsOf } from './shapes.ts';

/** The version of the journal's shape: a change that breaks its readers raises it. */
export const JOURNAL_VERSION = 2;

/** What the first line of a journal says about the run. */
export interface RunHeader {
  readonly scenario: string;
  readonly seed: number;
  /** Release of the time zone data that the run follows, such as 2026f. */
  readonly tz: string;
  readonly starts: Instant;
  /** undefined: not known when the first line was written. */
  readonly ends?: Instant | undefined;
}

/** Which HQ is followed: the newest date of its texts, the zone release and the Django that it pins. */
const hqJson = JSON.stringify({ as_of: HQ_AS_OF, zones: HQ_TZ_RELEASE, django: HQ_DJANGO });

/** `{"kind":"run",…}`, the first line. */
export function runLine({ scenario, seed, tz, starts, ends }: RunHeader): string {
  const last = ends === undefined ? '' : `,"ends":"${isoUtc(ends)}"`;
  return `{"kind":"run","version":${JOURNAL_VERSION},"scenario":${quote(scenario)},"seed":${seed},"tz":${quote(tz)},"hq":${hqJson},"starts":"${isoUtc(starts)}"${last}}\n`;
}

/** One entry; `seq` counts from 1 over the whole run. */
export function entryLine(seq: number, entry: Entry): string {
  let line = `{"seq":${seq},"at":"${iso(entry.at)}","kind":"${entry.kind}"`;
  for (const column of columnsOf[entry.kind]) {
    const value = entry[column.field];
    if (value !== undefined) line += column.prefix + fieldText(column, value);
  }
  return `${line}}\n`;
}

/** Where the bytes of a line go, piece by piece. */
export interface LineBytes {
  /** Text of ASCII alone. */
  ascii(text: string): void;
  text(text: string): void;
}

/**
 * The line of `entryLine` as bytes. Its text is never made whole: one letter beyond Latin-1 would make all of it twice
 * as wide, and slow to encode.
 */
export function writeEntry(bytes: LineBytes, seq: number, entry: Entry): void {
  let line = `${LINE_START}${seq}${knownAfterSeq(entry.at, entry.kind)}`;
  const columns = columnsOf[entry.kind];
  for (let index = 0; index < columns.length; index += 1) {
    const column = columns[index]!;
    const value = entry[column.field];
    if (value === undefined) continue;
    if (typeof value === 'string' && !isUnusual.test(value)) {
      line = `${line}${column.quotedPrefix}${value}"`;
      continue;
    }
    line += column.prefix;
    const text = fieldText(column, value);
    if (canBeWide(column) && !isAscii(text)) {
      bytes.ascii(line);
      bytes.text(text);
      line = '';
    } else line += text;
  }
  bytes.ascii(`${line}}\n`);
}

/** The fields in which entries of one pattern differ, apart from how many parts their words have. */
const changing: ReadonlySet<EntryField> = new Set(['id', 'text', 'iteration', 'due', 'local'] as const);

/**
 * What stands between the fields of a line that change from one entry to the next of its pattern: id, text, iteration, due, local.
 * The quotes of the text are its own.
 */
export function piecesAround(entry: Entry): string[] {
  const pieces = [''];
  const add = (text: string): void => {
    pieces[pieces.length - 1] += text;
  };
  for (const column of columnsOf[entry.kind]) {
    const value = entry[column.field];
    if (value === undefined) continue;
    const quoteMark = column.shape === 'count' || column.field === 'text' ? '' : '"';
    if (changing.has(column.field)) {
      add(column.prefix + quoteMark);
      pieces.push(quoteMark);
    } else add(column.prefix + fieldText(column, value));
  }
  add('}\n');
  return pieces;
}

/** `{"seq":`, then its number, then what all entries of a kind and an instant have in common. */
export const LINE_START = '{"seq":';
export const afterSeq = (at: Instant, kind: EntryKind): string => `,"at":"${iso(at)}","kind":"${kind}"`;

/** The same, of entries that follow on one another. */
function knownAfterSeq(at: Instant, kind: EntryKind): string {
  if (at !== afterSeqAt) {
    afterSeqAt = at;
    afterSeqTexts = {};
  }
  afterSeqTexts[kind] ??= afterSeq(at, kind);
  return afterSeqTexts[kind];
}

let afterSeqAt: Instant = Number.NaN;
let afterSeqTexts: { [Kind in EntryKind]?: string } = {};

const canBeWide = ({ shape }: Column): boolean => shape !== 'count' && shape !== 'instant';

/** `{"kind":"end",…}`, the last line. */
export function endLine(totals: Totals): string {
  return `${JSON.stringify({
    kind: 'end',
    sms: totals.sms,
    email: totals.email,
    errors: totals.errors,
    errors_by_code: totals.errors_by_code,
    inbound: totals.inbound,
    attempts: totals.attempts,
    held: totals.held,
    skipped: totals.skipped,
    warnings: totals.warnings,
    segments: totals.segments,
    pending: totals.pending,
  })}\n`;
}

/** `because` as JSON, its keys in the order of the specification. */
export function becauseJson(because: Because): string {
  let text = '';
  for (const key of becauseKeys) {
    const value = because[key];
    if (value !== undefined) text += `${text === '' ? '' : ','}"${key}":${evidenceJson(value)}`;
  }
  return `{${text}}`;
}

function fieldText({ shape }: Column, value: EntryFields[EntryField]): string {
  switch (shape) {
    case 'text':
    case 'id':
      return quote(value as string);
    case 'count':
      return String(value);
    case 'instant':
      return `"${iso(value as Instant)}"`;
    case 'because':
      return becauseJson(value as Because);
    case 'json':
      return JSON.stringify(value);
  }
}

/** Thousands of messages share a piece of evidence. */
const evidenceTexts = new WeakMap<object, string>();

function evidenceJson(evidence: object): string {
  const known = evidenceTexts.get(evidence);
  if (known !== undefined) return known;
  const text = JSON.stringify(evidence);
  evidenceTexts.set(evidence, text);
  return text;
}

/** A text as JSON. What has to be escaped: all but letters from the space on without quote, backslash and surrogates. */
const mustEscape = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

export const quote = (text: string): string => (mustEscape.test(text) ? JSON.stringify(text) : `"${text}"`);

/** All but ASCII that stands for itself. */
const isUnusual = /[^ !#-[\]-~]/;

const beyondAscii = /[^\0-\x7f]/;

const isAscii = (text: string): boolean => !beyondAscii.test(text);

/** The moment written last: entries in a row mostly share it. */
let lastAt: Instant = 0;
let lastText = '1970-01-01T00:00:00.000Z';

function iso(at: Instant): string {
  if (at !== lastAt) {
    lastText = isoUtc(at);
    lastAt = at;
  }
  return lastText;
}

/** How much of the journal is written: everything, or without what only explains (`--journal-level sent`). */
export type JournalLevel = 'all' | 'sent';

const explaining: ReadonlySet<EntryKind> = new Set(['armed', 'rearmed', 'disarmed', 'skipped', 'queued']);

/** Whether an entry of this kind is written; the others keep their `seq`. */
export const isWritten = (level: JournalLevel, kind: EntryKind): boolean =>
  level === 'all' || !explaining.has(kind);

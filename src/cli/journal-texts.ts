/** The lines of a journal file, of which no more is read than their seq, kind and id until somebody asks. */
import type { RunHeader } from '../core/journal/lines.ts';
import { readLine } from '../core/journal/read.ts';
import type { Entry, EntryKind } from '../core/model/entry.ts';
import { linesOf, unreadable } from './read-journal.ts';

/** An entry as it stands in the file. */
export interface EntryText {
  readonly seq: number;
  readonly kind: EntryKind;
  readonly id: string | undefined;
  readonly line: string;
  readonly file: string;
  /** Of the file, from 1. */
  readonly number: number;
}

const RUN = '{"kind":"run"';
const END = '{"kind":"end"';
const HEAD = /^\{"seq":(\d+),"at":"[^"]*","kind":"(\w+)"(?:,"id":"([^"\\]*)")?/;

/** A run of the file begins. */
export interface RunBegin {
  readonly kind: 'run';
  readonly header: RunHeader;
}

/** All runs of the file: of each its header, then its entries in order. */
export function* runTexts(file: string): IterableIterator<RunBegin | EntryText> {
  let number = 0;
  for (const line of linesOf(file)) {
    number += 1;
    if (line.startsWith(RUN)) yield { kind: 'run', header: mustBe('run', { file, number, line }).header };
    else if (line.startsWith(END)) mustBe('end', { file, number, line });
    else yield headOf({ file, number, line });
  }
}

/** The entries of one run of the file, in order; `ordinal` counts from 0. */
export function* entryTexts(file: string, ordinal: number): IterableIterator<EntryText> {
  let run = -1;
  for (const text of runTexts(file)) {
    if (text.kind === 'run') run += 1;
    else if (run === ordinal) yield text;
    if (run > ordinal) return;
  }
}

type Placed = Pick<EntryText, 'file' | 'number' | 'line'>;

/** A line that does not begin and end as an entry does is read whole, which tells what is wrong with it. */
function headOf(placed: Placed): EntryText {
  const head = placed.line.endsWith('}') ? HEAD.exec(placed.line) : null;
  if (head) return { seq: Number(head[1]), kind: head[2] as EntryKind, id: head[3], ...placed };
  const { seq, entry } = mustBe('entry', placed);
  return { seq, kind: entry.kind, id: entry.id, ...placed };
}

/** Throws `Stop` when the line is not what an entry is. */
export const readEntryText = (text: EntryText): Entry => mustBe('entry', text).entry;

type Line = ReturnType<typeof readLine>;

function mustBe<K extends 'run' | 'entry' | 'end'>(
  kind: K,
  { file, number, line }: Placed,
): Extract<Line, { kind: K }> {
  const read = readLine(line);
  if (read.kind === kind) return read as Extract<Line, { kind: K }>;
  throw unreadable(file, number, read.kind === 'bad' ? read.problem : `a line of kind ${read.kind}`);
}

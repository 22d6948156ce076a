/** Entries of lines that are still bytes: a field is looked for when it is asked for. Most of a line is never asked for. */

import { parseIso, readLine } from '../core/journal/read.ts';
import { type Column, columnsOf } from '../core/journal/shapes.ts';
import type { Entry } from '../core/model/entry.ts';
import type { Instant } from '../core/model/instant.ts';

const QUOTE = 34;
const BACKSLASH = 92;
/** Behind the number and the name of the instant: `{"seq":0,"at":"` */
const AT_FROM = 15;
const AT_TO = AT_FROM + '2026-03-09T03:30:00.000Z'.length;
const NESTED = Buffer.from(',"because":');

/** Of a line of a shard that says what was sent; the bytes must stay as they are. */
export class LineEntry {
  readonly kind = 'sent';
  readonly at: Instant;
  private readonly line: Buffer;
  /** Before it there are only plain fields. */
  private nested = -1;
  private read: Entry | undefined;

  constructor(line: Buffer, at: Instant) {
    this.line = line;
    this.at = at;
  }

  /** The same with all its fields. */
  whole(): Entry {
    if (this.read) return this.read;
    const line = readLine(this.line.toString('utf8'));
    if (line.kind !== 'entry') throw new Error(`a shard has a line that cannot be read: ${line.kind}`);
    this.read = line.entry;
    return this.read;
  }

  /** A text before or behind what is nested. Inside of texts quotes are escaped, so that no name of a field is found there. */
  plainText(field: keyof Entry, prefix: Buffer, isBehind: boolean): unknown {
    if (this.read) return this.read[field];
    const { line } = this;
    if (this.nested < 0) {
      const nested = line.indexOf(NESTED);
      this.nested = nested < 0 ? line.length : nested;
    }
    const found = isBehind ? line.lastIndexOf(prefix) : line.indexOf(prefix);
    if (found < 0 || (!isBehind && found > this.nested)) return undefined;
    const from = found + prefix.length;
    const to = line.indexOf(QUOTE, from);
    const escaped = line.indexOf(BACKSLASH, from);
    return escaped >= 0 && escaped < to ? this.whole()[field] : line.toString('utf8', from, to);
  }
}

/** Makes them of the lines of one block after another. */
export class LineEntries {
  private atText = '';
  private at: Instant = 0;

  sent(bytes: Buffer, from: number, to: number): Entry {
    const atText = bytes.toString('latin1', from + AT_FROM, from + AT_TO);
    if (atText !== this.atText) {
      this.atText = atText;
      this.at = parseIso(atText)!;
    }
    return new LineEntry(bytes.subarray(from, to) as Buffer, this.at) as unknown as Entry;
  }
}

/** An entry that may be kept when its line is gone. */
export const wholeEntry = (entry: Entry): Entry =>
  entry instanceof LineEntry ? (entry as LineEntry).whole() : entry;

const firstNested = columnsOf.sent.findIndex(({ shape }) => shape === 'because');

for (const [place, column] of columnsOf.sent.entries())
  Object.defineProperty(LineEntry.prototype, column.field, { get: getterOf(column, place) });

function getterOf({ field, shape, quotedPrefix }: Column, place: number): (this: LineEntry) => unknown {
  const isPlain = shape === 'text' || shape === 'id';
  if (!isPlain)
    return function (this: LineEntry) {
      return this.whole()[field];
    };
  const prefix = Buffer.from(quotedPrefix);
  // What is behind has names that nothing nested has.
  const isBehind = place > firstNested;
  return function (this: LineEntry) {
    return this.plainText(field, prefix, isBehind);
  };
}

/**
 * The journal in memory, as columns: for each entry its instant, its kind, which fields it has, and those
 * fields as numbers in one long row of cells. A million entries with their texts take some 250 MB.
 */
import type { Because } from '../model/because.ts';
import type { Entry } from '../model/entry.ts';
import type { JournalView } from '../model/run.ts';
import type { JournalRecorder } from '../ports.ts';
import {
  becauseJson,
  endLine,
  entryLine,
  isWritten,
  type JournalLevel,
  type RunHeader,
  runLine,
} from './lines.ts';
import { type Column, columnsOf, entryKinds } from './shapes.ts';
import { createTotals } from './totals.ts';

/** How many entries one journal holds. */
const ENTRIES_MAX = 2 ** 31;
/** How many numbers all entries together take: 8 GB. */
const CELLS_MAX = 2 ** 31;

export interface Journal extends JournalRecorder, JournalView {
  /** Every line of this level; what is left out keeps its `seq`. */
  lines(level?: JournalLevel): IterableIterator<string>;
}

/** An empty journal. `header` is asked again when lines are written, so `ends` may become known later. */
export function createJournal(header: RunHeader): Journal {
  return new ColumnJournal(header);
}

class ColumnJournal implements Journal {
  private readonly header: RunHeader;
  private readonly at = growableFloat64();
  private readonly kind = growableUint8();
  private readonly fields = growableUint32();
  private readonly firstCell = growableFloat64();
  private readonly cells = new Cells();

  constructor(header: RunHeader) {
    this.header = header;
  }

  get length(): number {
    return this.at.length;
  }

  record(entry: Entry): void {
    if (this.length >= ENTRIES_MAX) throw new RangeError(`a journal holds at most ${ENTRIES_MAX} entries`);
    this.firstCell.push(this.cells.length);
    const columns = columnsOf[entry.kind];
    let present = 0;
    for (let index = 0; index < columns.length; index += 1) {
      const column = columns[index]!;
      const value = entry[column.field];
      if (value === undefined) continue;
      present |= 1 << index;
      this.cells.write(column, value);
    }
    this.fields.push(present);
    this.kind.push(kindNumbers.get(entry.kind)!);
    this.at.push(entry.at);
  }

  entry(index: number): Entry {
    if (index < 0 || index >= this.length) throw new RangeError(`the journal has no entry ${index}`);
    const kind = entryKinds[this.kind.at(index)]!;
    const columns = columnsOf[kind];
    const present = this.fields.at(index);
    const entry: Record<string, unknown> = { at: this.at.at(index), kind };
    this.cells.seek(this.firstCell.at(index));
    for (let position = 0; position < columns.length; position += 1) {
      if ((present & (1 << position)) === 0) continue;
      const column = columns[position]!;
      entry[column.field] = this.cells.read(column);
    }
    return entry as unknown as Entry;
  }

  *entries(): IterableIterator<Entry> {
    for (let index = 0; index < this.length; index += 1) yield this.entry(index);
  }

  *lines(level: JournalLevel = 'all'): IterableIterator<string> {
    const counter = createTotals();
    yield runLine(this.header);
    for (let index = 0; index < this.length; index += 1) {
      const entry = this.entry(index);
      counter.record(entry);
      if (isWritten(level, entry.kind)) yield entryLine(index + 1, entry);
    }
    yield endLine(counter.totals());
  }
}

const kindNumbers = new Map(entryKinds.map((kind, index) => [kind, index]));

/** An id of 16 hex digits takes two cells after this mark; any other is a text. */
const HEX_ID = -1;
const hexId = /^[0-9a-f]{16}$/;

/** The values of all entries, one after another, and the place being read. */
class Cells {
  private readonly numbers: Growable = growableInt32();
  private readonly strings: StringPool = createStrings();
  private place = 0;
  private readonly wide = new Float64Array(1);
  private readonly halves = new Int32Array(this.wide.buffer);

  get length(): number {
    return this.numbers.length;
  }

  seek(place: number): void {
    this.place = place;
  }

  write(column: Column, value: unknown): void {
    if (this.numbers.length > CELLS_MAX - 4)
      throw new RangeError(`a journal holds at most ${CELLS_MAX} values`);
    if (column.shape === 'instant') this.writeInstant(value as number);
    else if (column.shape === 'id' && hexId.test(value as string)) this.writeHexId(value as string);
    else this.numbers.push(this.cellFor(column, value));
  }

  read({ shape }: Column): unknown {
    switch (shape) {
      case 'text':
        return this.strings.text(this.next());
      case 'id':
        return this.readId();
      case 'count':
        return this.next();
      case 'instant':
        return this.readInstant();
      case 'because':
      case 'json':
        return JSON.parse(this.strings.text(this.next()));
    }
  }

  private cellFor({ shape, field }: Column, value: unknown): number {
    switch (shape) {
      case 'count':
        return wholeNumber(field, value as number);
      case 'because':
        return this.strings.idOf(becauseJson(value as Because));
      case 'json':
        return this.strings.idOf(JSON.stringify(value));
      default:
        return this.strings.idOf(value as string);
    }
  }

  private writeHexId(id: string): void {
    this.numbers.push(HEX_ID);
    this.numbers.push(Number.parseInt(id.slice(0, 8), 16) | 0);
    this.numbers.push(Number.parseInt(id.slice(8), 16) | 0);
  }

  private readId(): string {
    const mark = this.next();
    return mark === HEX_ID ? hex8(this.next()) + hex8(this.next()) : this.strings.text(mark);
  }

  private writeInstant(at: number): void {
    this.wide[0] = at;
    this.numbers.push(this.halves[0]!);
    this.numbers.push(this.halves[1]!);
  }

  private readInstant(): number {
    this.halves[0] = this.next();
    this.halves[1] = this.next();
    return this.wide[0]!;
  }

  private next(): number {
    const value = this.numbers.at(this.place);
    this.place += 1;
    return value;
  }
}

function wholeNumber(field: string, value: number): number {
  if (value !== (value | 0)) throw new RangeError(`"${field}" is no 32-bit whole number: ${value}`);
  return value;
}

const hex8 = (value: number): string => (value >>> 0).toString(16).padStart(8, '0');

/** Columns that grow: numbers in typed arrays, and texts named by a number. */

/** Typed arrays that double when they are full: a million numbers cost twenty allocations. */
type Numbers = Int32Array | Uint32Array | Uint8Array | Float64Array;

const FIRST_SIZE = 1024;

interface Growable {
  readonly length: number;
  push(value: number): void;
  at(index: number): number;
}

const growableInt32 = (): Growable => growable((size) => new Int32Array(size));
const growableUint32 = (): Growable => growable((size) => new Uint32Array(size));
const growableUint8 = (): Growable => growable((size) => new Uint8Array(size));
const growableFloat64 = (): Growable => growable((size) => new Float64Array(size));

function growable(make: (size: number) => Numbers): Growable {
  let values = make(FIRST_SIZE);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(value) {
      if (length === values.length) {
        const larger = make(values.length * 2);
        larger.set(values);
        values = larger;
      }
      values[length] = value;
      length += 1;
    },
    at: (index) => values[index]!,
  };
}

/** Texts named by a number; one that comes again soon is kept once. */
interface StringPool {
  idOf(text: string): number;
  text(id: number): string;
}

/** Looked for among the last so many only: a text used again mostly stands close by, and a small map stays fast. */
const KEYS_MAX = 2 ** 14;
const STRINGS_MAX = 2 ** 31 - 1;

function createStrings(): StringPool {
  const texts: string[] = [];
  let ids = new Map<string, number>();
  return {
    idOf(text) {
      const known = ids.get(text);
      if (known !== undefined) return known;
      if (texts.length >= STRINGS_MAX)
        throw new RangeError(`the journal holds more than ${STRINGS_MAX} different texts`);
      if (ids.size >= KEYS_MAX) ids = new Map();
      const id = texts.length;
      texts.push(text);
      ids.set(text, id);
      return id;
    },
    text: (id) => texts[id]!,
  };
}

/** Bytes of CSV, block by block → the cells of each row. A row is read as csv-parse reads it; memory is that of one block. */

/** Why the rows cannot be read on from `row`. */
export class BrokenCsv extends Error {
  readonly row: number;
  readonly kind: 'quote not closed' | 'row too long' | 'quote in a cell';

  constructor(row: number, kind: BrokenCsv['kind']) {
    super(`${kind} in row ${row}`);
    this.row = row;
    this.kind = kind;
  }
}

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

interface CsvOptions {
  readonly delimiter: string;
  /** Bytes of one row. */
  readonly rowBytesMax: number;
}

/** The rows in order, the header among them. Throws `BrokenCsv`. */
export function* csvRows(blocks: Iterable<Uint8Array>, options: CsvOptions): IterableIterator<string[]> {
  const scanner = new CsvScanner(options);
  for (const block of blocks) {
    scanner.take(block);
    for (let row = scanner.next(); row !== undefined; row = scanner.next()) yield row;
  }
  scanner.end();
  for (let row = scanner.next(); row !== undefined; row = scanner.next()) yield row;
}

type LineEnd = 'lf' | 'crlf' | 'cr';

/** A row of which the end is not here yet. */
const INCOMPLETE = -1;

class CsvScanner {
  private readonly delimiter: number;
  private readonly rowBytesMax: number;
  private readonly texts: ColumnTexts[] = [];
  private bytes: Buffer = Buffer.alloc(0);
  private at = 0;
  private isLast = false;
  /** As the first row has it. */
  private lineEnd: LineEnd | undefined;
  private rows = 0;
  private cells: string[] = [];

  constructor({ delimiter, rowBytesMax }: CsvOptions) {
    this.delimiter = delimiter.charCodeAt(0);
    this.rowBytesMax = rowBytesMax;
  }

  take(block: Uint8Array): void {
    const rest = this.bytes.subarray(this.at);
    if (rest.length > this.rowBytesMax) throw new BrokenCsv(this.rows + 1, 'row too long');
    this.bytes =
      rest.length === 0
        ? Buffer.from(block.buffer, block.byteOffset, block.length)
        : Buffer.concat([rest, block]);
    this.at = 0;
  }

  end(): void {
    this.isLast = true;
  }

  /** undefined: the block has no whole row more. */
  next(): string[] | undefined {
    if (this.at >= this.bytes.length) return undefined;
    this.cells = [];
    const end = this.row(this.at);
    if (end === INCOMPLETE) return undefined;
    if (end - this.at > this.rowBytesMax) throw new BrokenCsv(this.rows + 1, 'row too long');
    this.at = end;
    this.rows += 1;
    return this.cells;
  }

  /** Where the row ends that begins here. */
  private row(start: number): number {
    let at = start;
    for (;;) {
      const end = this.bytes[at] === QUOTE ? this.quoted(at) : this.plain(at);
      if (end === INCOMPLETE) return INCOMPLETE;
      if (this.bytes[end] !== this.delimiter || end >= this.bytes.length) return this.afterLineEnd(end);
      at = end + 1;
    }
  }

  /** Where the cell ends that begins here without a quotation mark. */
  private plain(start: number): number {
    const { bytes, delimiter } = this;
    const { length } = bytes;
    let hash = 0;
    let bits = 0;
    let at = start;
    for (; at < length; at += 1) {
      const byte = bytes[at]!;
      if (byte === delimiter || byte === LF || byte === CR) {
        if (byte === delimiter || this.isLineEnd(at)) break;
        if (byte === CR && at + 1 === length && !this.isLast) return INCOMPLETE;
      }
      if (byte === QUOTE) throw new BrokenCsv(this.rows + 1, 'quote in a cell');
      hash = (Math.imul(hash, 31) + byte) | 0;
      bits |= byte;
    }
    if (at === length && !this.isLast) return INCOMPLETE;
    this.add(bits < 0x80 ? this.textsHere().text(bytes, start, at, hash) : bytes.toString('utf8', start, at));
    return at;
  }

  /** The same with a quotation mark. */
  private quoted(start: number): number {
    const { bytes } = this;
    let hasQuotes = false;
    for (let at = start + 1; ; ) {
      const quote = bytes.indexOf(QUOTE, at);
      if (quote < 0 && this.isLast)
        throw new BrokenCsv(this.rows + 1, this.sizeAt(start) ?? 'quote not closed');
      if (quote < 0 || (quote + 1 === bytes.length && !this.isLast)) return INCOMPLETE;
      if (bytes[quote + 1] === QUOTE) {
        hasQuotes = true;
        at = quote + 2;
        continue;
      }
      const end = quote + 1;
      if (bytes[end] === CR && end + 1 === bytes.length && !this.isLast) return INCOMPLETE;
      if (end < bytes.length && bytes[end] !== this.delimiter && !this.isLineEnd(end))
        throw new BrokenCsv(this.rows + 1, 'quote in a cell');
      const text = bytes.toString('utf8', start + 1, quote);
      this.add(hasQuotes ? text.replaceAll('""', '"') : text);
      return end;
    }
  }

  private sizeAt(start: number): BrokenCsv['kind'] | undefined {
    return this.bytes.length - start > this.rowBytesMax ? 'row too long' : undefined;
  }

  /** The first end of a line says what all of them are. */
  private isLineEnd(at: number): boolean {
    const byte = this.bytes[at];
    const next = this.bytes[at + 1];
    if (this.lineEnd === undefined && (byte === LF || byte === CR)) {
      if (byte === CR && at + 1 === this.bytes.length && !this.isLast) return false;
      this.lineEnd = byte === LF ? 'lf' : next === LF ? 'crlf' : 'cr';
    }
    if (this.lineEnd === 'lf') return byte === LF;
    return byte === CR && (this.lineEnd === 'cr' || next === LF);
  }

  private afterLineEnd(at: number): number {
    return Math.min(this.bytes.length, at + (this.lineEnd === 'crlf' ? 2 : 1));
  }

  private textsHere(): ColumnTexts {
    const column = this.cells.length;
    this.texts[column] ??= new ColumnTexts();
    return this.texts[column]!;
  }

  private add(text: string): void {
    this.cells.push(text);
  }
}

/** Longer ones are hardly ever the same. */
const SHARED_CHARACTERS_MAX = 24;
const SLOTS = 1024;
/** After so many cells it is known whether a column repeats its texts. */
const TRIAL_CELLS = 8192;

/** Texts of a column, such as languages and dates, made once for many rows. */
class ColumnTexts {
  private slots: string[] | undefined = new Array<string>(SLOTS).fill('');
  private cells = 0;
  private found = 0;

  /** Of ASCII; `hash` is one of its bytes. */
  text(bytes: Buffer, from: number, to: number, hash: number): string {
    const { slots } = this;
    if (from === to) return '';
    if (slots === undefined || to - from > SHARED_CHARACTERS_MAX) return bytes.toString('latin1', from, to);
    const slot = hash & (SLOTS - 1);
    const known = slots[slot]!;
    this.cells += 1;
    if (isSame(known, bytes, from, to)) {
      this.found += 1;
      return known;
    }
    if (this.cells === TRIAL_CELLS && this.found * 2 < this.cells) this.slots = undefined;
    const text = bytes.toString('latin1', from, to);
    slots[slot] = text;
    return text;
  }
}

function isSame(text: string, bytes: Buffer, from: number, to: number): boolean {
  if (text.length !== to - from) return false;
  for (let index = 0; index < text.length; index += 1)
    if (text.charCodeAt(index) !== bytes[from + index]) return false;
  return true;
}

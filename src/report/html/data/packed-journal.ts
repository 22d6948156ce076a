/** A journal that `encodeJournal` wrote, as columns: any entry is put together when it is asked for. */
import { type Column, columnsOf, entryKinds } from '../../../core/journal/shapes.ts';
import type { Entry, EntryField, EntryKind } from '../../../core/model/entry.ts';
import type { Instant } from '../../../core/model/instant.ts';
import { ByteReader, unzigzag } from './byte-reader.ts';
import { JOURNAL_FORMAT } from './journal-encoder.ts';
import { readStrings } from './string-table.ts';

/** A value that is not there. */
const NONE = Number.NaN;

interface Pools {
  readonly strings: readonly string[];
  readonly ids: readonly string[];
  /** Evidence and details that were read before: the same for many entries, and never changed. */
  readonly parsed: Map<number, unknown>;
}

export class PackedJournal {
  readonly length: number;
  /** Of each entry its number in `entryKinds`. */
  readonly kinds: Uint8Array;
  readonly instants: Float64Array;
  private readonly pools: Pools;
  /** Of each entry its place among those of its kind. */
  private readonly places: Uint32Array;
  private readonly columns: ReadonlyMap<EntryKind, readonly Float64Array[]>;

  constructor(bytes: Uint8Array) {
    const reader = new ByteReader(bytes);
    const format = reader.byte();
    if (format !== JOURNAL_FORMAT) throw new RangeError(`the page does not read data of format ${format}`);
    this.length = reader.varint();
    this.pools = { strings: readStrings(reader), ids: readIds(reader), parsed: new Map() };
    this.kinds = reader.raw(this.length).slice();
    this.instants = readNumbers(reader, this.length);
    const counts = new Uint32Array(entryKinds.length);
    this.places = Uint32Array.from(this.kinds, (kind) => {
      counts[kind] = counts[kind]! + 1;
      return counts[kind] - 1;
    });
    this.columns = new Map(
      entryKinds.map((kind, number) => [
        kind,
        columnsOf[kind].map(() => readNumbers(reader, counts[number]!)),
      ]),
    );
  }

  kind(index: number): EntryKind {
    return entryKinds[this.kinds[index]!]!;
  }

  entry(index: number): Entry {
    const kind = this.kind(index);
    const lists = this.columns.get(kind)!;
    const place = this.places[index]!;
    const entry: Record<string, unknown> = { at: this.instants[index] as Instant, kind };
    for (const [position, column] of columnsOf[kind].entries()) {
      const value = lists[position]![place]!;
      if (!Number.isNaN(value)) entry[column.field] = meant(column, value, this.pools);
    }
    return entry as unknown as Entry;
  }

  *entries(): IterableIterator<Entry> {
    for (let index = 0; index < this.length; index += 1) yield this.entry(index);
  }

  /** One field of an entry, of shape `text` or `id`; undefined when it has none. */
  text(index: number, field: EntryField): string | undefined {
    const kind = this.kind(index);
    const position = columnsOf[kind].findIndex((column) => column.field === field);
    const value = this.columns.get(kind)![position]?.[this.places[index]!] ?? NONE;
    return Number.isNaN(value) ? undefined : (meant(columnsOf[kind][position]!, value, this.pools) as string);
  }
}

/** Undoes `writeNumbers`. */
function readNumbers(reader: ByteReader, length: number): Float64Array {
  const numbers = new Float64Array(length);
  let before = 0;
  for (let index = 0; index < length; index += 1) {
    const encoded = reader.varint();
    if (encoded > 0) before += unzigzag(encoded - 1);
    numbers[index] = encoded > 0 ? before : NONE;
  }
  return numbers;
}

function readIds(reader: ByteReader): string[] {
  return Array.from({ length: reader.varint() }, () =>
    Array.from(reader.raw(8), (byte) => byte.toString(16).padStart(2, '0')).join(''),
  );
}

function meant({ shape }: Column, value: number, { strings, ids, parsed }: Pools): unknown {
  switch (shape) {
    case 'count':
    case 'instant':
      return value;
    case 'because':
    case 'json':
      if (!parsed.has(value)) parsed.set(value, JSON.parse(strings[value]!));
      return parsed.get(value);
    case 'id':
      return value % 2 === 0 ? ids[value / 2] : strings[(value - 1) / 2];
    case 'text':
      return strings[value];
  }
}

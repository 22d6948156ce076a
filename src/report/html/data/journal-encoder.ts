/**
 * A journal as bytes: kinds and instants of all entries, then for each kind of entry one column a field, each value as
 * its difference from the one above it. Texts are interned column by column, so that alike ones stand together; what
 * comes out is small once it is deflated.
 */
import { type Column, columnsOf, entryKinds } from '../../../core/journal/shapes.ts';
import type { Entry, EntryField, EntryKind } from '../../../core/model/entry.ts';
import { ByteWriter, zigzag } from './byte-writer.ts';
import { StringTable } from './string-table.ts';

/** Raised when the bytes change their meaning: a page reads only its own. */
export const JOURNAL_FORMAT = 1;

/** 16 hex digits, as ids of messages are; any other is a text. */
const hexId = /^[0-9a-f]{16}$/;
const HEX_ID_BYTES = 8;
/** The double of a difference between two such numbers is exact: 71,000 years in milliseconds. */
const NUMBER_MAX = 2 ** 51;

/** The values of one kind of entry, a list for each of its columns. */
type Values = readonly unknown[][];

export function encodeJournal(entries: Iterable<Entry>): Uint8Array {
  const kinds: number[] = [];
  const instants: number[] = [];
  const values = new Map<EntryKind, Values>(entryKinds.map((kind) => [kind, columnsOf[kind].map(() => [])]));
  for (const entry of entries) {
    kinds.push(entryKinds.indexOf(entry.kind));
    instants.push(entry.at);
    const lists = values.get(entry.kind)!;
    for (const [index, { field }] of columnsOf[entry.kind].entries()) lists[index]!.push(entry[field]);
  }
  const pools: Pools = { strings: new StringTable(), ids: new Map() };
  const columns = new ByteWriter();
  for (const kind of kinds) columns.byte(kind);
  writeNumbers(columns, instants);
  for (const kind of entryKinds) {
    for (const [index, list] of values.get(kind)!.entries()) {
      writeNumbers(columns, list.map(numberFor(columnsOf[kind][index]!, pools)));
    }
  }
  return joined(kinds.length, pools, columns);
}

interface Pools {
  readonly strings: StringTable;
  /** Each id and its number: of the hex ids, and of the others, by themselves. */
  readonly ids: Map<string, number>;
}

function joined(length: number, { strings, ids }: Pools, columns: ByteWriter): Uint8Array {
  const hex = [...ids.keys()].filter((id) => hexId.test(id));
  const writer = new ByteWriter();
  writer.byte(JOURNAL_FORMAT);
  writer.varint(length);
  strings.write(writer);
  writer.varint(hex.length);
  for (const id of hex) writeHexId(writer, id);
  writer.raw(columns.end());
  return writer.end();
}

/** 0: there is none; else the difference from the value before, and 1. */
function writeNumbers(writer: ByteWriter, numbers: readonly (number | undefined)[]): void {
  let before = 0;
  for (const value of numbers) {
    if (value === undefined) {
      writer.varint(0);
      continue;
    }
    writer.varint(zigzag(value - before) + 1);
    before = value;
  }
}

function numberFor({ shape, field }: Column, pools: Pools): (value: unknown) => number | undefined {
  switch (shape) {
    case 'count':
    case 'instant':
      return (value) => (value === undefined ? undefined : wholeNumber(field, value as number));
    case 'because':
    case 'json':
      return (value) => (value === undefined ? undefined : pools.strings.idOf(JSON.stringify(value)));
    case 'id':
      return (value) => (value === undefined ? undefined : idNumber(value as string, pools));
    case 'text':
      return (value) => (value === undefined ? undefined : pools.strings.idOf(value as string));
  }
}

/** Of a hex id twice its place among them; of any other the number of its text, twice, and 1. */
function idNumber(id: string, { strings, ids }: Pools): number {
  if (!hexId.test(id)) return 2 * strings.idOf(id) + 1;
  const known = ids.get(id) ?? ids.size;
  ids.set(id, known);
  return 2 * known;
}

function writeHexId(writer: ByteWriter, id: string): void {
  for (let at = 0; at < 2 * HEX_ID_BYTES; at += 2) writer.byte(Number.parseInt(id.slice(at, at + 2), 16));
}

function wholeNumber(field: EntryField, value: number): number {
  if (!Number.isInteger(value) || Math.abs(value) > NUMBER_MAX)
    throw new RangeError(`"${field}" is no whole number up to 2^51: ${value}`);
  return value;
}

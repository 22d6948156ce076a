/**
 * Holds the pages of a column of single values against what stands in them, before they are decoded: lengths and counts of
 * a file that was damaged or forged would have the decoder work or take memory without end.
 */
import type { Compressors, PageHeader } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { decompressPage } from 'hyparquet/src/datapage.js';
import { readVarInt } from 'hyparquet/src/thrift.js';

interface ColumnFacts {
  readonly codec: Parameters<typeof decompressPage>[2];
  readonly compressors: Compressors;
  /** Rows of the row group. */
  readonly rows: number;
  /** Not every row has a value: pages begin by saying which do. */
  readonly isOptional: boolean;
}

/** Of one page, unpacked. */
const PAGE_BYTES_MAX = 2 ** 28;
/** A run may be filled up behind the last value. */
const FILLED_MAX = 512;
const BLOCK_VALUES_MAX = 2 ** 20;
const BITS_MAX = 64;

/** @throws Error saying what cannot be. */
export function checkPages(bytes: Uint8Array, facts: ColumnFacts): void {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
  let values = 0;
  while (values < facts.rows && reader.offset < bytes.length - 1) {
    const header = parquetHeader(reader);
    const { compressed_page_size: size, uncompressed_page_size: unpacked } = header;
    holds(isLength(size, bytes.length - reader.offset), `a page of ${size} bytes`);
    holds(isLength(unpacked, PAGE_BYTES_MAX), `a page of ${unpacked} bytes unpacked`);
    const packed = bytes.subarray(reader.offset, reader.offset + size);
    reader.offset += size;
    const dictionary = header.dictionary_page_header;
    const count = header.data_page_header?.num_values ?? header.data_page_header_v2?.num_values;
    if (header.type === 'DICTIONARY_PAGE') {
      holds(
        isLength(dictionary?.num_values, unpacked * 8),
        `${dictionary?.num_values} words of a dictionary`,
      );
      continue;
    }
    holds(isLength(count, facts.rows - values), `${count} values in a page`);
    if (header.type === 'DATA_PAGE') checkValues(unpackedPage(packed, unpacked, facts), header, facts);
    else if (header.type === 'DATA_PAGE_V2') checkSecond(packed, header, facts);
    values += count;
  }
}

function unpackedPage(packed: Uint8Array, length: number, { codec, compressors }: ColumnFacts): Uint8Array {
  return decompressPage(packed, length, codec, compressors);
}

/** A page of the first version: its levels, each behind their length, and its values. */
function checkValues(page: Uint8Array, { data_page_header: page1 }: PageHeader, facts: ColumnFacts): void {
  const { num_values: count = 0, encoding } = page1 ?? {};
  if (!facts.isOptional) return checkEncoded(page, 0, encoding, count);
  checkRuns(page, 4, 1, count);
  checkEncoded(page, 4 + uint32(page, 0), encoding, onesIn(page, 4, count));
}

/** Of the second version: its levels are not packed, and their length stands in the header. */
function checkSecond(bytes: Uint8Array, header: PageHeader, facts: ColumnFacts): void {
  const page = header.data_page_header_v2;
  const { num_values: count = 0, num_nulls: nulls = 0, is_compressed } = page ?? {};
  const levels = [page?.repetition_levels_byte_length ?? 0, page?.definition_levels_byte_length ?? 0];
  const length = levels.reduce((sum, each) => sum + (isLength(each, bytes.length) ? each : Number.NaN), 0);
  holds(isLength(length, bytes.length), 'levels longer than their page');
  holds(isLength(nulls, count), `${nulls} rows without a value`);
  if (facts.isOptional) checkRuns(bytes, levels[0]!, 1, count);
  const rest = bytes.subarray(length);
  const unpacked = header.uncompressed_page_size - length;
  holds(isLength(unpacked, PAGE_BYTES_MAX), `a page of ${unpacked} bytes unpacked`);
  const values = is_compressed === false ? rest : unpackedPage(rest, unpacked, facts);
  checkEncoded(values, 0, page?.encoding, count - nulls);
}

function checkEncoded(page: Uint8Array, at: number, encoding: string | undefined, count: number): void {
  switch (encoding) {
    case 'PLAIN_DICTIONARY':
    case 'RLE_DICTIONARY':
      return checkRuns(page, at + 1, page[at] ?? 0, count);
    case 'RLE':
      return checkRuns(page, at + 4, 1, count);
    case 'DELTA_BINARY_PACKED':
    case 'DELTA_LENGTH_BYTE_ARRAY':
      return void deltaEnd(page, at, count);
    case 'DELTA_BYTE_ARRAY':
      return void deltaEnd(page, deltaEnd(page, at, count), count);
  }
}

/** Runs of the same value, or of values side by side, of so many bits: none is longer than what is left to say. */
function checkRuns(bytes: Uint8Array, from: number, bits: number, count: number): void {
  holds(bits <= BITS_MAX, `values of ${bits} bits`);
  const reader = readerAt(bytes, from);
  for (let seen = 0; seen < count && reader.offset < bytes.length; ) {
    const head = readVarInt(reader) >>> 0;
    const length = head & 1 ? (head >>> 1) * 8 : head >>> 1;
    holds(length <= count + FILLED_MAX, `a run of ${length} values among ${count}`);
    reader.offset += head & 1 ? (length * bits) / 8 : (bits + 7) >> 3;
    seen += length;
  }
}

/** How many of so many rows have a value, in runs of single bits that were found sound. */
function onesIn(bytes: Uint8Array, from: number, count: number): number {
  const reader = readerAt(bytes, from);
  let ones = 0;
  for (let seen = 0; seen < count; ) {
    const head = readVarInt(reader) >>> 0;
    const length = Math.min(count - seen, head & 1 ? (head >>> 1) * 8 : head >>> 1);
    const start = reader.offset;
    if (head & 1) {
      for (let bit = 0; bit < length; bit += 1) ones += ((bytes[start + (bit >> 3)] ?? 0) >> (bit & 7)) & 1;
    } else ones += ((bytes[start] ?? 0) & 1) * length;
    reader.offset += head & 1 ? head >>> 1 : 1;
    seen += length;
  }
  return ones;
}

/** Differences in blocks of several small blocks; where they end. */
function deltaEnd(bytes: Uint8Array, from: number, count: number): number {
  const reader = readerAt(bytes, from);
  const [values, parts] = [readVarInt(reader), readVarInt(reader)];
  const each = values / parts;
  holds(isLength(values, BLOCK_VALUES_MAX) && each >= 1 && Number.isInteger(each), 'blocks of no size');
  readVarInt(reader);
  skipVarInt(reader, bytes);
  for (let left = count - 1; left > 0; ) {
    skipVarInt(reader, bytes);
    const widths = bytes.subarray(reader.offset, reader.offset + parts);
    holds(widths.length === parts, 'a block without its end');
    reader.offset += parts;
    for (const bits of widths) {
      if (left <= 0) break;
      holds(bits <= BITS_MAX, `differences of ${bits} bits`);
      reader.offset += Math.ceil((each * bits) / 8);
      left -= each;
    }
  }
  return reader.offset;
}

const readerAt = (bytes: Uint8Array, offset: number) => ({
  view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  offset,
});

/** Of any length. */
function skipVarInt(reader: { offset: number }, bytes: Uint8Array): void {
  while ((bytes[reader.offset] ?? 0) >= 0x80) reader.offset += 1;
  reader.offset += 1;
}

const uint32 = (bytes: Uint8Array, at: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at, true);

const isLength = (value: number | undefined, most: number): value is number =>
  value !== undefined && Number.isInteger(value) && value >= 0 && value <= most;

function holds(isSound: boolean, found: string): asserts isSound {
  if (!isSound) throw new Error(found);
}

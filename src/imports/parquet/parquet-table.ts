/** A Parquet file as a table: its columns, and their values one row group at a time. */
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { decompress } from 'fzstd';
import {
  type Compressors,
  type FileMetaData,
  parquetMetadata,
  parquetSchema,
  type SchemaTree,
} from 'hyparquet';
import { readColumn } from 'hyparquet/src/column.js';
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import type { RandomAccess } from '../importer.ts';
import { checkPages } from './sound-pages.ts';

/** What is wrong with a file that should be Parquet. */
export class DamagedParquet extends Error {}

interface ParquetColumn {
  readonly name: string;
  /** undefined: one value a row. */
  readonly nesting?: 'list' | 'group';
}

export interface ParquetTable {
  readonly columns: readonly ParquetColumn[];
  /** Rows of each row group. */
  readonly groups: readonly number[];
  /** Keys and values of the file's own. */
  readonly metadata: ReadonlyMap<string, string>;
  /** The values of a column in a row group; null or undefined: none. Throws `DamagedParquet`. */
  values(group: number, column: number): ArrayLike<unknown>;
}

const MAGIC = 'PAR1';
/** Length of the footer, and the mark behind it. */
const TAIL_BYTES = 8;
/** Bytes of one column of one row group: what one array holds. */
const CHUNK_BYTES_MAX = 2 ** 30;
/** Rows of one row group, of which a few bytes may claim any number. */
const GROUP_ROWS_MAX = 2 ** 24;

/** Throws `DamagedParquet`. */
export function parquetTable(file: RandomAccess): ParquetTable {
  const metadata = footerOf(file);
  try {
    return tableOf(file, metadata, parquetSchema(metadata));
  } catch (error) {
    throw new DamagedParquet(`a Parquet file whose footer is damaged: ${messageOf(error)}`);
  }
}

function tableOf(file: RandomAccess, metadata: FileMetaData, schema: SchemaTree): ParquetTable {
  if (schema.children.length === 0) throw new Error('it has no column');
  return {
    columns: schema.children.map(({ element: { name, repetition_type }, children }) => ({
      name,
      ...(repetition_type === 'REPEATED' && { nesting: 'list' }),
      ...(children.length > 0 && { nesting: 'group' }),
    })),
    groups: metadata.row_groups.map(({ num_rows }) => Number(num_rows)),
    metadata: new Map(metadata.key_value_metadata?.map(({ key, value = '' }) => [key, value])),
    values: (group, column) => valuesOf(file, { metadata, schema }, group, column),
  };
}

function footerOf(file: RandomAccess): FileMetaData {
  const tail = Buffer.from(file.read(Math.max(0, file.length - TAIL_BYTES), file.length));
  if (tail.length < TAIL_BYTES || tail.toString('latin1', 4) !== MAGIC)
    throw new DamagedParquet('a Parquet file without its footer: it is cut off, or was never finished');
  const length = tail.readUInt32LE(0);
  if (length > file.length - TAIL_BYTES)
    throw new DamagedParquet(`a Parquet file whose footer would have ${length} bytes`);
  try {
    return parquetMetadata(file.read(file.length - TAIL_BYTES - length, file.length), { geoparquet: false });
  } catch (error) {
    throw new DamagedParquet(`a Parquet file whose footer is damaged: ${messageOf(error)}`);
  }
}

function valuesOf(
  file: RandomAccess,
  { metadata, schema }: { readonly metadata: FileMetaData; readonly schema: SchemaTree },
  group: number,
  column: number,
): ArrayLike<unknown> {
  const { columns, num_rows } = metadata.row_groups[group]!;
  const child = schema.children[column]!;
  const chunk = columns?.find(
    ({ meta_data }) => meta_data?.path_in_schema?.[0] === child.element.name,
  )?.meta_data;
  const place = `column ${child.element.name}, row group ${group + 1}`;
  if (chunk === undefined) throw new DamagedParquet(`a Parquet file without ${place}`);
  const from = Number(chunk.dictionary_page_offset || chunk.data_page_offset);
  const bytes = Number(chunk.total_compressed_size);
  if (!(from >= 0 && bytes >= 0) || bytes > CHUNK_BYTES_MAX || from + bytes > file.length)
    throw new DamagedParquet(`a Parquet file that ends before ${place}`);
  const rows = Number(num_rows);
  if (!(rows >= 0 && rows <= GROUP_ROWS_MAX))
    throw new DamagedParquet(`a Parquet file with ${rows} rows in row group ${group + 1}`);
  try {
    const chunkBytes = file.read(from, from + bytes);
    const isOptional = child.element.repetition_type !== 'REQUIRED';
    checkPages(chunkBytes, { codec: chunk.codec, compressors, rows, isOptional });
    const { buffer, byteOffset, byteLength } = chunkBytes;
    const reader = { view: new DataView(buffer, byteOffset, byteLength), offset: 0 };
    const decoder = {
      ...chunk,
      pathInSchema: chunk.path_in_schema,
      element: child.element,
      schemaPath: [schema, child],
      parsers: DEFAULT_PARSERS,
      compressors,
    };
    const { data } = readColumn(
      reader,
      { groupStart: 0, selectStart: 0, selectEnd: rows, groupRows: rows },
      decoder,
    );
    const values =
      data.length === 1 ? data[0]! : data.flatMap((page) => Array.from(page as ArrayLike<unknown>));
    if (values.length < rows) throw new Error(`${values.length} of ${rows} values`);
    return values as ArrayLike<unknown>;
  } catch (error) {
    throw new DamagedParquet(`a Parquet file that is damaged in ${place}: ${messageOf(error)}`);
  }
}

const compressors: Compressors = {
  GZIP: (input, length) => apart(gunzipSync(input, { maxOutputLength: Math.max(1, length) })),
  BROTLI: (input, length) => apart(brotliDecompressSync(input, { maxOutputLength: Math.max(1, length) })),
  ZSTD: (input) => decompress(input),
};

/** In memory of its own: a count that reaches behind the end finds nothing there. */
const apart = (bytes: Uint8Array): Uint8Array => Uint8Array.from(bytes);

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

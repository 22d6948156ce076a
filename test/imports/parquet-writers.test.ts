/** Parquet as another writer makes it: every encoding and version is read, what is sound is never taken for damage. */
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import {
  Compression,
  Encoding,
  Table,
  WriterPropertiesBuilder,
  WriterVersion,
  writeParquet,
} from 'parquet-wasm';
import { describe, expect, test } from 'vitest';
import { parquetTable } from '../../src/imports/parquet/parquet-table.ts';

const ROWS = 3000;
const rows = Array.from({ length: ROWS }, (_, row) => row);
const columns = {
  id: rows.map((row) => `c${row}`),
  village: rows.map((row) => (row % 7 === 0 ? null : `village ${row % 5}`)),
  week: Int32Array.from(rows, (row) => (row * row) % 97),
  moment: BigInt64Array.from(rows, (row) => BigInt(row) * 86_400_000n),
  isClosed: rows.map((row) => row % 3 === 0),
};

function written(
  version: keyof typeof WriterVersion,
  encoding: 'PLAIN' | 'DELTA_BINARY_PACKED' | 'DELTA_LENGTH_BYTE_ARRAY' | 'DELTA_BYTE_ARRAY' | undefined,
  compression: keyof typeof Compression,
): Uint8Array {
  const table = Table.fromIPCStream(tableToIPC(tableFromArrays(columns), 'stream'));
  let properties = new WriterPropertiesBuilder()
    .setWriterVersion(WriterVersion[version])
    .setCompression(Compression[compression])
    .setDictionaryEnabled(encoding === undefined);
  if (encoding === undefined) return writeParquet(table, properties.build());
  for (const column of columnsFor(encoding)) {
    properties = properties.setColumnEncoding(column, Encoding[encoding]);
  }
  return writeParquet(table, properties.build());
}

const columnsFor = (encoding: string): string[] =>
  encoding === 'DELTA_BINARY_PACKED' ? ['week', 'moment'] : ['id', 'village'];

describe.each(['V1', 'V2'] as const)('version %s', (version) => {
  test.each([
    [undefined, 'UNCOMPRESSED'],
    [undefined, 'SNAPPY'],
    [undefined, 'GZIP'],
    [undefined, 'ZSTD'],
    [undefined, 'BROTLI'],
    ['PLAIN', 'UNCOMPRESSED'],
    ['DELTA_BINARY_PACKED', 'SNAPPY'],
    ['DELTA_LENGTH_BYTE_ARRAY', 'UNCOMPRESSED'],
    ['DELTA_BYTE_ARRAY', 'GZIP'],
  ] as const)('in %s, packed by %s', (encoding, compression) => {
    const bytes = written(version, encoding, compression);
    const table = parquetTable({
      length: bytes.length,
      read: (from, to) => Uint8Array.from(bytes.subarray(from, to)),
    });
    const read = Object.fromEntries(
      table.columns.map(({ name }, column) => [
        name,
        table.groups.flatMap((_, group) => Array.from(table.values(group, column))),
      ]),
    );
    const wanted = Object.fromEntries(
      Object.entries(columns).map(([name, values]) => [name, Array.from<unknown>(values)]),
    );
    expect(read).toEqual(wanted);
  });
});

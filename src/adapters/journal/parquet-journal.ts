/** Writes a journal as Parquet: a row for each line, row groups as they are full, the footer at the end. */
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { LineFile } from '../line-file.ts';
import { cellsOf, PARQUET_MARK, parquetColumns, parquetSchema } from './parquet-columns.ts';

/** Rows of one row group: what is in memory until it is written. */
const GROUP_ROWS = 20_000;

/** `file` is empty and takes the bytes. Closed without an end, as by Ctrl-C, what was written is a sound file. */
export function parquetJournal(file: LineFile): LineFile {
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: parquetSchema,
    kvMetadata: [PARQUET_MARK],
    createdBy: 'drysend',
  });
  let columns = emptyColumns();
  let rows = 0;
  let isClosed = false;
  let isBroken = false;

  const handOver = (): void => {
    const whole = bytes.getBytes();
    bytes.index = 0;
    file.writeBytes(whole);
  };
  const flush = (): void => {
    if (rows === 0) return;
    const before = { offset: bytes.offset, rows: writer.num_rows, indexes: writer.pendingIndexes.length };
    // Ctrl-C may have come within a row.
    const columnData = columns.map((data, index) => ({
      name: parquetColumns[index]!,
      data: data.slice(0, rows),
    }));
    columns = emptyColumns();
    rows = 0;
    writer.write({ columnData, rowGroupSize: GROUP_ROWS });
    try {
      handOver();
    } catch (error) {
      // The disk is full: the footer is of what is on it.
      isBroken = true;
      writer.row_groups.pop();
      writer.pendingIndexes.length = before.indexes;
      writer.num_rows = before.rows;
      bytes.offset = before.offset;
      throw error;
    }
  };
  const write = (lines: string): void => {
    for (const line of lines.trimEnd().split('\n')) {
      for (const [index, cell] of cellsOf(line).entries()) columns[index]!.push(cell);
      rows += 1;
      if (rows === GROUP_ROWS) flush();
    }
  };
  const end = (): void => {
    try {
      writer.finish();
      handOver();
    } finally {
      file.close();
    }
  };
  return {
    path: file.path,
    write,
    writeBytes: (lines) => write(Buffer.from(lines).toString('utf8')),
    close() {
      if (isClosed) return;
      isClosed = true;
      try {
        if (!isBroken) flush();
      } finally {
        end();
      }
    },
  };
}

const emptyColumns = (): unknown[][] => parquetColumns.map(() => []);

/** A journal in Parquet, read back as its lines: one row group is in memory at a time. */
import { DamagedParquet, parquetTable } from '../../imports/parquet/parquet-table.ts';
import { openRandomAccess } from '../files/random-access.ts';
import { lineOf, PARQUET_MARK } from './parquet-columns.ts';

/** Whether a Parquet file is a journal, and not any other table. */
export function isParquetJournal(path: string): boolean {
  const file = openRandomAccess(path);
  try {
    return parquetTable(file).metadata.has(PARQUET_MARK.key);
  } finally {
    file.close();
  }
}

/** Each line without its newline. Throws the system's own error, or `DamagedParquet`. */
export function* parquetJournalLines(path: string): IterableIterator<string> {
  const file = openRandomAccess(path);
  try {
    const table = parquetTable(file);
    if (table.metadata.get(PARQUET_MARK.key) !== PARQUET_MARK.value)
      throw new DamagedParquet('a Parquet file that is no journal, or one of another version');
    const names = table.columns.map(({ name }) => name);
    for (const [group, rows] of table.groups.entries()) {
      const values = new Map(names.map((name, index) => [name, table.values(group, index)]));
      for (let row = 0; row < rows; row += 1) yield lineOf((name) => values.get(name)?.[row]).slice(0, -1);
    }
  } finally {
    file.close();
  }
}

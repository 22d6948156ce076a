/** A packed export, or one in Parquet → the same as text, piece by piece: nothing of it is held but what is being read. */
import { BrokenOff } from './broken-off.ts';
import { oldWorkbook, textProblem } from './decode-text.ts';
import { type ImportFile, type ImportProblem, piecesIn, type RandomAccess } from './importer.ts';
import { isParquet, type Packing, packingOf } from './packing.ts';
import { DamagedParquet, type ParquetTable, parquetTable } from './parquet/parquet-table.ts';
import { DamagedPacking, unpackedPieces } from './unpack-pieces.ts';

/** What an import reads of a file; every other file is as it was. */
export function unpackImport(file: ImportFile): ImportFile | ImportProblem {
  const packing = packingOf(file.bytes);
  if (packing) return unpacked(file, packing);
  return isParquet(file.bytes) ? fromParquet(file) : file;
}

function unpacked(file: ImportFile, packing: Packing): ImportFile | ImportProblem {
  const pieces = (): Iterable<Uint8Array> => guarded(unpackedPieces(piecesIn(file), packing));
  try {
    const head = firstOf(pieces());
    if (isParquet(head) || packingOf(head) || (head.length > 0 && textProblem(head)))
      return {
        found: `a ${packing} file with ${kindOf(head)} in it`,
        wanted: 'CSV or JSON in it: others are packed themselves',
        hint: `unpack it: ${packing === 'gzip' ? 'gunzip' : 'unzstd'} ${file.path}`,
      };
    return { path: file.path, bytes: head, pieces };
  } catch (error) {
    if (error instanceof BrokenOff) return error.problem;
    throw error;
  }
}

const kindOf = (head: Uint8Array): string => {
  if (isParquet(head)) return 'Parquet';
  if (packingOf(head)) return 'another packed file';
  return textProblem(head) === oldWorkbook ? 'an old workbook' : 'a workbook';
};

function firstOf(pieces: Iterable<Uint8Array>): Uint8Array {
  for (const piece of pieces) return piece;
  return new Uint8Array(0);
}

/** Damage is a problem of the file, met while it is read. */
function* guarded(pieces: Iterable<Uint8Array>): IterableIterator<Uint8Array> {
  try {
    yield* pieces;
  } catch (error) {
    if (error instanceof DamagedPacking)
      throw new BrokenOff({ found: error.message, wanted: 'the whole file', hint: 'fetch or pack it again' });
    throw damagedParquet(error) ?? error;
  }
}

function damagedParquet(error: unknown): BrokenOff | undefined {
  if (!(error instanceof DamagedParquet)) return undefined;
  return new BrokenOff({ found: error.message, wanted: 'a sound file', hint: 'export it again' });
}

function fromParquet(file: ImportFile): ImportFile | ImportProblem {
  const parts = file.parts ?? inMemory(file.bytes);
  try {
    const table = parquetTable(parts);
    const problem = nestingIn(table);
    if (problem) return problem;
    const pieces = (): Iterable<Uint8Array> => guarded(csvOf(table));
    return { path: file.path, bytes: firstOf(pieces()), pieces };
  } catch (error) {
    const broken = error instanceof BrokenOff ? error : damagedParquet(error);
    if (broken) return broken.problem;
    throw error;
  }
}

const inMemory = (bytes: Uint8Array): RandomAccess => ({
  length: bytes.length,
  read: (from, to) => Uint8Array.from(bytes.subarray(from, to)),
});

function nestingIn({ columns }: ParquetTable): ImportProblem | undefined {
  const nested = columns.filter(({ nesting }) => nesting !== undefined);
  const [first] = nested;
  if (first === undefined) return undefined;
  const others = nested.length === 1 ? '' : `, and ${nested.length - 1} more`;
  return {
    column: first.name,
    found: `a Parquet file with a nested column (${first.nesting}): ${first.name}${others}`,
    wanted: 'one value in each cell: a case has no nested properties',
    hint: 'leave the column out of the export, or write it as a text',
  };
}

/** Rows of one piece. */
const PIECE_ROWS = 2048;

/** The header is row 1, as in a sheet; one row group is in memory at a time. */
function* csvOf(table: ParquetTable): IterableIterator<Uint8Array> {
  const { columns, groups } = table;
  yield Buffer.from(`${columns.map(({ name }) => csvCell(name)).join(',')}\n`);
  let row = 1;
  for (const [group, rows] of groups.entries()) {
    const values = columns.map((_column, index) => table.values(group, index));
    let lines = '';
    for (let index = 0; index < rows; index += 1) {
      row += 1;
      lines += `${values.map((cells, column) => csvCell(textOf(cells[index], columns[column]!.name, row))).join(',')}\n`;
      if (index % PIECE_ROWS !== PIECE_ROWS - 1 && index + 1 !== rows) continue;
      yield Buffer.from(lines);
      lines = '';
    }
  }
}

/** Quoted where it has to be; a row of nothing but empty cells is no blank line. */
const csvCell = (text: string): string =>
  /[",\r\n]|^$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

function textOf(value: unknown, column: string, row: number): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (value instanceof Date && !Number.isNaN(value.getTime())) return dateText(value);
  throw new BrokenOff({
    row,
    column,
    found:
      value instanceof Uint8Array
        ? 'bytes that are marked as no text'
        : 'a value that is no text, number or date',
    wanted: 'texts, numbers, dates, and true or false',
    hint: 'export the column as a text',
  });
}

/** Midnight is the day alone, as in a workbook. */
function dateText(value: Date): string {
  const [day = '', time = ''] = value.toISOString().split('T');
  const clock = time.slice(0, 'HH:MM:SS'.length);
  return clock === '00:00:00' ? day : `${day} ${clock}`;
}

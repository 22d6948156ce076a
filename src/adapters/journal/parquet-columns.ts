/** The columns of a journal in Parquet: a line → the cells of a row, and back to the same bytes. */
import type { SchemaElement } from 'hyparquet';
import { entryLine } from '../../core/journal/lines.ts';
import { readLine } from '../../core/journal/read.ts';
import { columnsOf } from '../../core/journal/shapes.ts';
import type { Entry, EntryField } from '../../core/model/entry.ts';
import { fieldTable, type Shape } from '../../core/model/entry-fields.ts';

/** The key of the file's own metadata, and its value: the version of these columns. */
export const PARQUET_MARK = { key: 'drysend.journal', value: '1' } as const;

const fields = Object.keys(fieldTable) as readonly EntryField[];

/** `run` is the whole line, where it is the first or last of a run; every other column is empty there but `kind`. */
export const parquetColumns: readonly string[] = ['seq', 'at', 'kind', 'run', ...fields];

const indexOf = new Map(parquetColumns.map((name, index) => [name, index]));
const [SEQ, AT, KIND, RUN] = [0, 1, 2, 3] as const;

export const parquetSchema: SchemaElement[] = [
  { name: 'journal', num_children: parquetColumns.length },
  { name: 'seq', type: 'INT64', repetition_type: 'OPTIONAL' },
  { name: 'at', repetition_type: 'OPTIONAL', ...typeFor('instant') },
  { name: 'kind', repetition_type: 'REQUIRED', ...typeFor('text') },
  { name: 'run', repetition_type: 'OPTIONAL', ...typeFor('json') },
  ...fields.map(
    (name): SchemaElement => ({ name, repetition_type: 'OPTIONAL', ...typeFor(fieldTable[name].shape) }),
  ),
];

/** `because` and other plain data are JSON in a text. */
function typeFor(shape: Shape): Omit<SchemaElement, 'name'> {
  if (shape === 'count') return { type: 'INT32' };
  if (shape !== 'instant') return { type: 'BYTE_ARRAY', converted_type: 'UTF8' };
  return {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MILLIS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  };
}

type Cell = string | number | bigint | Date | undefined | null;

/** The cells of one line, in the order of the columns. */
export function cellsOf(line: string): Cell[] {
  const cells = new Array<Cell>(parquetColumns.length).fill(undefined);
  const read = readLine(line);
  if (read.kind === 'bad') throw new Error(`a line that is no journal's: ${read.problem}`);
  if (read.kind !== 'entry') {
    cells[KIND] = read.kind;
    cells[RUN] = line.trimEnd();
    return cells;
  }
  const { seq, entry } = read;
  cells[SEQ] = BigInt(seq);
  cells[AT] = new Date(entry.at);
  cells[KIND] = entry.kind;
  for (const { field, shape } of columnsOf[entry.kind]) {
    const value = entry[field];
    if (value !== undefined) cells[indexOf.get(field)!] = cellFrom(shape, value);
  }
  return cells;
}

function cellFrom(shape: Shape, value: NonNullable<Entry[EntryField]> | null): Cell {
  if (shape === 'instant') return new Date(value as number);
  return shape === 'because' || shape === 'json' ? JSON.stringify(value) : (value as string | number);
}

/** The line of a row, newline included. `cell` has the values by the name of their column. */
export function lineOf(cell: (name: string) => unknown): string {
  const run = cell('run');
  if (typeof run === 'string') return `${run}\n`;
  const kind = cell('kind') as Entry['kind'];
  const entry: Record<string, unknown> = { at: timeOf(cell('at')), kind };
  for (const { field, shape } of columnsOf[kind] ?? []) {
    const value = cell(field) ?? undefined;
    if (value !== undefined) entry[field] = valueFrom(shape, value);
  }
  return entryLine(Number(cell('seq')), entry as unknown as Entry);
}

function valueFrom(shape: Shape, value: unknown): unknown {
  if (shape === 'instant') return timeOf(value);
  return shape === 'because' || shape === 'json' ? JSON.parse(value as string) : value;
}

const timeOf = (value: unknown): number => (value instanceof Date ? value.getTime() : Number(value));

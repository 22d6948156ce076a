/** Turns an Excel workbook, a packed file or Parquet into text before the import reads it; every other file passes as it is. */
import { zipSync } from 'fflate';
import type { Notice } from '../core/model/plan.ts';
import { columnNamed, isTelling } from './columns.ts';
import { isOldWorkbook, isWorkbook, oldWorkbook, unpreparedWorkbook } from './decode-text.ts';
import { ImportReport } from './import-report.ts';
import { type ImportFile, type ImportProblem, piecesIn } from './importer.ts';
import { ROW_CHARACTERS_MAX, SHEET_CHARACTERS_MAX, WORKBOOK_BYTES_MAX } from './limits.ts';
import { sizeProblem } from './sheet-extent.ts';
import { unpackImport } from './unpack-import.ts';
import { unpackWorkbook } from './unpack-workbook.ts';

/** With problems the file is the one given, and importing it says so again. */
export interface PreparedImport {
  readonly file: ImportFile;
  readonly notices: readonly Notice[];
  readonly problems: readonly ImportProblem[];
}

interface WorkbookSheet {
  readonly sheet: string;
  readonly data: readonly (readonly unknown[])[];
}

type ReadWorkbook = (bytes: Buffer) => Promise<readonly WorkbookSheet[]>;

/**
 * Call it before loading a scenario that imports `.xlsx`: the package that reads workbooks is asynchronous,
 * importing is not. `read-excel-file` is optional; without it the problem says how to get it.
 * `renames` is the declaration's `columns`; with it the sheet is found by renamed columns too.
 */
export async function prepareImport(
  file: ImportFile,
  renames: ReadonlyMap<string, string> = new Map(),
  loadReader: () => Promise<ReadWorkbook> = loadPackage,
): Promise<PreparedImport> {
  if (isOldWorkbook(file.bytes)) return refusal(file, oldWorkbook);
  if (!isWorkbook(file.bytes)) {
    const read = unpackImport(file);
    return 'found' in read ? refusal(file, read) : { file: read, notices: [], problems: [] };
  }
  const length = file.parts?.length ?? file.bytes.length;
  if (length > WORKBOOK_BYTES_MAX) return refusal(file, tooLarge(length));

  let readWorkbook: ReadWorkbook;
  try {
    readWorkbook = await loadReader();
  } catch {
    return refusal(file, { ...unpreparedWorkbook, found: 'an Excel workbook, and no package that reads it' });
  }
  return readWith(readWorkbook, { path: file.path, bytes: Buffer.concat([...piecesIn(file)]) }, renames);
}

async function loadPackage(): Promise<ReadWorkbook> {
  const { default: readFile } = await import('read-excel-file/node');
  // Numbers stay the digits that stand in the file: a phone number must not pass through a float.
  return (bytes) => readFile(bytes, { parseNumber: (text) => text });
}

async function readWith(
  readWorkbook: ReadWorkbook,
  file: ImportFile,
  renames: ReadonlyMap<string, string>,
): Promise<PreparedImport> {
  let sheets: readonly WorkbookSheet[];
  try {
    const parts = await unpackWorkbook(file.bytes);
    if ('found' in parts) return refusal(file, parts);
    const problem = sizeProblem(parts);
    if (problem) return refusal(file, problem);
    // The reader is given what was counted, and not the zip that it was counted from.
    sheets = await readWorkbook(Buffer.from(zipSync(Object.fromEntries(parts), { level: 0 })));
  } catch (error) {
    return refusal(file, damaged(error));
  }
  const sheet = sheets.find(({ data }) => isCaseSheet(data[0] ?? [], renames)) ?? sheets[0];
  if (sheet === undefined) return refusal(file, damaged('no sheet in it'));

  const csv = csvOf(sheet);
  if (typeof csv !== 'string') return refusal(file, csv);
  const bytes = new TextEncoder().encode(csv);
  return { file: { path: file.path, bytes }, notices: otherSheets(sheets, sheet, file.path), problems: [] };
}

function isCaseSheet(header: readonly unknown[], renames: ReadonlyMap<string, string>): boolean {
  return header.some((cell) => isTelling(columnNamed(cellText(cell), renames)));
}

/** Counted before it is written: a text that many cells share stands in each of them. */
function csvOf({ data }: WorkbookSheet): string | ImportProblem {
  const lines: string[] = [];
  let characters = 0;
  for (const cells of data) {
    const texts = cells.map(cellText);
    const length = texts.reduce((sum, text) => sum + text.length, 0);
    if (length > ROW_CHARACTERS_MAX) return longRow(lines.length + 1, length);
    characters += length;
    if (characters > SHEET_CHARACTERS_MAX) return longSheet(lines.length + 1);
    lines.push(`${texts.map(csvCell).join(',')}\n`);
  }
  return lines.join('');
}

const csvCell = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** A real date cell is a date whatever its format shows; midnight is the day alone. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'boolean') return cell ? 'True' : 'False';
  if (!(cell instanceof Date)) return String(cell);
  const [day = '', time = ''] = cell.toISOString().split('T');
  const clock = time.slice(0, 'HH:MM:SS'.length);
  return clock === '00:00:00' ? day : `${day} ${clock}`;
}

function otherSheets(sheets: readonly WorkbookSheet[], read: WorkbookSheet, path: string): Notice[] {
  const others = sheets.filter((sheet) => sheet !== read).map(({ sheet }) => sheet);
  if (others.length === 0) return [];
  const report = new ImportReport(path);
  const becomes = `"${read.sheet}" is read, the others are not`;
  report.note({ code: 'IMPORT_OTHER_SHEETS', found: others.join(', '), becomes });
  return report.notices();
}

const refusal = (file: ImportFile, problem: ImportProblem): PreparedImport => ({
  file,
  notices: [],
  problems: [problem],
});

const tooLarge = (bytes: number): ImportProblem => ({
  found: `a workbook of ${bytes} bytes`,
  wanted: `at most ${WORKBOOK_BYTES_MAX}`,
  hint: 'save the sheet as CSV UTF-8',
});

const longRow = (row: number, length: number): ImportProblem => ({
  row,
  found: `a row of ${length} characters`,
  wanted: `at most ${ROW_CHARACTERS_MAX}`,
  hint: 'shorten its cells',
});

const longSheet = (row: number): ImportProblem => ({
  row,
  found: `a sheet of more than ${SHEET_CHARACTERS_MAX} characters`,
  wanted: `at most ${SHEET_CHARACTERS_MAX}`,
  hint: 'split the sheet and import the parts',
});

const damaged = (error: unknown): ImportProblem => ({
  found: `a workbook that cannot be read: ${error instanceof Error ? error.message : String(error)}`,
  wanted: 'a sound .xlsx file',
  hint: 'open it in Excel and save it again, or save the sheet as CSV UTF-8',
});

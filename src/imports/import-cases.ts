/** What a programme really has → cases: an export or an API answer, read as HQ would read it. */

import { BrokenOff } from './broken-off.ts';
import { textProblem } from './decode-text.ts';
import type { FoundCase } from './found-case.ts';
import { ImportReport } from './import-report.ts';
import {
  type ImportDeclaration,
  type Imported,
  type Importer,
  type ImportFile,
  piecesIn,
} from './importer.ts';
import { inspectCases } from './inspect-cases.ts';
import { eachJsonCase } from './json-cases.ts';
import { isNamedAsLines, looksLikeJson, objectsInLines, readObjects } from './json-pages.ts';
import { JSON_BYTES_MAX } from './limits.ts';
import { lineBlocks, UnreadableText } from './line-blocks.ts';
import { nameCases } from './name-cases.ts';
import { readAhead } from './read-ahead.ts';
import { inspectSeeds, seedCases } from './seed-cases.ts';
import { eachSheetCase } from './sheet-cases.ts';

/**
 * Reads a case export (CSV; XLSX after `prepareImport`), Case API v1 or v2 JSON, or NDJSON.
 * Synchronous, and pure but for the pieces of the file. With problems the cases are those that could still be read.
 */
export const importCases: Importer = (declaration, file) => importWithin(declaration, file);

/** The same with another limit of rows. */
export function importWithin(declaration: ImportDeclaration, file: ImportFile, rowsMax?: number): Imported {
  const report = new ImportReport(declaration.file, file.path);
  const found = readCases(declaration, file, report, rowsMax);
  file.onStep?.();
  const named = nameCases(firstOfEachId(found, report), declaration, report);
  file.onStep?.();
  const cases = seedCases(named, declaration, file.path);
  file.onStep?.();
  return inspectedLater(cases, () => {
    inspectCases(named, report);
    file.onStep?.();
    inspectSeeds(named, declaration, report);
    return { notices: report.notices(), problems: report.problems() };
  });
}

type Inspection = Pick<Imported, 'notices' | 'problems'>;

/** Going through all values takes longer than reading them: it is done when somebody asks what is wrong with the cases. */
function inspectedLater(cases: Imported['cases'], inspect: () => Inspection): Imported {
  let inspection: Inspection | undefined;
  // Let go when it is done: it holds on to the rows as they were read.
  let work: (() => Inspection) | undefined = inspect;
  const inspected = (): Inspection => {
    inspection ??= work!();
    work = undefined;
    return inspection;
  };
  return {
    cases,
    get notices() {
      return inspected().notices;
    },
    get problems() {
      return inspected().problems;
    },
  };
}

function readCases(
  declaration: ImportDeclaration,
  file: ImportFile,
  report: ImportReport,
  rowsMax: number | undefined,
): FoundCase[] {
  const cases: FoundCase[] = [];
  const options = { looksAhead: true, ...(rowsMax !== undefined && { rowsMax }) };
  const isRead = eachCase(declaration, file, report, options, (found) => cases.push(found));
  return isRead ? cases : [];
}

interface ReadOptions {
  readonly rowsMax?: number;
  /** A large sheet is read through before. */
  readonly looksAhead: boolean;
}

/** Gives the cases of a file one by one, as they are read. False: it has none, or cannot be used. */
export function eachCase(
  declaration: ImportDeclaration,
  file: ImportFile,
  report: ImportReport,
  options: ReadOptions,
  take: (found: FoundCase) => void,
): boolean {
  const place = { row: 0 };
  let count = 0;
  const counted = (found: FoundCase): void => {
    count += 1;
    take(found);
  };
  try {
    const isRead = casesOf(file, declaration, report, { ...options, place }, counted);
    if ((isRead && count > 0) || report.hasProblems) return isRead;
    report.problem({
      found: 'no case in the file',
      wanted: 'at least one',
      hint: 'check the filter of the export',
    });
  } catch (error) {
    if (error instanceof UnreadableText) report.problem(error.problem);
    else if (error instanceof BrokenOff)
      report.onlyProblem({ ...error.problem, ...(place.row > 0 && { row: place.row }) });
    else throw error;
  }
  return false;
}

function casesOf(
  file: ImportFile,
  declaration: ImportDeclaration,
  report: ImportReport,
  options: ReadOptions & { readonly place: { row: number } },
  take: (found: FoundCase) => void,
): boolean {
  const blocks = lineBlocks(piecesIn(file));
  switch (kindOf(file)) {
    case 'lines':
      return eachJsonCase(objectsInLines(blocks, report), declaration, report, options, take);
    case 'list':
      return eachJsonCase(readObjects(wholeText(blocks), report), declaration, report, options, take);
    case 'sheet':
      return (
        (!options.looksAhead || readAhead(file, () => lineBlocks(piecesIn(file)), report, options)) &&
        eachSheetCase(blocks, declaration, report, options, take)
      );
  }
}

/** A list in JSON is read as a whole; the others are read piece by piece. */
export function kindOf(file: ImportFile): 'sheet' | 'lines' | 'list' {
  const path = file.path.replace(/\.(?:gz|zst)$/i, '');
  if (isNamedAsLines(path)) return 'lines';
  return textProblem(file.bytes) || !looksLikeJson(path, beginningOf(file.bytes)) ? 'sheet' : 'list';
}

const BEGINNING_BYTES = 4096;

function beginningOf(bytes: Uint8Array): string {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const encoding = isUtf16 ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8';
  return new TextDecoder(encoding).decode(bytes.subarray(0, BEGINNING_BYTES));
}

/** A list in JSON can only be read as a whole. */
function wholeText(blocks: Iterable<Uint8Array>): string {
  const all: Uint8Array[] = [];
  let bytes = 0;
  for (const block of blocks) {
    bytes += block.length;
    if (bytes > JSON_BYTES_MAX)
      throw new UnreadableText({
        found: `a list in JSON of more than ${JSON_BYTES_MAX} bytes`,
        wanted: 'a list of at most so many, or one case on each line',
        hint: `jq -c '.[]' turns it into lines: name the file .ndjson`,
      });
    all.push(block);
  }
  return Buffer.concat(all).toString('utf8');
}

/** HQ has one case for each id: a later row with the same id is left out, with a notice. */
function firstOfEachId(cases: readonly FoundCase[], report: ImportReport): FoundCase[] {
  const rows = new Map<string, number>();
  return cases.filter(({ place, fields }) => {
    const id = fields.get('case_id');
    const first = id === undefined ? undefined : rows.get(id);
    if (id === undefined) return true;
    if (first === undefined) {
      rows.set(id, place.row);
      return true;
    }
    const becomes = `${place.word} ${first} has it and is used, this one is left out`;
    report.note({ code: 'IMPORT_CASE_ID_TWICE', place, column: 'case_id', found: id, becomes });
    return false;
  });
}

/** What a programme really has → cases: an export or an API answer, read as HQ would read it. */

import { BrokenOff } from './broken-off.ts';
import { textProblem } from './decode-text.ts';
import type { FoundCase } from './found-case.ts';
import { ImportReport } from './import-report.ts';
import { type ImportDeclaration, type Importer, type ImportFile, piecesIn } from './importer.ts';
import { inspectCases } from './inspect-cases.ts';
import { jsonCases } from './json-cases.ts';
import { isNamedAsLines, looksLikeJson, objectsInLines, readObjects } from './json-pages.ts';
import { JSON_BYTES_MAX } from './limits.ts';
import { lineBlocks, UnreadableText } from './line-blocks.ts';
import { nameCases } from './name-cases.ts';
import { readAhead } from './read-ahead.ts';
import { seedCases } from './seed-cases.ts';
import { sheetCases } from './sheet-cases.ts';

/**
 * Reads a case export (CSV; XLSX after `prepareImport`), Case API v1 or v2 JSON, or NDJSON.
 * Synchronous, and pure but for the pieces of the file. With problems the cases are those that could still be read.
 */
export const importCases: Importer = (declaration, file) => importWithin(declaration, file);

/** The same with another limit of rows. */
export function importWithin(
  declaration: ImportDeclaration,
  file: ImportFile,
  rowsMax?: number,
): ReturnType<Importer> {
  const report = new ImportReport(declaration.file, file.path);
  const found = readCases(declaration, file, report, rowsMax);
  file.onStep?.();
  const named = nameCases(firstOfEachId(found, report), declaration, report);
  file.onStep?.();
  inspectCases(named, report);
  file.onStep?.();
  const cases = seedCases(named, declaration, file.path, report);
  return { cases, notices: report.notices(), problems: report.problems() };
}

function readCases(
  declaration: ImportDeclaration,
  file: ImportFile,
  report: ImportReport,
  rowsMax: number | undefined,
): FoundCase[] {
  const place = { row: 0 };
  const options = { place, ...(rowsMax !== undefined && { rowsMax }) };
  try {
    const cases = casesIn(file, declaration, report, options);
    if (cases.length > 0 || report.hasProblems) return cases;
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
  return [];
}

function casesIn(
  file: ImportFile,
  declaration: ImportDeclaration,
  report: ImportReport,
  options: { readonly rowsMax?: number; readonly place: { row: number } },
): FoundCase[] {
  const path = file.path.replace(/\.(?:gz|zst)$/i, '');
  const blocks = lineBlocks(piecesIn(file));
  if (isNamedAsLines(path)) return jsonCases(objectsInLines(blocks, report), declaration, report, options);
  if (textProblem(file.bytes) || !looksLikeJson(path, beginningOf(file.bytes)))
    return readAhead(file, () => lineBlocks(piecesIn(file)), report, options)
      ? sheetCases(blocks, declaration, report, options)
      : [];
  return jsonCases(readObjects(wholeText(blocks), report), declaration, report, options);
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

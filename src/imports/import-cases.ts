/** What a programme really has → cases: an export or an API answer, read as HQ would read it. */

import { decodeText } from './decode-text.ts';
import type { FoundCase } from './found-case.ts';
import { ImportReport } from './import-report.ts';
import type { ImportDeclaration, Importer, ImportFile } from './importer.ts';
import { inspectCases } from './inspect-cases.ts';
import { jsonCases } from './json-cases.ts';
import { looksLikeJson } from './json-pages.ts';
import { nameCases } from './name-cases.ts';
import { seedCases } from './seed-cases.ts';
import { sheetCases } from './sheet-cases.ts';

/**
 * Reads a case export (CSV; XLSX after `prepareImport`), Case API v1 or v2 JSON, or NDJSON.
 * Pure and synchronous. With problems the cases are those that could still be read.
 */
export const importCases: Importer = (declaration, file) => {
  const report = new ImportReport(declaration.file, file.path);
  const found = readCases(declaration, file, report);
  const named = nameCases(firstOfEachId(found, report), declaration, report);
  inspectCases(named, report);
  const cases = seedCases(named, declaration, file.path, report);
  return { cases, notices: report.notices(), problems: report.problems() };
};

function readCases(declaration: ImportDeclaration, file: ImportFile, report: ImportReport): FoundCase[] {
  const text = decodeText(file.bytes);
  if (typeof text !== 'string') {
    report.problem(text);
    return [];
  }
  const isJson = looksLikeJson(file.path, text);
  const cases = isJson ? jsonCases(file, text, declaration, report) : sheetCases(text, declaration, report);
  if (cases.length === 0 && !report.hasProblems) {
    report.problem({
      found: 'no case in the file',
      wanted: 'at least one',
      hint: 'check the filter of the export',
    });
  }
  return cases;
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

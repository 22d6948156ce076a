/** A case export as CSV → the cases in it. */

import { readSheet, type SheetRow } from './csv-sheet.ts';
import { type Field, type FoundCase, type FoundParent, isMissing, MISSING_MARK } from './found-case.ts';
import type { ImportReport } from './import-report.ts';
import type { ImportDeclaration } from './importer.ts';
import { type Header, readHeader } from './sheet-header.ts';

export function sheetCases(text: string, declaration: ImportDeclaration, report: ImportReport): FoundCase[] {
  const sheet = readSheet(text, report);
  const header = sheet && readHeader(sheet, declaration.columns, report);
  return header === undefined ? [] : sheet!.rows.map((row) => caseFrom(row, header));
}

function caseFrom({ row, cells }: SheetRow, header: Header): FoundCase {
  const fields = new Map<Field, string>();
  const properties = new Map<string, string>();
  const marked: string[] = [];
  for (const [index, column] of header.entries()) {
    const cell = cells[index] ?? '';
    if (column === undefined || column.kind === 'ignored') continue;
    if (cell.trim() === MISSING_MARK) marked.push(column.name);
    if (isMissing(cell)) continue;
    if (column.kind === 'field') fields.set(column.field, cell.trim());
    else properties.set(column.name, cell);
  }
  return { place: { word: 'row', row }, fields, properties, marked, parents: parentsFrom(fields) };
}

/** The parent columns of HQ's case import sheet. */
function parentsFrom(fields: ReadonlyMap<Field, string>): FoundParent[] {
  const caseId = fields.get('parent_id');
  const externalId = fields.get('parent_external_id');
  if (caseId === undefined && externalId === undefined) return [];
  const relationship = fields.get('parent_relationship') === 'extension' ? 'extension' : 'child';
  const identifier = fields.get('parent_identifier') ?? (relationship === 'extension' ? 'host' : 'parent');
  return [{ ...(caseId !== undefined ? { caseId } : { externalId: externalId! }), identifier, relationship }];
}

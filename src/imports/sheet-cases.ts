/** A case export as CSV → the cases in it. */

import { readSheet, type SheetRow } from './csv-sheet.ts';
import { type Field, type FoundCase, type FoundParent, isMissing, MISSING_MARK } from './found-case.ts';
import type { ImportReport } from './import-report.ts';
import type { ImportDeclaration } from './importer.ts';
import { type Header, readHeader } from './sheet-header.ts';

export function sheetCases(text: string, declaration: ImportDeclaration, report: ImportReport): FoundCase[] {
  const sheet = readSheet(text, report);
  const header = sheet && readHeader(sheet, declaration.columns, report);
  if (header === undefined) return [];
  const texts = new SharedTexts();
  return sheet!.rows.map((row) => caseFrom(row, header, texts));
}

function caseFrom({ row, cells }: SheetRow, header: Header, texts: SharedTexts): FoundCase {
  const fields = new Map<Field, string>();
  const properties = new Map<string, string>();
  const marked: string[] = [];
  for (const [index, column] of header.entries()) {
    const cell = cells[index] ?? '';
    if (column === undefined || column.kind === 'ignored') continue;
    if (cell.trim() === MISSING_MARK) marked.push(column.name);
    if (isMissing(cell)) continue;
    if (column.kind === 'field') fields.set(column.field, texts.once(cell.trim()));
    else properties.set(column.name, texts.once(cell));
  }
  return { place: { word: 'row', row }, fields, properties, marked, parents: parentsFrom(fields) };
}

const none: readonly FoundParent[] = [];

/** The parent columns of HQ's case import sheet. */
function parentsFrom(fields: ReadonlyMap<Field, string>): readonly FoundParent[] {
  const caseId = fields.get('parent_id');
  const externalId = fields.get('parent_external_id');
  if (caseId === undefined && externalId === undefined) return none;
  const relationship = fields.get('parent_relationship') === 'extension' ? 'extension' : 'child';
  const identifier = fields.get('parent_identifier') ?? (relationship === 'extension' ? 'host' : 'parent');
  return [{ ...(caseId !== undefined ? { caseId } : { externalId: externalId! }), identifier, relationship }];
}

/** Longer ones are hardly ever the same. */
const SHARED_CHARACTERS_MAX = 24;
const SHARED_MAX = 10_000;

/** Texts that many rows have in common, such as languages and dates, kept once. */
class SharedTexts {
  private readonly texts = new Map<string, string>();

  once(text: string): string {
    if (text.length > SHARED_CHARACTERS_MAX) return text;
    const known = this.texts.get(text);
    if (known !== undefined) return known;
    if (this.texts.size < SHARED_MAX) this.texts.set(text, text);
    return text;
  }
}

/** A case export as CSV, row by row → the cases in it. */

import { readRows, type SheetRow } from './csv-sheet.ts';
import { type Field, type FoundCase, type FoundParent, MISSING_MARK } from './found-case.ts';
import type { ImportReport } from './import-report.ts';
import type { ImportDeclaration } from './importer.ts';
import { type Header, headerlessChecker, readHeader } from './sheet-header.ts';

/** Gives the cases one by one. False: the sheet cannot be read to its end. */
export function eachSheetCase(
  blocks: Iterable<Uint8Array>,
  declaration: ImportDeclaration,
  report: ImportReport,
  options: { readonly rowsMax?: number; readonly place?: { row: number } },
  take: (found: FoundCase) => void,
): boolean {
  let header: Header = [];
  let checkHeaderless: (row: SheetRow) => void = () => {};
  return readRows(
    blocks,
    report,
    {
      header(cells) {
        const read = readHeader(cells, declaration.columns, report);
        if (read === undefined) return false;
        header = read;
        checkHeaderless = headerlessChecker(header, report);
        return true;
      },
      row(row) {
        checkHeaderless(row);
        take(caseFrom(row, header));
      },
    },
    options,
  );
}

function caseFrom({ row, cells }: SheetRow, header: Header): FoundCase {
  const fields = new Map<Field, string>();
  const properties = new Map<string, string>();
  let marked: string[] | undefined;
  for (let index = 0; index < header.length; index += 1) {
    const column = header[index];
    const cell = cells[index] ?? '';
    if (cell === '' || column === undefined || column.kind === 'ignored') continue;
    const trimmed = cell.trim();
    if (trimmed === MISSING_MARK) {
      marked ??= [];
      marked.push(column.name);
    } else if (trimmed === '') continue;
    else if (column.kind === 'field') fields.set(column.field, trimmed);
    else properties.set(column.name, cell);
  }
  return {
    place: { word: 'row', row },
    fields,
    properties,
    marked: marked ?? noMarks,
    parents: parentsFrom(fields),
  };
}

const noMarks: readonly string[] = [];
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

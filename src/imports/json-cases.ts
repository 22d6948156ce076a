/** The Case API's JSON, v1 (name, type and owner inside `properties`) and v2 (outside) → the cases in it. */

import { columnNamed, isPropertyName, isRefused } from './columns.ts';
import { tooMany } from './csv-sheet.ts';
import { type Field, type FoundCase, type FoundParent, isMissing, MISSING_MARK } from './found-case.ts';
import type { ImportReport } from './import-report.ts';
import type { ImportDeclaration } from './importer.ts';
import { isObject, type JsonObject, noCase, type PlacedObject } from './json-pages.ts';
import { ROWS_MAX } from './limits.ts';
import { refused, unknownColumn } from './sheet-header.ts';

/** Gives the cases one by one. False: there are too many. */
export function eachJsonCase(
  objects: Iterable<PlacedObject>,
  declaration: ImportDeclaration,
  report: ImportReport,
  {
    rowsMax = ROWS_MAX,
    place: reached = { row: 0 },
  }: { readonly rowsMax?: number; readonly place?: { row: number } },
  take: (found: FoundCase) => void,
): boolean {
  const names = new Set<string>();
  let count = 0;
  for (const placed of objects) {
    reached.row = placed.place.row;
    count += 1;
    if (count > rowsMax) {
      report.problem(tooMany(`more than ${rowsMax} cases`, undefined, rowsMax));
      return false;
    }
    for (const name of Object.keys(propertiesOf(placed.object))) names.add(name);
    const found = caseFrom(placed, declaration.columns, report);
    if (found) take(found);
  }
  if (count > 0) checkRenames(names, declaration.columns, report);
  noteNames(names, report);
  return true;
}

function caseFrom(
  { place, object }: PlacedObject,
  renames: ReadonlyMap<string, string>,
  report: ImportReport,
): FoundCase | undefined {
  const fields = new Map<Field, string>();
  const properties = new Map<string, string>();
  const marked: string[] = [];
  if (!isObject(object.properties)) {
    report.problem(noCase(place, object));
    return undefined;
  }
  for (const [name, value] of Object.entries(object)) {
    const column = columnNamed(name, renames);
    if (column.kind === 'field') setText(fields, column.field, value);
  }
  for (const [name, value] of Object.entries(object.properties)) {
    const column = columnNamed(name, renames);
    const text = textOf(value);
    if (isRefused(name)) report.problem({ row: place.row, ...refused(name) });
    else if (text === undefined) report.problem(noText(place.row, name, value));
    else if (text.trim() === MISSING_MARK) marked.push(name);
    else if (isMissing(text) || column.kind === 'ignored') continue;
    else if (column.kind === 'field') fields.set(column.field, text.trim());
    else properties.set(column.name, text);
  }
  return { place, fields, properties, marked, parents: parentsFrom(object.indices) };
}

function setText(fields: Map<Field, string>, field: Field, value: unknown): void {
  const text = textOf(value);
  if (text !== undefined && !isMissing(text)) fields.set(field, text.trim());
}

/** HQ's own values are texts; numbers and yes/no of other tools are written as Python prints them. */
function textOf(value: unknown): string | undefined {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return undefined;
}

const noText = (row: number, column: string, value: unknown) => ({
  row,
  column,
  found: JSON.stringify(value).slice(0, 60),
  wanted: 'a text: the Case API has no nested properties',
});

function parentsFrom(indices: unknown): FoundParent[] {
  if (!isObject(indices)) return [];
  return Object.entries(indices).flatMap(([identifier, index]) => {
    const caseId = isObject(index) ? index.case_id : undefined;
    if (!isObject(index) || typeof caseId !== 'string' || caseId === '') return [];
    return [{ caseId, identifier, relationship: index.relationship === 'extension' ? 'extension' : 'child' }];
  });
}

function checkRenames(
  names: ReadonlySet<string>,
  renames: ReadonlyMap<string, string>,
  report: ImportReport,
): void {
  for (const name of renames.keys()) if (!names.has(name)) report.problem(unknownColumn(name, [...names]));
}

function noteNames(names: ReadonlySet<string>, report: ImportReport): void {
  for (const name of names) {
    if (!isPropertyName(name) && !isRefused(name)) report.note({ code: 'IMPORT_COLUMN_NAME', column: name });
  }
}

const propertiesOf = (object: JsonObject): JsonObject =>
  isObject(object.properties) ? object.properties : {};

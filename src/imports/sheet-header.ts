/** The first row of an export → what each column stands for; undefined when the file is no case export. */
import { distance } from '../core/text/edit-distance.ts';
import { lower } from '../core/text/letter-case.ts';
import { type Column, columnNamed, isPropertyName, isRefused, isTelling, plainName } from './columns.ts';
import { letterOf, type SheetRow } from './csv-sheet.ts';
import type { ImportReport } from './import-report.ts';

/** By index of the cell; undefined: a column with neither header nor content. */
export type Header = readonly (Column | undefined)[];

export function readHeader(
  cells: readonly string[],
  renames: ReadonlyMap<string, string>,
  report: ImportReport,
): Header | undefined {
  const header = cells.map((cell) => (cell.trim() === '' ? undefined : columnNamed(cell, renames)));
  if (!header.some((column) => column !== undefined && isTelling(column))) {
    report.problem(noCaseExport(cells));
    return undefined;
  }
  checkNamesAreSound(header, report);
  checkNamesAreOnce(header, report);
  checkRenames(cells, renames, report);
  return header;
}

function noCaseExport(cells: readonly string[]) {
  return {
    row: 1,
    found: `no column of a case export in the first row: ${cells.join(', ').slice(0, 100)}`,
    wanted: 'a header with caseid, name or contact_phone_number',
    hint: 'give renamed columns their property by columns: {Phone: contact_phone_number}',
  };
}

/** Says once of each column without header that a cell of it is filled. */
export function headerlessChecker(header: Header, report: ImportReport): (row: SheetRow) => void {
  let open = header.flatMap((column, index) => (column === undefined ? [index] : []));
  return ({ row, cells }) => {
    if (open.length === 0) return;
    const filled = open.filter((index) => (cells[index] ?? '').trim() !== '');
    open = open.filter((index) => !filled.includes(index));
    for (const index of filled)
      report.problem({
        row,
        column: letterOf(index),
        found: 'a cell in a column without header',
        wanted: 'a header above each filled cell',
      });
  };
}

function checkNamesAreSound(header: Header, report: ImportReport): void {
  const names = new Set(header.map((column) => column?.name));
  for (const column of header) {
    if (column === undefined) continue;
    const { name } = column;
    if (isRefused(name)) report.problem({ row: 1, ...refused(name) });
    else if (!isPropertyName(name)) {
      report.note(columnNote(name, likelyProperty(name)));
    } else if (column.kind === 'property') noteNearName(name, names, report);
  }
}

/** A property of its own whose name is almost one that HQ reads, where that one is missing. */
function noteNearName(name: string, names: ReadonlySet<string | undefined>, report: ImportReport): void {
  const meant = nearProperty(name);
  if (meant === undefined || meant === name || names.has(meant)) return;
  report.note({
    ...columnNote(name, meant),
    becomes: `a property like any other: HQ reads ${meant}, and no column is called that`,
  });
}

const columnNote = (name: string, meant: string) => ({
  code: 'IMPORT_COLUMN_NAME' as const,
  place: { word: 'row', row: 1 } as const,
  column: name,
  meant,
  hint: `write columns: {${isPropertyName(name) ? name : JSON.stringify(name)}: ${meant}} in the import`,
});

/** By a slip of the pen, or in another word for the same. */
function nearProperty(name: string): string | undefined {
  const [, other] = otherNames.find(([pattern]) => pattern.test(name)) ?? [];
  if (other !== undefined) return other;
  return contactProperties.find((property) => distance(lower(name), property, SLIPS_MAX) <= SLIPS_MAX);
}

const SLIPS_MAX = 2;
const contactProperties = [
  'contact_phone_number',
  'commcare_email_address',
  'language_code',
  'time_zone',
  'contact_backend_id',
];

/** Whole names, as a property such as phone_owner is about something else. */
const otherNames: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:contact_)?(?:phone|mobile|telephone|msisdn|cell|cellphone)(?:_?(?:no|number))?$/i,
    'contact_phone_number',
  ],
  [/^(?:contact_)?e_?mail(?:_?address)?$/i, 'commcare_email_address'],
];

/** Headers that people give to what HQ reads. */
const likelyProperties: readonly (readonly [RegExp, string])[] = [
  [/phone|mobile|telephone|msisdn|cell/i, 'contact_phone_number'],
  [/e-?mail/i, 'commcare_email_address'],
  [/language/i, 'language_code'],
  [/time ?zone/i, 'time_zone'],
  [/gateway|backend/i, 'contact_backend_id'],
];

/** The property that a header seems to mean, else the header as a property could be called. */
function likelyProperty(name: string): string {
  const [, known] = likelyProperties.find(([pattern]) => pattern.test(name)) ?? [];
  const plain = name.replaceAll(/[^A-Za-z0-9]+/g, '_').replaceAll(/^[_\d]+|_+$/g, '');
  return known ?? (plain === '' ? 'property' : lower(plain));
}

/** The problem of a file whose column or property has a name that could do harm. */
export const refused = (name: string) => ({
  column: name,
  found: `a column called ${name}`,
  wanted: 'a name that means nothing to JavaScript itself',
  hint: 'rename the column',
});

function checkNamesAreOnce(header: Header, report: ImportReport): void {
  const indexOf = new Map<string, number>();
  for (const [index, column] of header.entries()) {
    if (column === undefined || column.kind === 'ignored') continue;
    const meaning = column.kind === 'field' ? column.field : column.name;
    const first = indexOf.get(meaning);
    if (first === undefined) indexOf.set(meaning, index);
    else {
      report.problem({
        row: 1,
        column: column.name,
        found: `columns ${letterOf(first)} and ${letterOf(index)} that both mean ${meaning}`,
        wanted: 'one column for each property',
      });
    }
  }
}

function checkRenames(
  cells: readonly string[],
  renames: ReadonlyMap<string, string>,
  report: ImportReport,
): void {
  const known = new Set(cells.flatMap((cell) => [cell.trim(), plainName(cell)]));
  for (const column of renames.keys()) {
    if (!known.has(column)) report.problem(unknownColumn(column, cells));
  }
}

/** The problem of a declaration that names a column the file does not have. */
export const unknownColumn = (column: string, columns: readonly string[]) => ({
  column,
  found: `no column ${column}`,
  wanted: `one of the file's own: ${columns.slice(0, 30).join(', ')}${columns.length > 30 ? ', …' : ''}`,
});

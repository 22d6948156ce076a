/** Goes through the cases as HQ would read them, and says row by row what it will not read as meant. */
import type { NamedCase } from './found-case.ts';
import type { ImportReport } from './import-report.ts';
import { type DateOrder, inspectDate, isDateLike, isDateName, orderIn } from './inspect-date.ts';
import { inspectNumber, isExcelNumber } from './phone-numbers.ts';

const PHONE = 'contact_phone_number';

export function inspectCases(cases: readonly NamedCase[], report: ImportReport): void {
  const dateColumns = columnsWithDates(cases);
  const orders = ordersOf(cases);
  for (const named of cases) {
    inspectName(named, report);
    for (const [column, text] of named.found.properties) {
      if (column === PHONE) inspectPhone(named, text, report);
      else
        inspectProperty(
          named,
          column,
          text,
          { isDate: dateColumns.has(column), order: orders.get(column) },
          report,
        );
    }
    inspectMarks(named, report);
    inspectClosed(named, report);
  }
}

/** A column holds dates when its name says so, or when another row shows it. */
function columnsWithDates(cases: readonly NamedCase[]): Set<string> {
  const columns = new Set<string>();
  for (const { found } of cases) {
    for (const [column, text] of found.properties) {
      if (column !== PHONE && !columns.has(column) && (isDateName(column) || isDateLike(text)))
        columns.add(column);
    }
  }
  return columns;
}

/** Of each column whose values settle it, and do not contradict one another. */
function ordersOf(cases: readonly NamedCase[]): ReadonlyMap<string, DateOrder> {
  const orders = new Map<string, DateOrder>();
  const contradicted = new Set<string>();
  for (const { found } of cases) {
    for (const [column, text] of found.properties) {
      const order = column === PHONE ? undefined : orderIn(text);
      if (!order) continue;
      const before = orders.get(column);
      if (before === undefined) orders.set(column, order);
      else if (before.first !== order.first) contradicted.add(column);
    }
  }
  for (const column of contradicted) orders.delete(column);
  return orders;
}

/** What is known of the column of a value. */
interface ColumnDates {
  readonly isDate: boolean;
  readonly order: DateOrder | undefined;
}

function inspectName({ key, found }: NamedCase, report: ImportReport): void {
  if (!found.fields.has('name')) report.note({ code: 'IMPORT_NAME_MISSING', place: found.place, key });
}

function inspectPhone({ key, found: { place } }: NamedCase, text: string, report: ImportReport): void {
  const finding = inspectNumber(text);
  if (finding) report.note({ ...finding, place, key, column: PHONE, found: text });
}

function inspectProperty(
  { key, found: { place } }: NamedCase,
  column: string,
  text: string,
  { isDate, order }: ColumnDates,
  report: ImportReport,
): void {
  const finding = isExcelNumber(text)
    ? { code: 'IMPORT_EXCEL_NUMBER' as const, becomes: 'kept as written; the last digits are lost' }
    : inspectDate(text, isDate, order);
  if (finding) report.note({ ...finding, place, key, column, found: text });
}

function inspectMarks({ key, found: { place, marked } }: NamedCase, report: ImportReport): void {
  if (marked.length === 0) return;
  report.note({ code: 'IMPORT_MISSING_MARK', place, key, column: marked.join(', '), found: '---' });
}

function inspectClosed({ key, found: { place, fields } }: NamedCase, report: ImportReport): void {
  const text = fields.get('closed') ?? '';
  if (isClosed(text)) report.note({ code: 'IMPORT_CLOSED', place, key });
  else if (!isOpen(text)) {
    report.problem({ row: place.row, column: 'closed', found: `"${text}"`, wanted: 'True or False' });
  }
}

/** As spreadsheets and APIs write it. */
export const isClosed = (text: string): boolean => /^(?:true|yes|1)$/i.test(text);

const isOpen = (text: string): boolean => /^(?:false|no|0)?$/i.test(text);

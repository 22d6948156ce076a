/** Goes through the cases as HQ would read them, and says row by row what it will not read as meant. */
import type { FoundCase, NamedCase } from './found-case.ts';
import type { ImportReport } from './import-report.ts';
import { type DateOrder, inspectDate, isDateLike, isDateName, isPlainCell, orderIn } from './inspect-date.ts';
import { inspectNumber, isExcelNumber } from './phone-numbers.ts';

const PHONE = 'contact_phone_number';

export function inspectCases(cases: readonly NamedCase[], report: ImportReport): void {
  const facts = new ColumnFacts();
  for (const { found } of cases) facts.add(found);
  for (const named of cases) inspectCase(named, facts, report);
}

export function inspectCase(named: NamedCase, facts: ColumnFacts, report: ImportReport): void {
  inspectName(named, report);
  for (const [column, text] of named.found.properties) {
    if (column === PHONE) inspectPhone(named, text, report);
    else if (!isPlainCell(text)) inspectProperty(named, column, text, facts.of(column), report);
  }
  inspectMarks(named, report);
  inspectClosed(named, report);
}

/** What all cases of a file together show of its columns. */
export class ColumnFacts {
  private readonly columns = new Map<string, ColumnDates>();

  add({ properties }: Pick<FoundCase, 'properties'>): void {
    for (const [column, text] of properties) {
      if (column === PHONE || isPlainCell(text)) continue;
      const dates = this.of(column);
      dates.isDate ||= isDateLike(text);
      const order = orderIn(text);
      if (!order) continue;
      dates.isContradicted ||= dates.order !== undefined && dates.order.first !== order.first;
      dates.order ??= order;
    }
  }

  of(column: string): ColumnDates {
    const known = this.columns.get(column);
    if (known !== undefined) return known;
    const fresh = { isDate: isDateName(column), order: undefined, isContradicted: false };
    this.columns.set(column, fresh);
    return fresh;
  }
}

/** What is known of the column of a value. */
interface ColumnDates {
  /** Its name says so, or a row shows it. */
  isDate: boolean;
  /** Of the first value that settles it. */
  order: DateOrder | undefined;
  /** Another value settles it otherwise, so that it is not known. */
  isContradicted: boolean;
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
  { isDate, order, isContradicted }: ColumnDates,
  report: ImportReport,
): void {
  const finding = isExcelNumber(text)
    ? { code: 'IMPORT_EXCEL_NUMBER' as const, becomes: 'kept as written; the last digits are lost' }
    : inspectDate(text, isDate, isContradicted ? undefined : order);
  if (finding) report.note({ ...finding, place, key, column, found: text });
}

function inspectMarks({ key, found: { place, marked } }: NamedCase, report: ImportReport): void {
  if (marked.length === 0) return;
  report.note({ code: 'IMPORT_MISSING_MARK', place, key, column: marked.join(', '), found: '---' });
}

function inspectClosed({ key, found: { place, fields } }: NamedCase, report: ImportReport): void {
  const text = fields.get('closed');
  if (text === undefined) return;
  if (isClosed(text)) report.note({ code: 'IMPORT_CLOSED', place, key });
  else if (!isOpen(text)) {
    report.problem({ row: place.row, column: 'closed', found: `"${text}"`, wanted: 'True or False' });
  }
}

/** As spreadsheets and APIs write it. */
export const isClosed = (text: string): boolean => /^(?:true|yes|1)$/i.test(text);

const isOpen = (text: string): boolean => /^(?:false|no|0)?$/i.test(text);

/** Goes through the cases as HQ would read them, and says row by row what it will not read as meant. */
import type { FoundCase, NamedCase } from './found-case.ts';
import type { ImportReport } from './import-report.ts';
import { type DateOrder, inspectDate, isDateLike, isDateName, orderIn } from './inspect-date.ts';
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
    else inspectProperty(named, column, text, facts.of(column), report);
  }
  inspectMarks(named, report);
  inspectClosed(named, report);
}

/** What all cases of a file together show of its columns. */
export class ColumnFacts {
  /** A column holds dates when its name says so, or when a row shows it. */
  private readonly dates = new Set<string>();
  private readonly orders = new Map<string, DateOrder>();
  private readonly contradicted = new Set<string>();

  add({ properties }: Pick<FoundCase, 'properties'>): void {
    for (const [column, text] of properties) {
      if (column === PHONE) continue;
      if (!this.dates.has(column) && (isDateName(column) || isDateLike(text))) this.dates.add(column);
      const order = orderIn(text);
      if (!order) continue;
      const before = this.orders.get(column);
      if (before === undefined) this.orders.set(column, order);
      else if (before.first !== order.first) this.contradicted.add(column);
    }
  }

  /** The order is that of a column whose values settle it, and do not contradict one another. */
  of(column: string): ColumnDates {
    const order = this.contradicted.has(column) ? undefined : this.orders.get(column);
    return { isDate: this.dates.has(column), order };
  }
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

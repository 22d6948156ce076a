/**
 * The adviser of every run: what is known of numbers in the world, and of what spreadsheets make of values. What
 * an import reports of a value is reported wherever a case is saved.
 */
import { type ImportCode, importCodes } from '../core/model/import-codes.ts';
import type { OddValue, ValueAdviser } from '../core/state/world.ts';
import { inspectDate, isDateName, isPlainCell } from './inspect-date.ts';
import {
  inspectNumber,
  isExcelNumber,
  isUsNumber,
  type NumberAdvice,
  numberAdvice,
} from './phone-numbers.ts';

/** The code of a finding in an import → its code where a case is saved; those that are not there are harmless. */
const savedCodes: Partial<Record<ImportCode, OddValue['code']>> = {
  IMPORT_NUMBER_UNREADABLE: 'NUMBER_NOT_READ',
  IMPORT_NUMBER_DECIMAL: 'NUMBER_DECIMAL',
  IMPORT_DATE_FORMAT: 'DATE_FORMAT',
  IMPORT_DATE_SERIAL: 'DATE_SERIAL',
  IMPORT_DATE_IMPOSSIBLE: 'DATE_IMPOSSIBLE',
};

/** Of a phone number; the advice on a national zero names the country it may belong to. */
function oddNumber(text: string): OddValue | undefined {
  if (isExcelNumber(text)) return oddValue(inspectNumber(text), 'NUMBER_NOT_READ');
  return oddValue(inspectNumber(text));
}

/** Of any other property; `isDate`: an alert counts from it. */
/** The shortest odd text is a number that a spreadsheet has cut short: 1E5. */
const ODD_LENGTH_MIN = 3;

function oddProperty(property: string, text: string, isDate: boolean): OddValue | undefined {
  if (text.length < ODD_LENGTH_MIN || isPlainCell(text)) return undefined;
  if (isExcelNumber(text)) {
    const { hint } = importCodes.IMPORT_EXCEL_NUMBER;
    return { code: 'EXCEL_NUMBER', becomes: 'kept as written; the last digits are lost', hint };
  }
  return oddValue(inspectDate(text, isDate || isDateName(property)));
}

function oddValue(
  found: NumberAdvice | undefined,
  code = found && savedCodes[found.code],
): OddValue | undefined {
  if (found === undefined || code === undefined) return undefined;
  const { becomes, hint } = importCodes[found.code];
  return { code, becomes: found.becomes ?? becomes, hint: found.hint ?? hint };
}

export const valueAdviser: ValueAdviser = { advice: numberAdvice, isUs: isUsNumber, oddNumber, oddProperty };

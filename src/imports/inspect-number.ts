/** What HQ will make of a phone number as the file has it. */
import { normalizeNumber } from '../core/contact/number.ts';
import type { Remark } from './import-report.ts';

export type NumberAdvice = Pick<Remark, 'code' | 'becomes' | 'hint'>;

const EXCEL = /^[+-]?\d(?:[.,]\d+)?E\+?\d+$/i;

/** A number as Excel shows it when the column is narrow or the number long. */
export const isExcelNumber = (text: string): boolean => EXCEL.test(text.trim());

/** undefined: digits only, as HQ wants them. */
export function inspectNumber(text: string): NumberAdvice | undefined {
  if (isExcelNumber(text)) {
    return {
      code: 'IMPORT_EXCEL_NUMBER',
      becomes: 'HQ reads no phone number: NO_PHONE_NUMBER',
      ...wholeDigits(text),
    };
  }
  const { normalized, sendable } = normalizeNumber(text);
  if (!sendable || normalized === null) return { code: 'IMPORT_NUMBER_UNREADABLE' };
  if (/\.0+$/.test(text.trim())) {
    return { code: 'IMPORT_NUMBER_DECIMAL', becomes: `HQ reads ${normalized}, with a zero too many` };
  }
  if (normalized.startsWith('0')) {
    return { code: 'IMPORT_NATIONAL_ZERO', becomes: `used as ${normalized}: no country prefix matches it` };
  }
  if (normalized !== text) return { code: 'IMPORT_NUMBER_FORMATTED', becomes: `read as ${normalized}, used` };
  return undefined;
}

/** `9.19812345001E+11` still has every digit: the hint can say the number. */
function wholeDigits(text: string): { hint: string } | undefined {
  const [, first = '', rest = '', power = ''] = /^\+?(\d)(?:[.,](\d+))?E\+?(\d+)$/i.exec(text.trim()) ?? [];
  const isWhole = rest.length > 0 && rest.length === Number(power);
  return isWhole ? { hint: `write ${first}${rest}, and format the column as text` } : undefined;
}

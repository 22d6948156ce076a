import { fc, test as law } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { inspectDate, isDateLike, isPlainCell, orderIn } from '../../src/imports/inspect-date.ts';
import { isExcelNumber } from '../../src/imports/phone-numbers.ts';

const digits = fc.stringMatching(/^[0-9]{1,15}$/);
const month = fc.constantFrom(
  ...['jan', 'February', 'MAR', 'april', 'May', 'jun', 'July', 'aug', 'Sept', 'oct', 'nov', 'dec'],
  ...['ſep', 'Maria', 'Asha', 'decem', 'ma'],
);
const blank = fc.constantFrom(
  '',
  ' ',
  '\t',
  '\u00a0',
  '\u2003',
  '\u3000',
  '\ufeff',
  '\u1680',
  '\u180e',
  '\x1c',
  '\x85',
);
const piece = fc.oneof(
  ...[digits, month, blank],
  fc.constantFrom('/', '-', '.', ',', '+', 'E', 'e+', '१२', '٣', '2026-03-01', '1/2/26', '9.1E+11', 'T10:00'),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
const cell = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));

law.prop([cell], { numRuns: 20_000 })(
  'a cell that is plain at a glance is one that no pattern finds',
  (text) => {
    if (!isPlainCell(text)) return;
    // A blank before it changes nothing for the patterns, and is never plain.
    const looked = ` ${text}`;
    expect([isExcelNumber(looked), isDateLike(looked), isDateLike(text)]).toEqual([false, false, false]);
    expect([inspectDate(looked, true), orderIn(looked)]).toEqual([undefined, undefined]);
  },
);

test.each(['Asha 12', 'Clinic 5', 'hin', '12', '919812345678', 'अमिना', 'ሰላም', 'Africa/Nairobi', '王芳'])(
  'most cells are plain: %s',
  (text) => expect(isPlainCell(text)).toBe(true),
);

test.each(['2026-03-01', '1/2/26', '46082', 'March 3, 2026', '9.1E+11', '+1E5', ' 46082', '\u00a046082', ''])(
  'what may be a date or a number of a spreadsheet is looked at: "%s"',
  (text) => expect(isPlainCell(text)).toBe(false),
);

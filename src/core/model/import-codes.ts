/** What an import may say about a row it can use: one table, read by the notices and by docs/imports.md. */
import type { Severity } from './severity.ts';

export interface ImportFacts {
  readonly severity: Severity;
  /** What was found. */
  readonly found: string;
  /** What becomes of it. */
  readonly becomes: string;
  readonly hint: string;
}

export const importCodes = {
  IMPORT_EXCEL_NUMBER: {
    severity: 'error',
    found: "a number in Excel's short form, such as 9.19812E+11",
    becomes: 'kept as written; as a phone number HQ reads none: NO_PHONE_NUMBER',
    hint: 'the digits are lost in this file: export again, and format the column as text before saving',
  },
  IMPORT_NUMBER_FORMATTED: {
    severity: 'note',
    found: 'a phone number with a plus, spaces, dashes, dots or brackets',
    becomes: 'used; HQ reads the digits',
    hint: 'nothing needs mending',
  },
  IMPORT_NUMBER_DECIMAL: {
    severity: 'error',
    found: 'a phone number that ends in .0',
    becomes: 'HQ drops the dot alone, so the number has a zero too many',
    hint: 'format the column as text before saving',
  },
  IMPORT_NATIONAL_ZERO: {
    severity: 'error',
    found: 'a phone number that begins with 0',
    becomes: 'used as it stands: HQ adds no country code, and no country prefix matches it',
    hint: 'replace the 0 with the country code',
  },
  IMPORT_NUMBER_UNREADABLE: {
    severity: 'error',
    found: 'a phone number with other characters, or of three digits or fewer',
    becomes: 'HQ reads no phone number: NO_PHONE_NUMBER',
    hint: 'write digits only, country code first',
  },
  IMPORT_DATE_FORMAT: {
    severity: 'error',
    found: 'a date that does not begin YYYY-MM-DD',
    becomes: 'kept as written; no reminder starts from it, and HQ reports no error',
    hint: 'write it as YYYY-MM-DD',
  },
  IMPORT_DATE_SERIAL: {
    severity: 'error',
    found: "a date as Excel's count of days, such as 46122",
    becomes: 'kept as written; no reminder starts from it, and HQ reports no error',
    hint: 'write it as YYYY-MM-DD',
  },
  IMPORT_DATE_IMPOSSIBLE: {
    severity: 'error',
    found: 'a date that no calendar has, such as 2026-02-30',
    becomes: 'kept as written; no reminder starts from it, and HQ reports no error',
    hint: 'correct the day',
  },
  IMPORT_DATE_IN_TEXT: {
    severity: 'warning',
    found: 'a date that HQ would not read, in a column that only texts show',
    becomes: 'kept as written; texts show it as it is',
    hint: 'write it as people read dates, or as YYYY-MM-DD before an alert starts from it',
  },
  IMPORT_DATE_UNREAD: {
    severity: 'note',
    found: 'dates that HQ would not read, in a column that no alert, rule or text reads',
    becomes: 'kept as written; counted in one line',
    hint: 'nothing needs mending, unless an alert is to start from it',
  },
  IMPORT_MISSING_MARK: {
    severity: 'note',
    found: '`---`',
    becomes: 'read as missing, as a blank is',
    hint: 'nothing needs mending',
  },
  IMPORT_CLOSED: {
    severity: 'warning',
    found: 'a closed case',
    becomes: 'comes as closed; HQ starts no alert for it',
    hint: 'leave closed cases out of the export, or reopen it in the timeline',
  },
  IMPORT_CASE_ID_TWICE: {
    severity: 'error',
    found: 'a case id that an earlier row has',
    becomes: 'the earlier row is used, this one is left out',
    hint: 'remove one of the two rows',
  },
  IMPORT_NAME_MISSING: {
    severity: 'warning',
    found: 'no name',
    becomes: '{case.name} is empty',
    hint: 'fill in the name, or choose another column by key',
  },
  IMPORT_KEY_TAKEN: {
    severity: 'warning',
    found: 'a key that an earlier case has',
    becomes: 'this case gets a number behind its key',
    hint: 'choose by key a column that differs in every row',
  },
  IMPORT_KEY_MISSING: {
    severity: 'warning',
    found: 'nothing in the column that names the case',
    becomes: 'the case is called by its name',
    hint: 'fill in the column, or choose another by key',
  },
  IMPORT_TYPE_DIFFERS: {
    severity: 'warning',
    found: 'a case type other than the one the scenario gives',
    becomes: 'the case keeps the type of the file',
    hint: 'the type of the scenario is for rows that have none',
  },
  IMPORT_OWNER_UNKNOWN: {
    severity: 'warning',
    found: 'an owner that is no user, group or location of the story, in an import of the lab',
    becomes: 'the case has no owner',
    hint: 'add the owner under users:, groups: or locations:, if an alert goes to it',
  },
  IMPORT_PARENT_UNKNOWN: {
    severity: 'warning',
    found: 'a parent that is not in this file',
    becomes: 'the case comes without that link',
    hint: 'add the parent to the file, or set parent in the timeline',
  },
  IMPORT_COLUMN_NAME: {
    severity: 'warning',
    found: 'a column whose name no property can have',
    becomes: 'kept under that name; {case.…} and alerts cannot reach it',
    hint: 'give the property by columns: {this column: property}',
  },
  IMPORT_COLUMN_NEEDED: {
    severity: 'error',
    found: 'a column that seems to hold the numbers or addresses, under a name that HQ does not read',
    becomes: 'no row has what messages are sent to: every one of them ends in an error',
    hint: 'give the property by columns: {this column: property}',
  },
  IMPORT_MORE_PAGES: {
    severity: 'warning',
    found: 'one page of an API answer that has more',
    becomes: 'the cases of this page are used',
    hint: 'fetch the other pages and import them as well',
  },
  IMPORT_OTHER_SHEETS: {
    severity: 'warning',
    found: 'a workbook with several sheets',
    becomes: 'the first sheet with a column of a case export is read, the others are not',
    hint: 'save another sheet as a file of its own to read it',
  },
  IMPORT_AND_MORE: {
    severity: 'warning',
    found: 'more than a thousand rows with the same notice',
    becomes: 'handled in the same way; only counted here',
    hint: 'mend the first ones and import again',
  },
} as const satisfies Record<string, ImportFacts>;

export type ImportCode = keyof typeof importCodes;

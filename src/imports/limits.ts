/** Rows (or JSON cases) that one import reads; more is a problem, never a cut. */
export const ROWS_MAX = 200_000;

/** Characters of one spreadsheet row: a quote that is never closed stops here. */
export const ROW_CHARACTERS_MAX = 1_000_000;

/** Notices of one code that are said one by one; the rest are counted. */
export const NOTICES_PER_CODE_MAX = 1000;

/** Problems that are said one by one; the rest are counted. */
export const PROBLEMS_MAX = 100;

/** Bytes of a workbook, packed. */
export const WORKBOOK_BYTES_MAX = 64 * 1024 * 1024;

/** Rows (or JSON cases) that one import reads; more is a problem, never a cut. */
export const ROWS_MAX = 10_000_000;

/** Bytes of a list in JSON, which is read as a whole: what one text holds. */
export const JSON_BYTES_MAX = 500_000_000;

/** Characters of one spreadsheet row: a quote that is never closed stops here. */
export const ROW_CHARACTERS_MAX = 1_000_000;

/** Notices of one code that are listed one by one; the rest are counted. */
export const NOTICES_PER_CODE_MAX = 1000;

/** Problems that are listed one by one; the rest are counted. */
export const PROBLEMS_MAX = 100;

/** Bytes of a workbook, packed. */
export const WORKBOOK_BYTES_MAX = 64 * 1024 * 1024;

/** Bytes of a workbook, unpacked: counted while it is unpacked. */
export const UNPACKED_BYTES_MAX = 128 * 1024 * 1024;

/** Files inside a workbook. */
export const WORKBOOK_PARTS_MAX = 1000;

/** Rows of a workbook: unpacked it takes many times what the same rows take as CSV. */
export const WORKBOOK_ROWS_MAX = 200_000;

/** Columns of a sheet with something in them. */
export const SHEET_COLUMNS_MAX = 2000;

/** No spreadsheet has more rows (Excel's own limit). */
export const SHEET_ROWS_MAX = 1_048_576;

/** Cells of all sheets together, empty ones between others counted; an empty row counts as one. */
export const WORKBOOK_CELLS_MAX = 5_000_000;

/** Characters of a sheet as CSV: a text that many cells share stands in each of them. */
export const SHEET_CHARACTERS_MAX = 64 * 1024 * 1024;

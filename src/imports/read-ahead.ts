/**
 * A large sheet is read through before any of its cases is kept: that takes a twelfth of the time of the import and no memory, so
 * damage in its last row, and that there is no room for so many, are known soon and wherever they are.
 */
import { readRows } from './csv-sheet.ts';
import type { ImportReport } from './import-report.ts';
import type { ImportFile } from './importer.ts';

/** Smaller ones are imported as soon as this would take to say. */
const BYTES_MIN = 64_000_000;

interface Place {
  row: number;
}

/** False: the sheet cannot be used, as the report says. Throws what reading and `onRows` throw. */
export function readAhead(
  { parts, onRows }: ImportFile,
  blocks: () => Iterable<Uint8Array>,
  report: ImportReport,
  { place, ...options }: { readonly rowsMax?: number; readonly place: Place },
): boolean {
  if (parts === undefined || parts.length < BYTES_MIN) return true;
  let rows = 0;
  const reader = {
    header: () => true,
    row() {
      rows += 1;
    },
  };
  const isRead = readRows(blocks(), report, reader, { ...options, place });
  place.row = 0;
  if (isRead && !report.hasProblems) onRows?.(rows);
  return isRead && !report.hasProblems;
}

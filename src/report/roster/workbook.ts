/** Rows as an Excel workbook (ECMA-376), packed by fflate row by row, one sheet after another: memory stays flat. */
import { strToU8, Zip, ZipDeflate } from 'fflate';
import { type Cell, harmless } from './cells.ts';

/** Rows of one sheet that Excel opens, the header included. */
export const SHEET_ROWS_MAX = 1_048_576;
/** Characters of one cell that Excel opens. */
const CELL_CHARACTERS_MAX = 32_767;
/** Characters of a sheet gathered before they are packed. */
const CHUNK_CHARACTERS = 1 << 18;
/** Every part has the same date, so that the same roster is the same file. */
const MODIFIED_AT = new Date(2000, 0, 1);

/** Takes rows of the first sheet, and of the next after each `nextSheet`; the bytes go to `write` as they are ready. */
export interface Workbook {
  /** False: the sheet is full, and the row was left out. */
  row(cells: readonly Cell[]): boolean;
  nextSheet(): void;
  /** All sheets must have been begun. */
  end(): void;
}

/** `names` are those of the sheets, in order. */
export function workbookTo(write: (bytes: Uint8Array) => void, names: readonly string[]): Workbook {
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    write(bytes);
  });
  for (const [name, text] of partsOf(names)) openPart(zip, name).push(strToU8(text), true);
  let begun = 1;
  let sheet = openSheet(zip, begun);
  return {
    row: (cells) => sheet.row(cells),
    nextSheet() {
      sheet.end();
      begun += 1;
      sheet = openSheet(zip, begun);
    },
    end() {
      sheet.end();
      zip.end();
    },
  };
}

function openSheet(zip: Zip, number: number): { row(cells: readonly Cell[]): boolean; end(): void } {
  const part = openPart(zip, `xl/worksheets/sheet${number}.xml`);
  let waiting = `${XML}<worksheet xmlns="${MAIN}"><sheetData>`;
  let rows = 0;
  return {
    row(cells) {
      if (rows >= SHEET_ROWS_MAX) return false;
      rows += 1;
      waiting += rowXml(rows, cells);
      if (waiting.length >= CHUNK_CHARACTERS) {
        part.push(strToU8(waiting), false);
        waiting = '';
      }
      return true;
    },
    end: () => part.push(strToU8(`${waiting}</sheetData></worksheet>`), true),
  };
}

function openPart(zip: Zip, name: string): ZipDeflate {
  const part = new ZipDeflate(name, { level: 6 });
  part.mtime = MODIFIED_AT;
  zip.add(part);
  return part;
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Everything but the sheets themselves. */
function partsOf(names: readonly string[]): (readonly [name: string, text: string])[] {
  const numbers = names.map((_, index) => index + 1);
  const overrides = numbers.map(
    (number) =>
      `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${TYPES}.worksheet+xml"/>`,
  );
  const sheets = names.map(
    (name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const links = numbers.map(
    (number) =>
      `<Relationship Id="rId${number}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${number}.xml"/>`,
  );
  return [
    [
      '[Content_Types].xml',
      `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>${overrides.join('')}</Types>`,
    ],
    [
      '_rels/.rels',
      `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${XML}<Relationships xmlns="${PACKAGE}/relationships">${links.join('')}</Relationships>`,
    ],
  ];
}

const rowXml = (row: number, cells: readonly Cell[]): string =>
  `<row r="${row}">${cells.map((cell, index) => cellXml(`${columnName(index)}${row}`, cell)).join('')}</row>`;

/** `A` … `Z`, `AA` …; the roster has fewer than 26 × 26 columns. */
function columnName(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : `${String.fromCharCode(64 + Math.floor(index / 26))}${last}`;
}

/** An inline string is never run, and still gets its apostrophe: it may be saved as CSV. */
function cellXml(place: string, cell: Cell): string {
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
  if (typeof cell === 'object') return `<c r="${place}"><v>${cell.digits}</v></c>`;
  if (cell === '') return '';
  const text = harmless(cell).slice(0, CELL_CHARACTERS_MAX);
  return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

/** XML 1.0 has no place for control characters and lone surrogates: they become U+FFFD. */
function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

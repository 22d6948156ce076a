/** The roster as an Excel workbook of one sheet (ECMA-376), packed by fflate row by row: memory stays flat. */
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

/** Takes rows until `end`; the bytes go to `write` as they are ready. */
export interface Workbook {
  /** False: the sheet is full, and the row was left out. */
  row(cells: readonly Cell[]): boolean;
  end(): void;
}

export function workbookTo(write: (bytes: Uint8Array) => void): Workbook {
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    write(bytes);
  });
  for (const [name, text] of parts) {
    const part = openPart(zip, name);
    part.push(strToU8(text), true);
  }
  const sheet = openPart(zip, 'xl/worksheets/sheet1.xml');
  let waiting = `${XML}<worksheet xmlns="${MAIN}"><sheetData>`;
  let rows = 0;
  return {
    row(cells) {
      if (rows >= SHEET_ROWS_MAX) return false;
      rows += 1;
      waiting += rowXml(rows, cells);
      if (waiting.length >= CHUNK_CHARACTERS) {
        sheet.push(strToU8(waiting), false);
        waiting = '';
      }
      return true;
    },
    end() {
      sheet.push(strToU8(`${waiting}</sheetData></worksheet>`), true);
      zip.end();
    },
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

const parts: readonly (readonly [name: string, text: string])[] = [
  [
    '[Content_Types].xml',
    `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/></Types>`,
  ],
  [
    '_rels/.rels',
    `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ],
  [
    'xl/workbook.xml',
    `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="roster" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ],
  [
    'xl/_rels/workbook.xml.rels',
    `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  ],
];

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

/** Workbooks made for tests: a zip with as little in it as a reader of workbooks wants. */
import { constants, deflateRawSync } from 'node:zlib';
import { zipSync } from 'fflate';
import type { ImportFile } from '../../src/imports/importer.ts';

const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** A workbook of one sheet with these rows of XML. */
export function workbookOf(rows: string, more: Readonly<Record<string, string>> = {}): ImportFile {
  const sheet = `<?xml version="1.0"?><worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`;
  const texts = Object.entries({ ...frame, 'xl/worksheets/sheet1.xml': sheet, ...more });
  const encoder = new TextEncoder();
  return {
    path: 'women.xlsx',
    bytes: zipSync(Object.fromEntries(texts.map(([name, text]) => [name, encoder.encode(text)]))),
  };
}

const frame: Readonly<Record<string, string>> = {
  'xl/workbook.xml': `<?xml version="1.0"?><workbook xmlns="${main}" xmlns:r="${relationships}"><sheets><sheet name="Cases" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relationships}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
};

/** `<c r="A1" t="inlineStr">…` */
export const cell = (place: string, text: string): string =>
  `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;

export const row = (number: number, cells: string): string => `<row r="${number}">${cells}</row>`;

/** The header and one case. */
export const soundRows =
  row(1, cell('A1', 'caseid') + cell('B1', 'name')) + row(2, cell('A2', '1') + cell('B2', 'Asha'));

/** A zip whose one sheet unpacks to so many zero bytes, and says that it has `claimed` of them. */
export function bomb(length: number, claimed: number): Uint8Array {
  const name = new TextEncoder().encode('xl/worksheets/sheet1.xml');
  const packed = packedZeros(length);
  const local = header(0x04034b50, 30, packed.length, claimed, name.length, 0);
  const central = header(0x02014b50, 46, packed.length, claimed, name.length, 2);
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, 1, true);
  end.setUint16(10, 1, true);
  end.setUint32(12, central.length + name.length, true);
  end.setUint32(16, local.length + name.length + packed.length, true);
  return Buffer.concat([local, name, packed, central, name, new Uint8Array(end.buffer)]);
}

/** Pieces of a deflated stream may follow one another when all but the last were only flushed. */
function packedZeros(length: number): Buffer {
  const zeros = Buffer.alloc(16 * 1024 ** 2);
  const piece = deflateRawSync(zeros, { level: 9, finishFlush: constants.Z_FULL_FLUSH });
  const pieces = Array.from({ length: length / zeros.length }, () => piece);
  return Buffer.concat([...pieces, deflateRawSync(Buffer.alloc(0))]);
}

/** A file's header in a zip; in the directory the same fields stand two bytes further on. */
function header(
  mark: number,
  size: number,
  packed: number,
  claimed: number,
  nameLength: number,
  shift: number,
): Uint8Array {
  const view = new DataView(new ArrayBuffer(size));
  view.setUint32(0, mark, true);
  view.setUint16(4, 20, true);
  view.setUint16(8 + shift, 8, true);
  view.setUint32(18 + shift, packed, true);
  view.setUint32(22 + shift, claimed, true);
  view.setUint16(26 + shift, nameLength, true);
  return new Uint8Array(view.buffer);
}

/** `--anonymise`: the export without the people in it, as a file of its own, and the key that made it. */
import { randomBytes } from 'node:crypto';
import { readRegular } from '../adapters/files/read-file.ts';
import { openLineFile } from '../adapters/line-file.ts';
import { visibleLine } from '../core/render/visible.ts';
import { readSheet } from '../imports/csv-sheet.ts';
import { decodeText } from '../imports/decode-text.ts';
import { ImportReport } from '../imports/import-report.ts';
import { type ImportFile, piecesIn } from '../imports/importer.ts';
import { looksLikeJson } from '../imports/json-pages.ts';
import { harmless } from '../report/roster/cells.ts';
import { anonymised, type Treatment } from '../starter/anonymise.ts';
import { Pseudonyms } from '../starter/pseudonyms.ts';
import { exitCodes } from './exit-codes.ts';
import { opened, Stop } from './stop.ts';
import type { Terminal } from './terminal.ts';

interface AnonymiseOptions {
  readonly anonymise?: string;
  readonly keyFile?: string;
  readonly force?: boolean;
}

/** Writes the anonymous export and says what became of each column. */
export function anonymiseFile(
  given: ImportFile,
  { anonymise = '', keyFile, force = false }: AnonymiseOptions,
  terminal: Terminal,
): ImportFile {
  const { path } = given;
  const text = decodeText(Buffer.concat([...piecesIn(given)]));
  if (typeof text !== 'string' || looksLikeJson(path.replace(/\.(?:gz|zst)$/i, ''), text))
    throw new Stop(
      exitCodes.usage,
      `${path} is no table`,
      '--anonymise reads CSV, XLSX and Parquet: export the cases as one of them.',
    );
  const report = new ImportReport(path);
  const sheet = readSheet(text, report);
  const [problem] = report.problems();
  if (!sheet || problem)
    throw new Stop(
      exitCodes.unreadable,
      `${path}${problem?.row ? ` row ${problem.row}` : ''}: ${problem?.found ?? 'nothing in it'}`,
      problem?.hint,
    );
  const cells = sheet.rows.map((row) => row.cells);
  const { rows, treatments } = anonymised(sheet.header, cells, new Pseudonyms(keyFrom(keyFile, terminal)));
  const file = opened(anonymise, () => openLineFile(anonymise, { isNew: !force }));
  for (const row of [sheet.header, ...rows]) file.write(`${row.map(csvCell).join(',')}\n`);
  file.close();
  terminal.out(treatmentsText(treatments));
  return {
    path: anonymise,
    bytes: Buffer.from(`${[sheet.header, ...rows].map((row) => row.map(csvCell).join(',')).join('\n')}\n`),
  };
}

/** A number with its sign, or signs alone as `---`: a spreadsheet computes nothing from it, and drysend reads it again. */
const signed = /^[+-][\d\s().,+-]*$/;

function csvCell(cell: string): string {
  const text = signed.test(cell) ? cell : harmless(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const KEY_BYTES = 32;

function keyFrom(keyFile: string | undefined, terminal: Terminal): Uint8Array {
  if (keyFile === undefined) {
    terminal.out(
      'key        a new one that is not kept: another run gives other replacements; --key-file FILE keeps it\n',
    );
    return randomBytes(KEY_BYTES);
  }
  const read = readRegular(keyFile, 4096);
  if ('bytes' in read) return keyIn(keyFile, read.bytes.toString('utf8').trim());
  if (!read.isMissing) throw new Stop(exitCodes.usage, `${keyFile} cannot be read: ${read.problem}`);
  const key = randomBytes(KEY_BYTES).toString('hex');
  const file = opened(keyFile, () => openLineFile(keyFile, { isNew: true, mode: 0o600 }));
  file.write(`${key}\n`);
  file.close();
  terminal.out(
    `key        written to ${visibleLine(keyFile)}: whoever has it can test guesses, so keep it apart from the export\n`,
  );
  return Buffer.from(key, 'hex');
}

function keyIn(keyFile: string, text: string): Uint8Array {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  throw new Stop(
    exitCodes.usage,
    `${keyFile} holds no key`,
    'A key is 64 hexadecimal digits. Name a file that is not there, and one is made.',
  );
}

const words: Readonly<Record<Treatment, string>> = {
  kept: 'kept',
  names: 'names replaced',
  ids: 'ids replaced',
  numbers: 'last 7 digits replaced',
  addresses: 'addresses replaced',
  letters: 'every letter and digit replaced, dates kept',
};

/** People look through it before they hand the file on. */
function treatmentsText(
  treatments: readonly { readonly column: string; readonly treatment: Treatment }[],
): string {
  const kinds = [...new Set(treatments.map(({ treatment }) => treatment))];
  return kinds
    .map((kind) => {
      const columns = treatments
        .filter(({ treatment }) => treatment === kind)
        .map(({ column }) => visibleLine(column));
      return `${words[kind]}: ${columns.join(', ')}\n`;
    })
    .join('');
}

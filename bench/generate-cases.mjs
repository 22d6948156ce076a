/**
 * A case export of so many cases, written row by row: `node bench/generate-cases.mjs 10000000 women.csv`. The name says the format:
 * `.csv`, `.ndjson`, each also with `.gz`. The same seed makes the same file; the rows are those of roster-export.mjs, with its damage.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { csvLine, exportHeader, exportRows } from './roster-export.mjs';

const CHUNK_CHARACTERS = 1 << 22;

/**
 * @param {string} path
 * @param {number} count
 * @param {number} [seed]
 * @returns {number} bytes
 */
export function generateCases(path, count, seed = 1) {
  const isPacked = path.endsWith('.gz');
  const isLines = /\.ndjson(?:\.gz)?$/.test(path);
  const file = openSync(path, 'w');
  let text = isLines ? '' : `${exportHeader.join(',')}\n`;
  let bytes = 0;
  const flush = () => {
    const chunk = isPacked ? gzipSync(text, { level: 1 }) : Buffer.from(text);
    bytes += writeSync(file, chunk);
    text = '';
  };
  try {
    for (const cells of exportRows(count, seed)) {
      text += isLines ? jsonLine(cells) : csvLine(cells);
      if (text.length >= CHUNK_CHARACTERS) flush();
    }
    flush();
  } finally {
    closeSync(file);
  }
  return bytes;
}

/** @param {readonly string[]} cells */
function jsonLine(cells) {
  const [id, name, ...rest] = cells;
  const properties = Object.fromEntries(rest.map((cell, index) => [exportHeader[index + 2], cell]));
  return `${JSON.stringify({ case_id: id, case_name: name, case_type: 'pregnancy', properties })}\n`;
}

if (process.argv[1]?.endsWith('generate-cases.mjs')) {
  const [count = '1000000', path = 'women.csv', seed = '1'] = process.argv.slice(2);
  const startedAt = performance.now();
  const bytes = generateCases(path, Number(count), Number(seed));
  console.log(
    `${path}: ${Number(count).toLocaleString('en')} cases, ${(bytes / 1e6).toFixed(1)} MB in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`,
  );
}

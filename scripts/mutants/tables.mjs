/** What a run of mutants is told as: a row a folder, and a line for each mutant that lives. */
import { dirname } from 'node:path';

/** @typedef {{ status: string; by?: string; met?: number }} Tried */
/** @typedef {Record<string, { hash: string; mutants: Record<string, Tried> }>} Results */
/** @typedef {import('./instrument.mjs').Mutant} Mutant */

const noticed = ['killed', 'timeout'];

/** @param {Mutant[]} all @param {Mutant[]} wanted @param {Results} results */
export function tableOf(all, wanted, results) {
  const folders = [...new Set(wanted.map(({ file }) => dirname(file)))].sort();
  const rows = folders.map((folder) => {
    const inFolder = (/** @type {Mutant} */ { file }) => dirname(file) === folder;
    return rowOf(
      folder.replace('src/core/', ''),
      all.filter(inFolder).length,
      wanted.filter(inFolder),
      results,
    );
  });
  const head = [
    '| folder | mutants | tried | static | noticed | survived | unreached | score | 95 % |',
    '|---|---|---|---|---|---|---|---|---|',
  ];
  return `${[...head, ...rows, rowOf('together', all.length, wanted, results)].join('\n')}\n`;
}

/** @param {string} name @param {number} size @param {Mutant[]} tried @param {Results} results */
function rowOf(name, size, tried, results) {
  const count = (/** @type {string[]} */ ...named) =>
    tried.filter(({ file, key }) => named.includes(results[file]?.mutants[key]?.status ?? 'unreached'))
      .length;
  const loaded = count('static');
  const met = tried.length - loaded;
  const killed = count(...noticed);
  const score = met === 0 ? 100 : (100 * killed) / met;
  const range = size === tried.length || met === 0 ? 'all tried' : interval(killed, met);
  return `| ${[name, size, tried.length, loaded, killed, count('survived'), count('unreached')].join(' | ')} | ${score.toFixed(1)} % | ${range} |`;
}

/** Wilson's interval. @param {number} hits @param {number} of */
function interval(hits, of) {
  const z = 1.96;
  const share = hits / of;
  const middle = share + (z * z) / (2 * of);
  const spread = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  const scale = 1 + (z * z) / of;
  const [low, high] = [middle - spread, middle + spread].map((end) => ((100 * end) / scale).toFixed(0));
  return `${low} to ${high} %`;
}

/** @param {Mutant[]} wanted @param {Results} results */
export function survivorLines(wanted, results) {
  return wanted
    .filter(({ file, key }) => !noticed.includes(results[file]?.mutants[key]?.status ?? 'unreached'))
    .sort((a, b) => (a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1))
    .map(({ file, line, key, was, becomes }) => {
      const status = results[file]?.mutants[key]?.status;
      const short = (/** @type {string} */ text) => text.replaceAll(/\s+/g, ' ').slice(0, 120);
      return `${file}:${line} ${status === 'survived' ? '' : `(${status ?? 'untried'}) `}${short(was)}  →  ${short(becomes)}\n`;
    })
    .join('');
}

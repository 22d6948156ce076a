/** What a run of mutants is told as: a row a folder, and a line for each mutant that lives. */
import { dirname } from 'node:path';

/** @typedef {{ status: string; by?: string; met?: number }} Tried */
/** @typedef {Record<string, { hash: string; mutants: Record<string, Tried> }>} Results */
/** @typedef {import('./instrument.mjs').Mutant} Mutant */

const noticed = new Set(['killed', 'timeout']);

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
    '| folder | mutants | tried | noticed | survived | unreached | score | 95 % |',
    '|---|---|---|---|---|---|---|---|',
  ];
  return `${[...head, ...rows, rowOf('together', all.length, wanted, results)].join('\n')}\n`;
}

/** @param {string} name @param {number} size @param {Mutant[]} tried @param {Results} results */
function rowOf(name, size, tried, results) {
  const statuses = tried.map(({ file, key }) => results[file]?.mutants[key]?.status ?? 'unreached');
  const killed = statuses.filter((status) => noticed.has(status)).length;
  const survived = statuses.filter((status) => status === 'survived').length;
  const score = (100 * killed) / tried.length;
  const [low, high] = size === tried.length ? ['', ''] : interval(killed, tried.length);
  const range = low === '' ? 'all tried' : `${low} to ${high} %`;
  return `| ${name} | ${size} | ${tried.length} | ${killed} | ${survived} | ${tried.length - killed - survived} | ${score.toFixed(1)} % | ${range} |`;
}

/** Wilson's interval. @param {number} hits @param {number} of */
function interval(hits, of) {
  const z = 1.96;
  const share = hits / of;
  const middle = share + (z * z) / (2 * of);
  const spread = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  const scale = 1 + (z * z) / of;
  return [(100 * (middle - spread)) / scale, (100 * (middle + spread)) / scale].map((each) =>
    each.toFixed(0),
  );
}

/** @param {Mutant[]} wanted @param {Results} results */
export function survivorLines(wanted, results) {
  return wanted
    .filter(({ file, key }) => !noticed.has(results[file]?.mutants[key]?.status ?? 'unreached'))
    .sort((a, b) => (a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1))
    .map(({ file, line, key, was, becomes }) => {
      const status = results[file]?.mutants[key]?.status;
      const short = (/** @type {string} */ text) => text.replaceAll(/\s+/g, ' ').slice(0, 120);
      return `${file}:${line} ${status === 'unreached' ? '(no test) ' : ''}${short(was)}  →  ${short(becomes)}\n`;
    })
    .join('');
}

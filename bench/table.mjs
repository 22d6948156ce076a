/** The results of benchmarks as one table: this, the peer on the same work in the same run, their ratio, the goal. */
import { goalsOf } from './goals.mjs';

/** @typedef {{ name: string, date: string, machine?: Record<string, unknown>, failed?: string }} Kept */

const HEAD = ['benchmark', 'what', 'this', 'peer', 'ratio', 'goal', ''];
const WHAT_MAX = 58;

/**
 * @param {readonly Kept[]} results as kept in bench/results/
 * @returns {readonly (readonly string[])[]} rows of seven cells, the last says whether the goal is met
 */
export const tableRows = (results) =>
  results.flatMap((kept) => {
    if (kept.failed !== undefined) return [[kept.name, `not measured: ${kept.failed}`, '', '', '', '', '']];
    const rows = goalsOf[kept.name]?.(kept) ?? [];
    if (rows.length === 0) return [[kept.name, 'measured, without a goal', '', '', '', '', '']];
    return rows.map(({ what, ours, peer = '', ratio, goal, isMet }) => [
      ...[kept.name, what, ours, peer],
      ...[ratio === undefined ? '' : `${ratio} ×`, goal, isMet ? 'met' : 'missed'],
    ]);
  });

/** @param {readonly Kept[]} results */
export function textTable(results) {
  const rows = [HEAD, ...tableRows(results)].map((cells) => cells.map((cell) => shortened(cell)));
  const widths = HEAD.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  let before = '';
  const lines = rows.map(([name = '', ...cells]) => {
    const shown = [name === before ? '' : name, ...cells];
    before = name;
    return shown
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  });
  return `${lines.join('\n')}\n\n${countOf(results)}\n`;
}

/** @param {readonly Kept[]} results */
export function markdownTable(results) {
  const cellsOf = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [cellsOf(HEAD), `|${'---|'.repeat(HEAD.length)}`, ...tableRows(results).map(cellsOf)].join('\n');
}

function countOf(results) {
  const verdicts = tableRows(results).map((cells) => cells.at(-1));
  const count = (word) => verdicts.filter((verdict) => verdict === word).length;
  return `${count('met')} goals met, ${count('missed')} missed; ${results.filter(({ failed }) => failed !== undefined).length} benchmarks not measured`;
}

const shortened = (cell) => (cell.length > WHAT_MAX ? `${cell.slice(0, WHAT_MAX - 1)}…` : cell);

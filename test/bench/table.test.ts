import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { markdownTable, tableRows, textTable } from '../../bench/table.mjs';

const results = fileURLToPath(new URL('../../bench/results', import.meta.url));
const kept = readdirSync(results)
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(`${results}/${file}`, 'utf8')));
const start = { name: 'cli-start', date: '2026-11-30', version_ms: 53, bare_node_ms: 46, start_ms: 829 };

test('a ratio with a peer is held to its goal, from both sides', () => {
  const verdictOf = (ratio: number) => tableRows([{ ...start, ratio }])[0];
  expect(verdictOf(1.2)).toEqual([
    ...['cli-start', 'drysend --version', '53 ms', 'bare node 46 ms', '1.2 ×', '≤ 1.2 ×', 'met'],
  ]);
  expect(verdictOf(1.21)?.at(-1)).toBe('missed');
});

test('a benchmark that could not be measured says why, and is counted', () => {
  const text = textTable([
    { ...start, ratio: 1 },
    { name: 'gateways', date: '2026-11-30', failed: 'wrk is needed' },
  ]);
  expect(text).toContain('gateways   not measured: wrk is needed');
  expect(text).toContain('2 goals met, 0 missed; 1 benchmarks not measured');
});

test('every result that is kept makes rows whose ratios and verdicts are there', () => {
  const rows = tableRows(kept);
  expect(new Set(rows.map(([name]) => name)).size).toBe(kept.length);
  expect(rows.filter((cells) => cells.some((cell) => /NaN|undefined|Infinity/.test(cell)))).toEqual([]);
  expect(markdownTable(kept).split('\n')).toHaveLength(rows.length + 2);
});

test('no line of the table is wider than a terminal of 160 columns', () => {
  expect(
    textTable(kept)
      .split('\n')
      .filter((line) => line.length > 160),
  ).toEqual([]);
});

import type { MapEntry, MapNode, Node, TextNode } from './node.ts';
import { nounOf, without } from './node.ts';
import type { Problem } from './problem.ts';
import { problemAt } from './reading.ts';

const rowsMax = 10_000;

/** The scenario once per row of `examples`, with `{{column}}` replaced everywhere. */
export function exampleRows(root: MapNode, problems: Problem[]): readonly MapNode[] {
  const examples = root.entries.get('examples');
  if (examples === undefined) return [root];
  const { value } = examples;
  const bare = without(root, ['examples']);
  if (value.kind !== 'list' || value.items.length === 0) {
    problems.push(
      problemAt(value, value.kind === 'list' ? 'no rows' : nounOf(value), 'a list of rows: {column: value}'),
    );
    return [bare];
  }
  if (value.items.length > rowsMax) {
    problems.push(problemAt(value, `${value.items.length} rows`, `at most ${rowsMax}`));
    return [bare];
  }
  return value.items.map((row) => filledIn(bare, cellsOf(row, problems)));
}

function cellsOf(row: Node, problems: Problem[]): ReadonlyMap<string, string> {
  const cells = new Map<string, string>();
  if (row.kind !== 'map') {
    problems.push(problemAt(row, nounOf(row), 'a row: {column: value}'));
    return cells;
  }
  for (const [name, { value }] of row.entries) {
    if (value.kind === 'text') cells.set(name, value.text);
    else problems.push(problemAt(value, nounOf(value), 'a text'));
  }
  return cells;
}

function filledIn(root: MapNode, cells: ReadonlyMap<string, string>): MapNode {
  const filled = fillMap(root, cells);
  const title = root.entries.get('scenario');
  const shown = filled.entries.get('scenario')?.value;
  if (title?.value.kind !== 'text' || shown?.kind !== 'text' || shown.text !== title.value.text)
    return filled;
  const row = [...cells].map(([name, value]) => `${name}: ${value}`).join(', ');
  const value: TextNode = { ...shown, text: `${shown.text} (${row})` };
  return { ...filled, entries: new Map([...filled.entries, ['scenario', { key: title.key, value }]]) };
}

function fill(node: Node, cells: ReadonlyMap<string, string>): Node {
  if (node.kind === 'text') return fillText(node, cells);
  if (node.kind === 'list') return { ...node, items: node.items.map((item) => fill(item, cells)) };
  return fillMap(node, cells);
}

function fillMap(node: MapNode, cells: ReadonlyMap<string, string>): MapNode {
  const entries = [...node.entries.values()].map(({ key, value }): [string, MapEntry] => {
    const filled = fillText(key, cells);
    const path = { step: filled.text, ...(node.path ? { above: node.path } : {}) };
    const inside = fill(value, cells);
    return [filled.text, { key: filled, value: filled.text === key.text ? inside : { ...inside, path } }];
  });
  return { ...node, entries: new Map(entries) };
}

/** Only names that are columns; other double braces stay. */
function fillText(node: TextNode, cells: ReadonlyMap<string, string>): TextNode {
  if (!node.text.includes('{{')) return node;
  const text = node.text.replaceAll(
    /\{\{\s*([^{}]+?)\s*\}\}/g,
    (whole, name: string) => cells.get(name) ?? whole,
  );
  return { ...node, text };
}

import type { MapEntry, MapNode, Node, TextNode } from './node.ts';
import { nounOf, without } from './node.ts';
import { problemAt } from './parse-context.ts';
import type { Problem } from './problem.ts';

const rowsMax = 10_000;

/** Values that all rows together may write out: each row is read as a scenario of its own. */
const valuesMax = 2_000_000;

/** Characters that `{{column}}` may write out in all rows together. */
const charactersMax = 50_000_000;

/** The scenario once per row of `examples`, with `{{column}}` replaced everywhere. */
export function exampleRows(root: MapNode, { value }: MapEntry, problems: Problem[]): readonly MapNode[] {
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
  return filledRows(bare, value.items, problems);
}

/** Stops at the row that goes over a limit. */
function filledRows(bare: MapNode, rows: readonly Node[], problems: Problem[]): readonly MapNode[] {
  const size: Size = { values: 0, characters: 0 };
  const filled: MapNode[] = [];
  for (const row of rows) {
    try {
      filled.push(filledIn(bare, cellsOf(row, problems), size));
    } catch (error) {
      if (!(error instanceof TooMuch)) throw error;
      problems.push(problemAt(row, error.found, error.wanted, 'fewer rows, or shorter ones'));
      return [];
    }
  }
  return filled;
}

/** What the rows have written out so far. */
interface Size {
  values: number;
  characters: number;
}

/** Thrown from the middle of a row. */
class TooMuch extends Error {
  readonly found: string;
  readonly wanted: string;

  constructor(found: string, wanted: string) {
    super(found);
    this.found = found;
    this.wanted = wanted;
  }
}

function countValue(size: Size): void {
  size.values += 1;
  if (size.values <= valuesMax) return;
  throw new TooMuch(
    'examples that write out too many values',
    `at most ${valuesMax} values in all rows together`,
  );
}

function countText(size: Size, text: string): string {
  size.characters += text.length;
  if (size.characters <= charactersMax) return text;
  throw new TooMuch(
    'examples that write out too much text',
    `at most ${charactersMax} characters in all rows together`,
  );
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

function filledIn(root: MapNode, cells: ReadonlyMap<string, string>, size: Size): MapNode {
  const filled = fillMap(root, cells, size);
  const title = root.entries.get('scenario');
  const filledTitle = filled.entries.get('scenario')?.value;
  if (title?.value.kind !== 'text' || filledTitle?.kind !== 'text' || filledTitle.text !== title.value.text)
    return filled;
  const parts = [...cells].map(([name, value]) => [countText(size, name), countText(size, value)]);
  const row = parts.map((part) => part.join(': ')).join(', ');
  const value: TextNode = { ...filledTitle, text: `${filledTitle.text} (${row})` };
  return { ...filled, entries: new Map([...filled.entries, ['scenario', { key: title.key, value }]]) };
}

/** The same node when nothing in it is replaced: rows share what they have in common. */
function fill(node: Node, cells: ReadonlyMap<string, string>, size: Size): Node {
  countValue(size);
  if (node.kind === 'text') return fillText(node, cells, size);
  if (node.kind === 'map') return fillMap(node, cells, size);
  const items = node.items.map((item) => fill(item, cells, size));
  return items.every((item, index) => item === node.items[index]) ? node : { ...node, items };
}

function fillMap(node: MapNode, cells: ReadonlyMap<string, string>, size: Size): MapNode {
  let isSame = true;
  const entries = [...node.entries.values()].map((entry): [string, MapEntry] => {
    const { key, value } = entry;
    const filled = fillText(key, cells, size);
    const path = { step: filled.text, ...(node.path ? { above: node.path } : {}) };
    const inside = fill(value, cells, size);
    if (filled === key && inside === value) return [key.text, entry];
    isSame = false;
    return [filled.text, { key: filled, value: filled.text === key.text ? inside : { ...inside, path } }];
  });
  return isSame ? node : { ...node, entries: new Map(entries) };
}

/** Only names that are columns; other double braces stay. */
function fillText(node: TextNode, cells: ReadonlyMap<string, string>, size: Size): TextNode {
  if (!node.text.includes('{{')) return node;
  countText(size, node.text);
  const text = node.text.replaceAll(/\{\{([^{}]+)\}\}/g, (whole, name: string) => {
    const cell = cells.get(name.trim());
    return cell === undefined ? whole : countText(size, cell);
  });
  return { ...node, text };
}

/** The parts of a YAML text that can be cut out of it: each pair of a map and each item of a list, with its place. */
import { isAlias, isMap, isScalar, isSeq, type Pair, parseAllDocuments, type Node as YamlNode } from 'yaml';

/** How a part stands among its neighbours: on lines of its own, between commas, or as whole lines that no syntax holds together. */
type UnitStyle = 'block' | 'flow' | 'line';

/** One pair or item; what is inside it are units too. */
export interface Unit {
  readonly source: SourceText;
  readonly style: UnitStyle;
  /** Of a pair; undefined: an item of a list. */
  readonly key: string | undefined;
  readonly start: number;
  /** Behind the key of a pair. */
  readonly keyEnd: number;
  readonly end: number;
  /** undefined: it stands at the top of its text. */
  readonly parent: Unit | undefined;
  readonly children: readonly Unit[];
  /** The value, when it is a text as it stands in the file. */
  readonly scalar?: Scalar;
}

interface Scalar {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A text and its units. */
export interface SourceText {
  /** As the scenario names it, from the present folder. */
  readonly path: string;
  readonly text: string;
  /** Those at the top. */
  readonly units: readonly Unit[];
}

/** Deeper than any scenario has something to cut. */
const DEPTH_MAX = 40;

/** The units of the one document of a text; none when it cannot be read. */
export function yamlSource(path: string, text: string): SourceText {
  const units: Unit[] = [];
  const source: SourceText = { path, text, units };
  const documents = parseAllDocuments(text, { schema: 'failsafe', merge: true, uniqueKeys: false });
  const [document] = Array.isArray(documents) ? documents : [];
  if (document?.contents) units.push(...childrenOf(document.contents, source, undefined, 0));
  return source;
}

function childrenOf(
  node: YamlNode | null,
  source: SourceText,
  parent: Unit | undefined,
  depth: number,
): Unit[] {
  if (depth > DEPTH_MAX || node === null) return [];
  if (isMap(node)) {
    const style = node.flow ? 'flow' : 'block';
    return node.items.flatMap((pair) => pairUnit(pair as Pair, style, source, parent, depth));
  }
  if (!isSeq(node)) return [];
  const style = node.flow ? 'flow' : 'block';
  return node.items.flatMap((item) => itemUnit(item as YamlNode | null, style, source, parent, depth));
}

function pairUnit(
  pair: Pair,
  style: UnitStyle,
  source: SourceText,
  parent: Unit | undefined,
  depth: number,
): Unit[] {
  const key = pair.key as YamlNode | null;
  const value = (pair.value ?? null) as YamlNode | null;
  if (!key?.range || !(isScalar(key) || isAlias(key))) return [];
  const start = withProperties(source.text, key.range[0]);
  const name = isScalar(key) ? textOf(key.value) : key.source;
  const base = { source, style, key: name, start, keyEnd: key.range[1], parent };
  return [unitOf(base, value, source, depth)];
}

function itemUnit(
  value: YamlNode | null,
  style: UnitStyle,
  source: SourceText,
  parent: Unit | undefined,
  depth: number,
): Unit[] {
  if (!value?.range) return [];
  const [at] = value.range;
  const start = style === 'flow' ? withProperties(source.text, at) : dashBefore(source.text, at);
  if (start === undefined) return [];
  return [unitOf({ source, style, key: undefined, start, keyEnd: start, parent }, value, source, depth)];
}

type UnitBase = Pick<Unit, 'source' | 'style' | 'key' | 'start' | 'keyEnd' | 'parent'>;

function unitOf(base: UnitBase, value: YamlNode | null, source: SourceText, depth: number): Unit {
  const children: Unit[] = [];
  const scalar = scalarOf(value, source.text);
  const unit = { ...base, children, end: base.keyEnd, ...(scalar && { scalar }) };
  children.push(...childrenOf(value, source, unit, depth + 1));
  const last = children.at(-1);
  const isBlock = last !== undefined && last.style === 'block';
  unit.end = isBlock ? last.end : Math.max(base.keyEnd, trimmedEnd(value, source.text));
  return unit;
}

function scalarOf(value: YamlNode | null, text: string): Scalar | undefined {
  if (!isScalar(value) || !value.range || value.range[0] === value.range[1]) return undefined;
  return { text: textOf(value.value), start: value.range[0], end: trimmedEnd(value, text) };
}

const textOf = (value: unknown): string => (typeof value === 'symbol' ? '<<' : String(value ?? ''));

/** Without the line breaks that belong to a text in several lines. */
function trimmedEnd(value: YamlNode | null, text: string): number {
  if (!value?.range) return 0;
  const [start, end] = value.range;
  return start + text.slice(start, end).trimEnd().length;
}

/** An anchor and a tag stand before a value. */
function withProperties(text: string, at: number): number {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return at - /(?:[&!][^\s,[\]{}]*[ \t]+)*$/.exec(line)![0].length;
}

/** The dash of an item whose value stands behind it, or in a line below. */
function dashBefore(text: string, at: number): number | undefined {
  const before = text.slice(Math.max(0, at - 2000), at);
  const found = /-[ \t]*(?:[&!]\S*[ \t]*)*(?:(?:#[^\n]*)?\r?\n[ \t]*)*(?:[&!]\S*\s+)*$/.exec(before);
  return found ? at - before.length + found.index : undefined;
}

/** The innermost unit that stands at an offset of its text. */
export function unitAt(source: SourceText, offset: number): Unit | undefined {
  let units = source.units;
  let found: Unit | undefined;
  // Bounded by the depth of the tree.
  for (;;) {
    const inside = units.find(({ start, end }) => start <= offset && offset < Math.max(end, start + 1));
    if (inside === undefined) return found;
    found = inside;
    units = inside.children;
  }
}

/** From the top of the text down to it. */
export function wayTo(unit: Unit): readonly Unit[] {
  return unit.parent ? [...wayTo(unit.parent), unit] : [unit];
}

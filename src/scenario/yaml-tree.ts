import {
  type Alias,
  Composer,
  CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  Parser,
  type YAMLError,
  type YAMLMap,
  type Node as YamlNode,
} from 'yaml';
import type { MapEntry, MapNode, Node, Origin, Path, Place, TextNode } from './node.ts';
import { HIDING, type HiddenFlows, hideOneLineFlows, type OneLineFlow } from './one-line-flows.ts';
import { problemAt } from './parse-context.ts';
import { type Problem, quoted } from './problem.ts';

/** Largest scenario file, in characters. */
const textMax = 5_000_000;
const depthMax = 100;
const tooDeep = `more than ${depthMax} levels`;
/** Nodes that aliases may add to a file by being written out. */
const aliasNodesMax = 100_000;
/** Characters that aliases may add in the same way: a template or a title may join them. */
const aliasCharactersMax = 50_000_000;
const documentsMax = 1000;
const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Of a text as large as this, flow maps of one line are read without the parser. */
const LARGE = 100_000;

type ReadTrees = { readonly trees: Node[] } | { readonly problems: Problem[] };

/** The documents of one YAML text as trees of texts, lists and maps; or all that is wrong with it. */
export function readYaml(file: string, text: string, large = LARGE): ReadTrees {
  const refusal = unreadable(text);
  if (refusal) {
    const { start } = beginningOf(file);
    return { problems: [problemAt(start, refusal[0], refusal[1], refusal[2])] };
  }
  return (text.length < large ? undefined : readLarge(file, text)) ?? readWhole(file, text);
}

/** The same with the flow maps of one line hidden from the parser; undefined: it has to see the whole. */
function readLarge(file: string, text: string): ReadTrees | undefined {
  const { counter, origin } = beginningOf(file);
  const hidden = hideOneLineFlows(text, origin, forbiddenKeys);
  if (hidden === undefined) return undefined;
  const { documents = [] } = parsedOrNot(hidden.text, counter);
  if (documents.some(({ errors, warnings }) => errors.length + warnings.length > 0)) return undefined;
  const filled = filledOf(documents);
  if (filled.length > documentsMax) return undefined;
  const problems: Problem[] = [];
  const places = new FlowPlaces(hidden);
  const trees = filled.map((one) => buildTree(one, origin, problems, places));
  return problems.length === 0 && places.areAllFound ? { trees } : undefined;
}

function beginningOf(file: string): { counter: LineCounter; origin: Origin; start: Node } {
  const counter = new LineCounter();
  const origin: Origin = { file, lineAt: (offset) => lineAt(counter, offset) };
  return {
    counter,
    origin,
    start: { kind: 'text', text: '', place: { origin, start: 0, end: 0 }, path: undefined },
  };
}

const filledOf = (documents: readonly Document.Parsed[]): readonly Document.Parsed[] =>
  documents.filter((one) => one.contents !== null && !isBlank(one.contents));

function readWhole(file: string, text: string): ReadTrees {
  const { counter, origin, start } = beginningOf(file);
  const parsed = parsedOrNot(text, counter);
  if (parsed.documents === undefined) {
    const { at } = parsed;
    const node: Node = { ...start, place: { origin, start: at, end: at } };
    return { problems: [problemAt(node, tooDeep, 'a flatter file')] };
  }
  const { documents } = parsed;
  const problems = documents.flatMap((one) =>
    [...one.errors, ...one.warnings].map((it) => syntax(origin, it)),
  );
  if (problems.length > 0) return { problems };

  const filled = filledOf(documents);
  if (filled.length === 0) {
    return { problems: [problemAt(start, 'an empty file', 'a scenario', 'begin with "scenario: <title>"')] };
  }
  if (filled.length > documentsMax) {
    return {
      problems: [problemAt(start, `${filled.length} documents`, `at most ${documentsMax} in one file`)],
    };
  }
  const trees = filled.map((one) => buildTree(one, origin, problems));
  return problems.length > 0 ? { problems } : { trees };
}

/** Where the parser comes to what was hidden from it. */
class FlowPlaces {
  private readonly byStart: HiddenFlows['byStart'];
  private found = 0;
  private isMistaken = false;

  constructor({ byStart }: HiddenFlows) {
    this.byStart = byStart;
  }

  /** Each stood where a value of its own stands: none was part of a comment, of a longer text, or a key. */
  get areAllFound(): boolean {
    return !this.isMistaken && this.found === this.byStart.size;
  }

  /** What is hidden behind a text in quotes. */
  at(yaml: YamlNode, path: Path | undefined, depth: number, isAliased: boolean): Node | undefined {
    if (!isScalar(yaml) || yaml.type !== 'QUOTE_DOUBLE' || !yaml.range) return undefined;
    const flow = this.byStart.get(yaml.range[0]);
    if (flow === undefined) return undefined;
    const isWhole =
      yaml.range[1] === flow.start + HIDING.length &&
      yaml.tag === undefined &&
      depth + flow.depth <= depthMax;
    if (isAliased || path === undefined || !isWhole) this.isMistaken = true;
    else this.put(flow, path);
    return flow.node;
  }

  private put(flow: OneLineFlow, { step, above }: Path): void {
    flow.path.step = step;
    if (above !== undefined) flow.path.above = above;
    this.found += 1;
  }
}

/** Documents are composed by recursion: undefined when a text is too deep for that, and where it is then. */
function parsedOrNot(text: string, lineCounter: LineCounter): Parsed {
  const tokens = [...new Parser(lineCounter.addNewLine).parse(text)];
  const { deepest, at } = depthOf(tokens);
  if (deepest > composedDepthMax) return { documents: undefined, at };
  try {
    const documents = [...new Composer({ ...parserOptions, lineCounter }).compose(tokens)];
    const isTooDeep = ({ message }: YAMLError) => message.includes('call stack');
    if (!documents.some(({ errors }) => errors.some(isTooDeep))) return { documents };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return { documents: undefined, at };
}

type Parsed =
  | { readonly documents: readonly Document.Parsed[] }
  | { readonly documents: undefined; readonly at: number };

const parserOptions = { schema: 'failsafe', merge: true, uniqueKeys: false, prettyErrors: false } as const;

/** Deeper ones are not begun: what goes on near the end of the stack may end the process. */
const composedDepthMax = 500;

/** The levels of tokens, which are made without recursion, and where they are too many first. */
function depthOf(tokens: readonly CST.Token[]): { readonly deepest: number; readonly at: number } {
  const waiting: { readonly token: CST.Token | null | undefined; readonly depth: number }[] = [];
  for (const token of tokens) if (token.type === 'document') waiting.push({ token: token.value, depth: 0 });
  let deepest = 0;
  let first = Number.POSITIVE_INFINITY;
  // Bounded by the tokens of the text.
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { token, depth } = next;
    if (!CST.isCollection(token)) continue;
    deepest = Math.max(deepest, depth);
    if (depth > depthMax) first = Math.min(first, token.offset);
    for (const { key, value } of token.items) {
      if (CST.isCollection(key)) waiting.push({ token: key, depth: depth + 1 });
      if (CST.isCollection(value)) waiting.push({ token: value, depth: depth + 1 });
    }
  }
  return { deepest, at: Number.isFinite(first) ? first : 0 };
}

function unreadable(text: string): [string, string, string?] | undefined {
  if (text.length > textMax) {
    const limit = `at most ${textMax / 1_000_000} MB`;
    return [
      `${(text.length / 1_000_000).toFixed(1)} MB of text`,
      limit,
      'bring large sets of cases in by `import`',
    ];
  }
  if (text.includes('\u0000') || text.includes('\uFFFD')) return ['binary data', 'a YAML text in UTF-8'];
  return undefined;
}

function lineAt(counter: LineCounter, offset: number): { line: number; column: number } {
  if (counter.lineStarts.length === 0) return { line: 1, column: offset + 1 };
  const { line, col } = counter.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

function isBlank(node: YamlNode): boolean {
  return isScalar(node) && node.source === '' && !node.comment;
}

/** The parser's own complaint, in our shape. */
function syntax(origin: Origin, error: YAMLError): Problem {
  const [start, end] = error.pos;
  const place: Place = { origin, start, end };
  const node: Node = { kind: 'text', text: '', place, path: undefined };
  const hint = syntaxHints[error.code];
  return problemAt(node, error.message.replaceAll('\n', ' '), 'valid YAML', hint);
}

const syntaxHints: Readonly<Record<string, string | undefined>> = {
  TAB_AS_INDENT: 'indent with spaces',
  BAD_INDENT: 'items of one level start in the same column',
  BLOCK_AS_IMPLICIT_KEY: 'put quotes around a text that has a colon and a blank in it',
  MULTILINE_IMPLICIT_KEY: 'put quotes around a text that has a colon and a blank in it',
  MISSING_CHAR: 'a quote or bracket is not closed, or a comma is missing',
  TAG_RESOLVE_FAILED: 'every value is a text: write it without a tag',
};

/** Follows aliases and merge keys, and refuses what could harm or hang. */
function buildTree(
  document: Document.Parsed,
  origin: Origin,
  problems: Problem[],
  hidden?: FlowPlaces,
): Node {
  let aliasNodes = 0;
  let aliasCharacters = 0;
  let aliasDepth = 0;
  /** The alias being followed, the one that is written in the document itself. */
  let aliasPlace: Place | undefined;
  let stopped = false;
  /** As far as the document is read: an alias means the last anchor of its name before it. */
  const anchors = new Map<string, YamlNode>();

  const textNode = (text: string, place: Place, path: Path | undefined): TextNode => ({
    kind: 'text',
    text,
    place,
    path,
  });
  const stop = (
    place: Place,
    path: Path | undefined,
    found: string,
    wanted: string,
    hint?: string,
  ): TextNode => {
    const node = textNode('', place, path);
    if (!stopped) problems.push(problemAt(node, found, wanted, hint));
    stopped = true;
    return node;
  };

  function grow(yaml: YamlNode | null, path: Path | undefined, depth: number, fallback: Place): Node {
    const place = placeOf(yaml, fallback);
    if (stopped || yaml === null) return textNode('', place, path);
    if (depth > depthMax) return stop(place, path, tooDeep, 'a flatter file');
    if (aliasDepth > 0) aliasNodes += 1;
    if (aliasDepth > 0 && isScalar(yaml)) aliasCharacters += textOf(yaml.value).length;
    if (aliasNodes > aliasNodesMax) return bomb(place, path, `${aliasNodesMax} values`);
    if (aliasCharacters > aliasCharactersMax) return bomb(place, path, `${aliasCharactersMax} characters`);
    if (isAlias(yaml)) return follow(yaml, path, depth, place);
    remember(yaml);
    const flow = hidden?.at(yaml, path, depth, aliasDepth > 0);
    if (flow !== undefined) return flow;
    if (isScalar(yaml)) return textNode(textOf(yaml.value), place, path);
    if (isSeq(yaml)) {
      const items = yaml.items.map((item, index) =>
        grow(item as YamlNode | null, { step: index, ...above(path) }, depth + 1, place),
      );
      return { kind: 'list', items, place, path };
    }
    return growMap(yaml as YAMLMap, path, depth, place);
  }

  function remember(yaml: YamlNode | null): void {
    if (aliasDepth === 0 && (isScalar(yaml) || isSeq(yaml) || isMap(yaml)) && yaml.anchor !== undefined) {
      anchors.set(yaml.anchor, yaml);
    }
  }

  function bomb(place: Place, path: Path | undefined, limit: string): TextNode {
    const found = `aliases that write out more than ${limit}`;
    return stop(aliasPlace ?? place, path, found, 'fewer aliases', 'an alias of aliases multiplies');
  }

  function follow(alias: Alias, path: Path | undefined, depth: number, place: Place): Node {
    const target = anchors.get(alias.source);
    if (target === undefined)
      return stop(place, path, `*${alias.source}`, `an anchor &${alias.source} before it`);
    if (aliasDepth === 0) aliasPlace = place;
    aliasDepth += 1;
    const node = grow(target, path, depth + 1, place);
    aliasDepth -= 1;
    return node;
  }

  function growMap(yaml: YAMLMap, path: Path | undefined, depth: number, place: Place): MapNode {
    const own = new Map<string, MapEntry>();
    const merged = new Map<string, MapEntry>();
    for (const pair of yaml.items) {
      const key = keyNode(pair, path, place);
      if (key === undefined) continue;
      const value = grow((pair.value ?? null) as YamlNode | null, key.path, depth + 1, key.place);
      if (isMerge(pair)) {
        for (const [name, entry] of mergedEntries(value)) if (!merged.has(name)) merged.set(name, entry);
        continue;
      }
      const first = own.get(key.text);
      if (first) {
        const { line } = origin.lineAt(first.key.place.start);
        problems.push(
          problemAt(key, `${quoted(key.text)} twice`, 'each key once', `it is first in line ${line}`),
        );
        continue;
      }
      own.set(key.text, { key, value });
    }
    const entries = new Map([...merged].filter(([name]) => !own.has(name)));
    for (const [name, entry] of own) entries.set(name, entry);
    return { kind: 'map', entries, place, path };
  }

  function keyNode(pair: Pair, path: Path | undefined, place: Place): TextNode | undefined {
    const yaml = pair.key as YamlNode | null;
    const followed = isAlias(yaml) ? anchors.get(yaml.source) : yaml;
    const where = placeOf(yaml, place);
    remember(yaml);
    if (followed !== null && !isScalar(followed)) {
      const node = textNode('', where, path);
      problems.push(problemAt(node, 'a key that is not a text', 'a text', 'put quotes around "{{…}}"'));
      return undefined;
    }
    const text = textOf(followed?.value);
    const key = textNode(text, where, { step: text, ...above(path) });
    if (forbiddenKeys.has(text)) {
      problems.push(problemAt(key, quoted(text), 'another key', 'not allowed as a key'));
      return undefined;
    }
    return key;
  }

  function mergedEntries(value: Node): Iterable<[string, MapEntry]> {
    if (value.kind === 'map') return value.entries;
    if (value.kind === 'list' && value.items.every((item) => item.kind === 'map')) {
      return value.items.flatMap((item) => [...(item as MapNode).entries]);
    }
    if (!stopped) problems.push(problemAt(value, 'something else', 'a map, or a list of maps, after <<'));
    return [];
  }

  function placeOf(yaml: YamlNode | null | undefined, fallback: Place): Place {
    const range = yaml?.range;
    return range ? { origin, start: range[0], end: range[1] } : fallback;
  }

  return grow(document.contents, undefined, 0, { origin, start: 0, end: 0 });
}

const above = (path: Path | undefined): { above?: Path } => (path === undefined ? {} : { above: path });

function textOf(value: unknown): string {
  if (typeof value === 'symbol') return value.description ?? '';
  return value === null || value === undefined ? '' : String(value);
}

function isMerge(pair: Pair): boolean {
  const { key } = pair;
  return isScalar(key) && typeof key.value === 'symbol';
}

/**
 * Flow maps and lists that stand on one line, such as `{c1: {week: "3"}, c2: {week: "4"}}`, and hold plain words or texts in
 * quotes without escapes. In a large file there may be a hundred thousand of them. They are read here, and the YAML parser sees
 * an empty text in quotes, and blanks, in the place of each: it takes some microseconds and a kilobyte for every word. What is
 * written in any other way is left to the parser.
 */
import type { MapEntry, MapNode, Node, Origin, Path, Place } from './node.ts';

/** One of them, read. */
export interface OneLineFlow {
  readonly start: number;
  readonly end: number;
  readonly node: Node;
  /** The way to it: known once the parser has come to its place. */
  readonly path: { step: string | number; above?: Path };
  /** Levels of maps and lists in it. */
  readonly depth: number;
}

export interface HiddenFlows {
  /** The text, as long as it was, with an empty text in quotes in the place of each. */
  readonly text: string;
  readonly byStart: ReadonlyMap<number, OneLineFlow>;
}

/** What stands in the place of one. */
export const HIDING = '""';

/** Deeper ones are left to the parser, and so are longer keys. */
const DEPTH_MAX = 20;
const KEY_MAX = 1000;

/** What may stand on the line before it. */
const beginning = /(?: *)(?:- +)*(?:(?:[\w-]+|"[^"\\\n]*"): +)?(?=[{[])/y;

/** Hides those of a text; undefined: there is none. */
export function hideOneLineFlows(
  text: string,
  origin: Origin,
  forbidden: ReadonlySet<string>,
): HiddenFlows | undefined {
  const byStart = new Map<number, OneLineFlow>();
  const pieces: string[] = [];
  let copied = 0;
  for (let line = 0; line < text.length; line = lineAfter(text, line)) {
    beginning.lastIndex = line;
    if (!beginning.test(text)) continue;
    const flow = new FlowReader(text, beginning.lastIndex, origin, forbidden).read();
    if (flow === undefined) continue;
    byStart.set(flow.start, flow);
    pieces.push(text.slice(copied, flow.start), HIDING + ' '.repeat(flow.end - flow.start - HIDING.length));
    copied = flow.end;
  }
  if (byStart.size === 0) return undefined;
  pieces.push(text.slice(copied));
  return { text: pieces.join(''), byStart };
}

function lineAfter(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end + 1;
}

class FlowReader {
  private readonly text: string;
  private readonly origin: Origin;
  private readonly forbidden: ReadonlySet<string>;
  private at: number;
  private depth = 0;
  private deepest = 0;
  /** Goes over what it reads, and keeps nothing of it. */
  private isPassing = false;

  constructor(text: string, at: number, origin: Origin, forbidden: ReadonlySet<string>) {
    this.text = text;
    this.at = at;
    this.origin = origin;
    this.forbidden = forbidden;
    this.passed = { kind: 'text', text: '', place: { origin, start: at, end: at }, path: undefined };
  }

  /** undefined: the parser has to read it. */
  read(): OneLineFlow | undefined {
    const start = this.at;
    const path: OneLineFlow['path'] = { step: '' };
    const node = this.value(path);
    const end = this.at;
    return node !== undefined && this.endsLine()
      ? { start, end, node, path, depth: this.deepest }
      : undefined;
  }

  private value(path: Path): Node | undefined {
    const code = this.text.charCodeAt(this.at);
    if (code !== OPEN_MAP && code !== OPEN_LIST) return this.scalar(path);
    this.depth += 1;
    if (this.depth > DEPTH_MAX) return undefined;
    this.deepest = Math.max(this.deepest, this.depth);
    const isLater = code === OPEN_MAP && this.depth > 1 && !this.isPassing;
    const node = isLater ? this.later(path) : code === OPEN_MAP ? this.map(path) : this.list(path);
    this.depth -= 1;
    return node;
  }

  /** A map within another is read when it is asked for: it takes a kilobyte, and there may be a hundred thousand. */
  private later(path: Path): MapNode | undefined {
    const { text, origin, forbidden } = this;
    const start = this.at;
    this.isPassing = true;
    if (this.map(path) === undefined) return undefined;
    this.isPassing = false;
    return new LaterMap(text, this.placeFrom(start), path, () => {
      const reader = new FlowReader(text, start, origin, forbidden);
      reader.depth = 1;
      return reader.map(path)!.entries;
    });
  }

  private map(path: Path): MapNode | undefined {
    const start = this.at;
    const keys = new Keys();
    const entries = this.isPassing ? noEntries : new Map<string, MapEntry>();
    if (this.opensEmpty(CLOSE_MAP)) return { kind: 'map', entries, place: this.placeFrom(start), path };
    do {
      this.skipBlanks();
      const from = this.at;
      const text = this.word();
      if (text === undefined || !this.isKey(text, keys) || !this.passColon()) return undefined;
      keys.add(text);
      if (this.isPassing) {
        if (this.value(path) === undefined) return undefined;
        continue;
      }
      const way = { step: text, above: path };
      const place = { origin: this.origin, start: from, end: from + this.wordLength };
      const value = this.value(way);
      if (value === undefined) return undefined;
      entries.set(text, { key: { kind: 'text', text, place, path: way }, value });
    } while (this.passComma());
    return this.closes(CLOSE_MAP) ? { kind: 'map', entries, place: this.placeFrom(start), path } : undefined;
  }

  private list(path: Path): Node | undefined {
    const start = this.at;
    const items: Node[] = [];
    if (this.opensEmpty(CLOSE_LIST)) return { kind: 'list', items, place: this.placeFrom(start), path };
    do {
      this.skipBlanks();
      const item = this.value({ step: items.length, above: path });
      if (item === undefined) return undefined;
      items.push(item);
    } while (this.passComma());
    return this.closes(CLOSE_LIST) ? { kind: 'list', items, place: this.placeFrom(start), path } : undefined;
  }

  private scalar(path: Path): Node | undefined {
    const start = this.at;
    const text = this.word();
    if (this.isPassing) return text === undefined ? undefined : this.passed;
    return text === undefined ? undefined : { kind: 'text', text, place: this.placeFrom(start), path };
  }

  private wordLength = 0;
  /** What stands for a text that was gone over. */
  private readonly passed: Node;

  /** A plain word or words, or a text in quotes; the place is behind it then. */
  private word(): string | undefined {
    const { text, at } = this;
    const code = text.charCodeAt(at);
    if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) return this.quoted(code);
    const end = plainEnd(text, at);
    if (end === at) return undefined;
    this.at = end;
    this.wordLength = end - at;
    return text.slice(at, end);
  }

  private quoted(mark: number): string | undefined {
    const { text, at } = this;
    let end = at + 1;
    for (let code = text.charCodeAt(end); code !== mark; code = text.charCodeAt(end)) {
      if (!isPlainInQuotes(code)) return undefined;
      end += 1;
    }
    this.at = end + 1;
    this.wordLength = end + 1 - at;
    return text.slice(at + 1, end);
  }

  private isKey(text: string, before: Keys): boolean {
    return text.length <= KEY_MAX && text !== '<<' && !this.forbidden.has(text) && !before.has(text);
  }

  private passColon(): boolean {
    const { text, at } = this;
    if (text.charCodeAt(at) !== COLON || text.charCodeAt(at + 1) !== BLANK) return false;
    this.at = at + 2;
    this.skipBlanks();
    return true;
  }

  private passComma(): boolean {
    this.skipBlanks();
    if (this.text.charCodeAt(this.at) !== COMMA) return false;
    this.at += 1;
    return true;
  }

  private opensEmpty(close: number): boolean {
    this.at += 1;
    this.skipBlanks();
    return this.closes(close);
  }

  private closes(close: number): boolean {
    if (this.text.charCodeAt(this.at) !== close) return false;
    this.at += 1;
    return true;
  }

  private skipBlanks(): void {
    while (this.text.charCodeAt(this.at) === BLANK) this.at += 1;
  }

  private endsLine(): boolean {
    this.skipBlanks();
    if (this.text.charCodeAt(this.at) === CARRIAGE_RETURN) this.at += 1;
    return this.at >= this.text.length || this.text.charCodeAt(this.at) === NEWLINE;
  }

  private placeFrom(start: number): Place {
    return { origin: this.origin, start, end: this.at };
  }
}

/** The keys of a map: mostly there is one. */
class Keys {
  private only: string | undefined;
  private all: Set<string> | undefined;

  has(key: string): boolean {
    return this.all === undefined ? this.only === key : this.all.has(key);
  }

  add(key: string): void {
    if (this.only === undefined) this.only = key;
    else {
      this.all ??= new Set([this.only]);
      this.all.add(key);
    }
  }
}

const noEntries = new Map<string, MapEntry>();

/** A map that is read once more whenever another one was asked for since. */
class LaterMap implements MapNode {
  readonly kind = 'map';
  readonly place: Place;
  readonly path: Path | undefined;
  readonly #text: string;
  readonly #read: () => MapNode['entries'];

  constructor(text: string, place: Place, path: Path, read: () => MapNode['entries']) {
    this.#text = text;
    this.place = place;
    this.path = path;
    this.#read = read;
  }

  get wording(): string {
    return this.#text.slice(this.place.start, this.place.end);
  }

  get entries(): MapNode['entries'] {
    if (last?.map !== this) last = { map: this, entries: this.#read() };
    return last.entries;
  }
}

/** The one that was asked for last: whoever reads a map asks for it several times in a row. */
let last: { readonly map: LaterMap; readonly entries: MapNode['entries'] } | undefined;

const codeOf = (letter: string): number => letter.charCodeAt(0);
const [OPEN_MAP, CLOSE_MAP, OPEN_LIST, CLOSE_LIST] = ['{', '}', '[', ']'].map(codeOf) as [
  number,
  number,
  number,
  number,
];
const [COLON, COMMA, BLANK] = [':', ',', ' '].map(codeOf) as [number, number, number];
const [DOUBLE_QUOTE, SINGLE_QUOTE, BACKSLASH] = ['"', "'", '\\'].map(codeOf) as [number, number, number];
const [NEWLINE, CARRIAGE_RETURN] = ['\n', '\r'].map(codeOf) as [number, number];

/** Where plain words end that begin here; they begin here when it is further on. */
function plainEnd(text: string, from: number): number {
  if (!isWordLetter(text.charCodeAt(from))) return from;
  let end = from + 1;
  for (let at = end; ; at += 1) {
    const code = text.charCodeAt(at);
    if (isWordLetter(code) || code === DASH) end = at + 1;
    else if (code === COLON && isWordLetter(text.charCodeAt(at + 1))) end = at + 1;
    else if (code !== BLANK) return end;
  }
}

const DASH = codeOf('-');

const wordLetters = new Uint8Array(128);
for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.+/()')
  wordLetters[codeOf(letter)] = 1;

/** ASCII letters, and those of most alphabets: in neither are there marks or blanks that YAML knows. */
const isWordLetter = (code: number): boolean =>
  code < 128 ? wordLetters[code] === 1 : (code >= 0xc0 && code < 0x1680) || (code >= 0x3040 && code < 0xd800);

const isPlainInQuotes = (code: number): boolean =>
  code < 128 ? code >= BLANK && code < 127 && code !== BACKSLASH : code > 0xa0 && !isOddInQuotes(code);

/** Separators of lines, and the mark of the byte order. */
const isOddInQuotes = (code: number): boolean => code === 0x2028 || code === 0x2029 || code === 0xfeff;

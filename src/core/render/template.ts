/** Python's format strings as HQ uses them: taken apart by the rules of `string.Formatter`, and filled in. */
import { isDecimals } from '../text/python-text.ts';

/** One root or link of a template: answers names with values, further nodes, or nothing. */
export interface Node {
  /** undefined: missing, `(?)`; null: Python's None; a node alone is `(?)` too. */
  get(name: string): string | null | Node | undefined;
}

interface Roots {
  /** Only where the content is sent in the context of a case. */
  readonly case?: Node | undefined;
  readonly recipient?: Node | undefined;
}

const UNKNOWN = '(?)';
const OUTPUT_LENGTH_MAX = 1_000_000;

const CACHE_MAX = 10_000;
/** Longer texts are taken apart anew each time, so that the cache stays small. */
const CACHED_LENGTH_MAX = 2_000;
const cache = new Map<string, Template>();

/** Fills in a text's variables: Python's format strings as HQ uses them (docs/hq/contacts-and-messages.md#s5-2). */
export function renderTemplate(
  text: string,
  roots: Roots,
  hq: 'exact' | 'tidy' = 'exact',
): { readonly text: string } | { readonly problem: string } {
  const template = compileTemplate(text);
  if ('problem' in template) return template;

  const pieces: string[] = [];
  let length = 0;
  for (const part of template.parts) {
    if (typeof part !== 'string' && part.isConverted && hq === 'tidy')
      return { problem: '!r, !s and !a are not supported' };
    const piece = typeof part === 'string' ? part : valueAt(part.path, roots);
    length += piece.length;
    if (length > OUTPUT_LENGTH_MAX) {
      return { problem: `the text is longer than ${OUTPUT_LENGTH_MAX} characters` };
    }
    pieces.push(piece);
  }
  // One flat text: a text that refers to its pieces takes more room than they do, and is kept as long as the contact's decision.
  return { text: pieces.join('') };
}

/** Takes a text apart; a text that comes again is taken apart once. */
export function compileTemplate(text: string): Template {
  if (text.length > CACHED_LENGTH_MAX) return parseTemplate(text);
  const known = cache.get(text);
  if (known) return known;

  if (cache.size >= CACHE_MAX) cache.clear();
  const template = parseTemplate(text);
  cache.set(text, template);
  return template;
}

function valueAt(path: readonly string[], roots: Roots): string {
  let value = rootNamed(path[0]!, roots);
  for (let index = 1; index < path.length; index += 1) {
    if (value === undefined || value === null || typeof value === 'string') return UNKNOWN;
    value = value.get(path[index]!);
  }
  if (value === null) return 'None';
  return typeof value === 'string' ? value : UNKNOWN;
}

function rootNamed(name: string, roots: Roots): string | null | Node | undefined {
  if (name === 'case') return roots.case;
  return name === 'recipient' ? roots.recipient : undefined;
}

/** A text taken apart: words as they are and paths to fill in, or what Python would raise. */
type Template = { readonly parts: readonly Part[] } | Problem;

type Part = string | Field;

interface Field {
  /** Root first: `case`, `parent`, `name`. */
  readonly path: readonly string[];
  /** Had `!r`, `!s` or `!a`: Python would print an object. */
  readonly isConverted: boolean;
}

interface Problem {
  readonly problem: string;
}

/** A field and where the text goes on. */
interface FieldAt {
  readonly field: Field;
  readonly end: number;
}

/** A format spec may hold fields, and theirs may not hold any more (string.Formatter's recursion). */
const SPEC_DEPTH_MAX = 2;
const MARKUP = /[{}]/g;
const NAME_END = /[{}[:!]/g;
const CONVERSIONS = 'rsa';

/** Reads Python's format strings by the rules of `string.Formatter().vformat(text, [], roots)`. */
function parseTemplate(text: string, depth = SPEC_DEPTH_MAX): Template {
  const parts: Part[] = [];
  let words = '';
  let index = 0;
  while (index < text.length) {
    const markup = find(MARKUP, text, index);
    words += text.slice(index, markup);
    if (markup === text.length) break;
    const brace = text[markup]!;
    if (text[markup + 1] === brace) {
      words += brace;
      index = markup + 2;
      continue;
    }
    if (brace === '}' || markup + 1 === text.length) {
      return { problem: `Single '${brace}' encountered in format string` };
    }
    if (depth === 0) return { problem: 'Max string recursion exceeded' };
    const read = fieldAt(text, markup + 1, depth);
    if ('problem' in read) return read;
    if (words !== '') parts.push(words);
    words = '';
    parts.push(read.field);
    index = read.end;
  }
  if (words !== '') parts.push(words);
  return { parts };
}

/** Reads one field; `start` is just behind its opening brace. */
function fieldAt(text: string, start: number, depth: number): FieldAt | Problem {
  const nameEnd = find(NAME_END, text, start);
  const stop = text[nameEnd];
  if (stop === undefined) return { problem: "expected '}' before end of string" };
  if (stop === '{') return { problem: "unexpected '{' in field name" };
  if (stop === '[') return { problem: 'an index ([…]) cannot be filled in' };

  const path = pathFrom(text.slice(start, nameEnd));
  if ('problem' in path) return path;
  if (stop === '}') return { field: { path, isConverted: false }, end: nameEnd + 1 };

  const isConverted = stop === '!';
  const tail = isConverted ? conversionEnd(text, nameEnd + 1) : nameEnd;
  if (typeof tail !== 'number') return tail;
  if (text[tail] === '}') return { field: { path, isConverted }, end: tail + 1 };
  const end = specEnd(text, tail + 1, depth);
  return typeof end === 'number' ? { field: { path, isConverted }, end } : end;
}

function pathFrom(name: string): readonly string[] | Problem {
  const path = name.split('.');
  if (name === '' || isDecimals(path[0]!)) return { problem: 'no positional values can be filled in' };
  if (path.includes('', 1)) return { problem: 'Empty attribute in format string' };
  return path;
}

/** Checks the one letter after `!`; gives the place of the `}` or `:` behind it. */
function conversionEnd(text: string, at: number): number | Problem {
  const letter = text[at];
  if (letter === undefined) return { problem: 'end of string while looking for conversion specifier' };
  const next = text[at + 1];
  if (next !== undefined && next !== '}' && next !== ':') {
    return { problem: "expected ':' after conversion specifier" };
  }
  if (next === undefined) return { problem: "unmatched '{' in format spec" };
  return CONVERSIONS.includes(letter) ? at + 1 : { problem: `Unknown conversion specifier '${letter}'` };
}

/** A format spec is ignored, but Python reads it as a template of its own: it can still be wrong. */
function specEnd(text: string, start: number, depth: number): number | Problem {
  let open = 1;
  for (let at = find(MARKUP, text, start); at < text.length; at = find(MARKUP, text, at + 1)) {
    open += text[at] === '{' ? 1 : -1;
    if (open > 0) continue;
    const spec = parseTemplate(text.slice(start, at), depth - 1);
    return 'problem' in spec ? spec : at + 1;
  }
  return { problem: "unmatched '{' in format spec" };
}

/** Where the pattern next matches; the text's length when it does not. */
function find(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}

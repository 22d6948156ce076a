import { isDecimals } from '../text/python-text.ts';

/** A text taken apart: words as they are and paths to fill in, or what Python would raise. */
export type Template = { readonly parts: readonly Part[] } | Problem;

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
export function parseTemplate(text: string, depth = SPEC_DEPTH_MAX): Template {
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

import { parseTemplate, type Template } from './template-parser.ts';

/** One root or link of a template: answers names with values, further nodes, or nothing. */
export interface Node {
  /** undefined: missing, `(?)`; null: Python's None; a node alone is `(?)` too. */
  get(name: string): string | null | Node | undefined;
}

export interface Roots {
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

  let out = '';
  for (const part of template.parts) {
    if (typeof part === 'string') out += part;
    else if (part.isConverted && hq === 'tidy') return { problem: '!r, !s and !a are not supported' };
    else out += valueAt(part.path, roots);
    if (out.length > OUTPUT_LENGTH_MAX) {
      return { problem: `the text is longer than ${OUTPUT_LENGTH_MAX} characters` };
    }
  }
  return { text: out };
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

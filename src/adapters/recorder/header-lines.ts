/** The header of what came, line by line: names as they were written, in their order, repeated ones too. */
import { textOfBytes } from '../../core/mail/charset.ts';
import { MAIL_LIMITS } from '../../core/mail/reader.ts';
import type { Recorded } from './recorded.ts';

export interface HeaderLine {
  readonly name: string;
  /** A folded one is joined. */
  readonly value: string;
}

/** The blank line between headers and body. */
export function endOfHead(text: string): { readonly from: number; readonly to: number } {
  const found = /^\r?\n|\r?\n\r?\n/.exec(text);
  if (found === null) return { from: text.length, to: text.length };
  return { from: found.index, to: found.index + found[0].length };
}

/** Those of a mail, as many as its reader takes apart. */
export function mailHeaderLines(head: string): readonly HeaderLine[] {
  const { from } = endOfHead(head);
  const lines = head
    .slice(0, Math.min(from, MAIL_LIMITS.head))
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/, MAIL_LIMITS.lines);
  const found: HeaderLine[] = [];
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim();
    if (name !== '') found.push({ name, value: line.slice(colon + 1).trim() });
  }
  return found;
}

/** What an HTTP request's `headers` lack: `rawHeaders` has names and values alternately. */
export function httpHead(
  rawHeaders: readonly string[],
  headers: Readonly<Record<string, unknown>>,
): string | undefined {
  if (isLike(lastUnrepeated.rawHeaders, rawHeaders)) return lastUnrepeated.head;
  const asWritten = rawHeaders.filter((_, at) => at % 2 === 0);
  if (Object.keys(headers).length === asWritten.length) {
    const head = asWritten.map((name) => `${name}\n`).join('');
    lastUnrepeated = { rawHeaders, head };
    return head;
  }
  let head = '';
  const names = asWritten.map((name) => name.toLowerCase());
  for (const [at, key] of names.entries()) {
    const isRepeated = names.indexOf(key) !== names.lastIndexOf(key);
    head += isRepeated ? `${rawHeaders[2 * at]}: ${rawHeaders[2 * at + 1]}\n` : `${rawHeaders[2 * at]}\n`;
  }
  return head;
}

/** A client sends the same names with every request. */
let lastUnrepeated: { readonly rawHeaders: readonly string[]; readonly head: string } = {
  rawHeaders: [],
  head: '',
};

/** Whether all names are the same, in the same order. */
function isLike(one: readonly string[], other: readonly string[]): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at += 2) if (one[at] !== other[at]) return false;
  return true;
}

/** Those of an exchange; without what stands only in the envelope of a mail. */
export function headerLines({ request, raw, head }: Recorded): readonly HeaderLine[] {
  const { method, headers } = request;
  if (method !== 'MAIL') return head === undefined ? linesOfHeaders(headers) : linesOfHead(head, headers);
  if (head !== undefined) return mailHeaderLines(head);
  if (raw === undefined)
    return linesOfHeaders(headers).map(({ name, value }) => ({ name: titled(name), value }));
  const text = Buffer.from(raw, 'base64').toString('latin1');
  return mailHeaderLines(textOfBytes(text.slice(0, Math.min(endOfHead(text).to, MAIL_LIMITS.head))));
}

/** Name, as it was first written → values. */
export function groupedHeaders(lines: readonly HeaderLine[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, { readonly name: string; readonly values: string[] }>();
  for (const { name, value } of lines) {
    const key = name.toLowerCase();
    const group = groups.get(key) ?? { name, values: [] };
    group.values.push(value);
    groups.set(key, group);
  }
  return new Map([...groups.values()].map(({ name, values }) => [name, values]));
}

const linesOfHeaders = (headers: Readonly<Record<string, string>>): readonly HeaderLine[] =>
  Object.entries(headers)
    .filter(([name]) => name !== 'envelope-from')
    .map(([name, value]) => ({ name, value }));

function linesOfHead(head: string, headers: Readonly<Record<string, string>>): readonly HeaderLine[] {
  const lines = head.split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const colon = line.indexOf(': ');
    if (colon >= 0) return { name: line.slice(0, colon), value: line.slice(colon + 2) };
    return { name: line, value: headers[line.toLowerCase()] ?? '' };
  });
}

/** `message-id` → `Message-ID`. */
export const titled = (name: string): string =>
  name
    .replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase())
    .replace(/-Id$/, '-ID')
    .replace(/^Mime-/, 'MIME-');

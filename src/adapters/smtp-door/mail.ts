import type { Readable } from 'node:stream';
import type { WireRequest } from '../../core/model/wire.ts';

const HEADERS_MAX = 200;

/** A mail to one of its recipients, told as one request. */
export function mailRequest(sender: string, recipient: string, text: string): WireRequest {
  const end = endOfHead(text);
  const headers = headersOf(text.slice(0, end.from));
  headers['envelope-from'] = sender;
  return { method: 'MAIL', path: recipient, headers, body: text.slice(end.to) };
}

/** The blank line between headers and body. */
function endOfHead(text: string): { readonly from: number; readonly to: number } {
  const found = /\r?\n\r?\n/.exec(text);
  if (found === null) return { from: text.length, to: text.length };
  return { from: found.index, to: found.index + found[0].length };
}

/** Header lines, folded ones joined; the first of a name counts. */
function headersOf(head: string): Record<string, string> {
  const headers: Record<string, string> = {};
  if (head === '') return headers;
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/, HEADERS_MAX);
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    if (name === '' || name === '__proto__' || Object.hasOwn(headers, name)) continue;
    headers[name] = line.slice(colon + 1).trim();
  }
  return headers;
}

/** Reads a mail to its end; undefined: it is larger than the limit. `onBytes` hears how far it is. */
export function collect(
  stream: Readable & { readonly sizeExceeded?: boolean },
  limit: number,
  onBytes: (text: () => string, size: number) => void,
  done: (text: string | undefined) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  const text = (): string =>
    (chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)).toString('utf8');
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    onBytes(text, size);
  });
  stream.on('end', () => done(stream.sizeExceeded || size > limit ? undefined : text()));
}

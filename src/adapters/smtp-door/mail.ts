import type { Readable } from 'node:stream';
import type { WireRequest } from '../../core/model/wire.ts';

const HEADERS_MAX = 200;

/** A mail to one of its recipients, told as one request. */
export function mailRequest(sender: string, recipient: string, text: string): WireRequest {
  const end = text.search(/\r?\n\r?\n/);
  const head = end < 0 ? text : text.slice(0, end);
  const body = end < 0 ? '' : text.slice(end).replace(/^\r?\n\r?\n/, '');
  return { method: 'MAIL', path: recipient, headers: { ...headersOf(head), 'envelope-from': sender }, body };
}

/** Header lines, folded ones joined; the first of a name counts. */
function headersOf(head: string): Record<string, string> {
  const headers: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const line of head
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .slice(0, HEADERS_MAX)) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    headers[name] ??= line.slice(colon + 1).trim();
  }
  return { ...headers };
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
  const text = (): string => Buffer.concat(chunks).toString('utf8');
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    onBytes(text, size);
  });
  stream.on('end', () => done(stream.sizeExceeded || size > limit ? undefined : text()));
}

/**
 * What no mail may hold: a line end of half a pair lets two servers disagree on where a mail ends (SMTP
 * smuggling), and NUL ends strings elsewhere.
 */
export function unsoundIn(text: string): string | undefined {
  if (/(?<!\r)\n/.test(text)) return 'bare <LF> received';
  if (/\r(?!\n)/.test(text)) return 'bare <CR> received';
  return text.includes('\0') ? 'NUL received' : undefined;
}

/** A mail as it came, and as a request to the gateway: its headers and its body. */
import { isUtf8 } from 'node:buffer';
import type { Readable } from 'node:stream';
import { MAIL_LIMITS } from '../../core/mail/reader.ts';
import type { WireRequest } from '../../core/model/wire.ts';
import { endOfHead } from '../recorder/mail-head.ts';

export interface Mail {
  /** Names in lower case; the first of a name counts. */
  readonly headers: WireRequest['headers'];
  readonly body: string;
  /** The whole mail, base64, where headers and body do not tell all of it. */
  readonly raw: string | undefined;
}

export const NO_MAIL: Mail = { headers: {}, body: '', raw: undefined };

export function mailFrom(bytes: Buffer, text = bytes.toString('utf8')): Mail {
  const end = endOfHead(text);
  const { headers, isAll } = headersOf(text.slice(0, end.from));
  const raw = isAll && isUtf8(bytes) ? undefined : bytes.toString('base64');
  return { headers, body: text.slice(end.to), raw };
}

/** A mail to one of its recipients, told as one request. */
export const mailRequest = (sender: string, recipient: string, { headers, body }: Mail): WireRequest => ({
  method: 'MAIL',
  path: recipient,
  headers: { ...headers, 'envelope-from': sender },
  body,
});

/** Header lines, folded ones joined; the first of a name counts. */
function headersOf(head: string): { readonly headers: Record<string, string>; readonly isAll: boolean } {
  const headers: Record<string, string> = {};
  if (head === '') return { headers, isAll: true };
  const lines = head
    .slice(0, MAIL_LIMITS.head)
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/, MAIL_LIMITS.lines + 1);
  let isAll = head.length <= MAIL_LIMITS.head && lines.length <= MAIL_LIMITS.lines;
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    if (name === '' || name === '__proto__' || Object.hasOwn(headers, name)) {
      isAll = false;
      continue;
    }
    headers[name] = line.slice(colon + 1).trim();
  }
  return { headers, isAll };
}

/** Reads a mail to its end; undefined: it is larger than the limit. `onBytes` hears how far it is. */
export function collect(
  stream: Readable & { readonly sizeExceeded?: boolean },
  limit: number,
  onBytes: (bytes: () => Buffer, size: number) => void,
  done: (bytes: Buffer | undefined) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  const bytes = (): Buffer => (chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    onBytes(bytes, size);
  });
  stream.on('end', () => done(stream.sizeExceeded || size > limit ? undefined : bytes()));
}

import type { Handover } from '../../src/core/model/answer.ts';
import type { WireRequest } from '../../src/core/model/wire.ts';
import { transferDecoded } from './transfer-encoding.ts';

const PLAIN = 'text/plain; charset="utf-8"';
const HTML = 'text/html; charset="utf-8"';
const CRLF = '\r\n';

/** The mail that HQ hands to its server: plain text, or text and html as alternatives. */
export function mailOf({ id, to, subject, text, html }: Handover, sender: string): WireRequest {
  const boundary = `=_${id}`;
  const isRich = html !== undefined && html !== '';
  return {
    method: 'MAIL',
    path: to,
    headers: {
      'envelope-from': sender,
      'mime-version': '1.0',
      'content-type': isRich ? `multipart/alternative; boundary="${boundary}"` : PLAIN,
      subject: subject ?? '',
      from: sender,
      to,
      'x-commcarehq-message-id': id,
    },
    body: isRich ? alternatives(text, html, boundary) : text,
  };
}

function alternatives(text: string, html: string, boundary: string): string {
  const part = (type: string, body: string): string =>
    `--${boundary}${CRLF}content-type: ${type}${CRLF}${CRLF}${body}${CRLF}`;
  return `${part(PLAIN, text)}${part(HTML, html)}--${boundary}--${CRLF}`;
}

/** Parts within parts that are looked into. */
const DEPTH_MAX = 5;

/** The text of a mail: its body, or that of its first part; decoded as its headers say. */
export function textOf(headers: WireRequest['headers'], body: string, depth = 0): string {
  const type = headers['content-type'] ?? '';
  const boundary = /^\s*multipart\/.*boundary="?([^";]+)"?/is.exec(type)?.[1];
  if (boundary === undefined || depth === DEPTH_MAX) {
    return transferDecoded(body, headers['content-transfer-encoding'] ?? '', type);
  }
  const marker = `--${boundary}`;
  const opened = body.indexOf(marker);
  const start = body.indexOf(CRLF + CRLF, opened);
  if (opened === -1 || start === -1) return '';
  const end = body.indexOf(CRLF + marker, start + 4);
  const part = body.slice(start + 4, end === -1 ? body.length : end);
  return textOf(partHeaders(body.slice(opened + marker.length, start)), part, depth + 1);
}

function partHeaders(head: string): WireRequest['headers'] {
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split(/\r?\n/);
  const named = (name: string): string => {
    const line = lines.find((each) => each.toLowerCase().startsWith(`${name}:`));
    return line?.slice(name.length + 1).trim() ?? '';
  };
  return {
    'content-type': named('content-type'),
    'content-transfer-encoding': named('content-transfer-encoding'),
  };
}

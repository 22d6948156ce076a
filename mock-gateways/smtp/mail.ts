import type { Handover } from '../../src/core/model/answer.ts';
import type { WireRequest } from '../../src/core/model/wire.ts';

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

/** A mail as it came, and as a request to the gateway: its headers and its body. */
import { isUtf8 } from 'node:buffer';
import { textOfBytes } from '../../core/mail/charset.ts';
import type { WireRequest } from '../../core/model/wire.ts';
import { endOfHead, mailHeaderLines } from '../recorder/header-lines.ts';
import type { RawRequest } from '../recorder/recorded.ts';

export interface Mail extends RawRequest {
  /** Names in lower case; the first of a name counts. */
  readonly headers: WireRequest['headers'];
  readonly body: string;
  /** Each character of the body is a byte: the mail is no UTF-8. */
  readonly isBytes?: true;
}

export const NO_MAIL: Mail = { headers: {}, body: '' };

/** Of the sender in the envelope, as a header beside those of the mail. */
const SENDER = 'envelope-from';

/** A mail and its text: read as UTF-8, or each byte as a character where it is none. */
interface ReadMail {
  readonly bytes: Buffer;
  readonly text: string;
  readonly isText: boolean;
}

export function readBytes(bytes: Buffer): ReadMail {
  const isText = isUtf8(bytes);
  return { bytes, text: bytes.toString(isText ? 'utf8' : 'latin1'), isText };
}

export function mailFrom({ bytes, text, isText }: ReadMail, sender: string): Mail {
  const end = endOfHead(text);
  const head = text.slice(0, end.to);
  const body = text.slice(end.to);
  if (isText) return { headers: headersIn(head, sender), body, head };
  const headers = headersIn(textOfBytes(head), sender);
  return { headers, body, isBytes: true, raw: bytes.toString('base64') };
}

/** A mail to one of its recipients, as one request. */
export const mailRequest = (
  sender: string,
  recipient: string,
  { headers, body, isBytes }: Mail,
): WireRequest => ({
  method: 'MAIL',
  path: recipient,
  headers: headers[SENDER] === sender ? headers : { ...headers, [SENDER]: sender },
  body,
  ...(isBytes && { isBytes }),
});

/** The first of a name counts. */
function headersIn(head: string, sender: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const { name, value } of mailHeaderLines(head)) {
    const key = name.toLowerCase();
    if (key !== '__proto__' && !Object.hasOwn(headers, key)) headers[key] = value;
  }
  headers[SENDER] = sender;
  return headers;
}

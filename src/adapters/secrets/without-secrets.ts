/** Exchanges as they may be shown or written down. The words of a mail, and of an SMS, are left as they are. */
import type { WireFailure, WireRequest, WireResponse } from '../../core/model/wire.ts';
import type { Recorded } from '../recorder/recorded.ts';
import { hideInBody, hideInHeaders, hideInUrl, type Known } from './hide-in-text.ts';

export function withoutSecrets(recorded: Recorded): Recorded {
  const { request, response, raw, head, text, to } = recorded;
  if (isMail(request)) return recorded;
  const known = { message: text };
  const redacted = requestWithoutSecrets(request, known);
  return {
    ...recorded,
    request: redacted,
    // The kind `test` takes the whole path for the number, and the whole body for the text.
    to: to === request.path ? redacted.path : to,
    text: text === request.body && /^\s*[{[<]/.test(text) ? redacted.body : text,
    response: responseWithoutSecrets(response, known),
    ...(raw !== undefined && { raw: bytesWithoutSecrets(raw, known) }),
    ...(head !== undefined && { head: headWithoutSecrets(head, known) }),
  };
}

/** A mail, or a bounce of one: its path is an address, and its words stay as they are. */
const isMail = ({ method }: WireRequest): boolean => method === 'MAIL' || method === 'BOUNCE';

export function requestWithoutSecrets(request: WireRequest, known: Known = {}): WireRequest {
  if (isMail(request)) return request;
  return {
    ...request,
    path: hideInUrl(request.path, known),
    headers: hideInHeaders(request.headers, known),
    body: hideInBody(request.body, known),
  };
}

/** What was answered, or why nothing was. */
export function responseWithoutSecrets<T extends WireResponse | WireFailure>(
  response: T,
  known: Known = {},
): T {
  if (!('headers' in response)) return response;
  const { headers, body } = response;
  return { ...response, headers: hideInHeaders(headers, known), body: hideInBody(body, known) };
}

/** The lines of an HTTP request's header that hold a value. */
export function headWithoutSecrets(head: string, known: Known = {}): string {
  if (!head.includes(':')) return head;
  return head.replace(/^([^:\n]+): (.*)$/gm, (_, name: string, value: string) => {
    const key = name.toLowerCase();
    return `${name}: ${hideInHeaders({ [key]: value }, known)[key]}`;
  });
}

/** Bytes in base64. */
export function bytesWithoutSecrets(raw: string, known: Known = {}): string {
  const text = Buffer.from(raw, 'base64').toString('latin1');
  return Buffer.from(hideInBody(text, known), 'latin1').toString('base64');
}

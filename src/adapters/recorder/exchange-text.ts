/** An exchange written as one text and the lengths of its parts; the answer's body, the longest, comes last. */
import type { WireRequest } from '../../core/model/wire.ts';
import type { Recorded } from './recorded.ts';

/** How many texts an exchange has. */
export const PARTS = 17;

const REQUEST_BODY = 6;
/** In the place of a length: a plain mail's text is its body, and is written once. */
const SAME_AS_BODY = 0xffffffff;

type Headers = WireRequest['headers'];

/**
 * All but the numbers, the codes and the answer's body. An absent text is blank: none of those that may lack is
 * ever blank.
 */
export function textOf(recorded: Recorded, lengths: Uint32Array, first: number): string {
  const { request, response } = recorded;
  const gateway = recorded.gateway ?? '';
  const kind = recorded.kind ?? '';
  const requestHead = linesOf(request.headers);
  const status = String(response.status);
  const responseHead = knownLinesOf(response.headers);
  const raw = recorded.raw ?? '';
  const fault = recorded.fault ?? '';
  const head = recorded.head ?? '';
  const gatewayId = recorded.gatewayId ?? '';
  const sameMailAs = recorded.sameMailAs ?? '';
  lengths[first] = recorded.id.length;
  lengths[first + 1] = gateway.length;
  lengths[first + 2] = kind.length;
  lengths[first + 3] = request.method.length;
  lengths[first + 4] = request.path.length;
  lengths[first + 5] = requestHead.length;
  lengths[first + 6] = request.body.length;
  lengths[first + 7] = status.length;
  lengths[first + 8] = responseHead.length;
  lengths[first + 9] = recorded.to.length;
  lengths[first + 10] = recorded.from.length;
  const isBody = recorded.text === request.body;
  lengths[first + 11] = isBody ? SAME_AS_BODY : recorded.text.length;
  lengths[first + 12] = raw.length;
  lengths[first + 13] = fault.length;
  lengths[first + 14] = head.length;
  lengths[first + 15] = gatewayId.length;
  lengths[first + 16] = sameMailAs.length;
  const asked = recorded.id + gateway + kind + request.method + request.path + requestHead + request.body;
  const addressesAndText = recorded.to + recorded.from + (isBody ? '' : recorded.text);
  return asked + status + responseHead + addressesAndText + raw + fault + head + gatewayId + sameMailAs;
}

/** What `textOf` has written, and the body behind it. */
export function partsOf(text: string, lengths: Uint32Array) {
  const parts: string[] = [];
  let offset = 0;
  for (const length of lengths) {
    if (length === SAME_AS_BODY) {
      parts.push(parts[REQUEST_BODY] ?? '');
      continue;
    }
    parts.push(text.slice(offset, offset + length));
    offset += length;
  }
  const [id = '', gateway, kind, method = '', path = '', requestHead = '', requestBody = ''] = parts;
  const [
    status,
    responseHead = '',
    to = '',
    from = '',
    addressesAndText = '',
    raw,
    fault,
    head,
    gatewayId,
    sameMailAs,
  ] = parts.slice(7);
  return {
    id,
    gateway: gateway || undefined,
    kind: kind || undefined,
    request: { method, path, headers: headersFrom(requestHead), body: requestBody },
    response: { status: Number(status), headers: headersFrom(responseHead), body: text.slice(offset) },
    to,
    from,
    text: addressesAndText,
    ...(raw && { raw }),
    ...(fault && { fault }),
    ...(head && { head }),
    ...(gatewayId && { gatewayId }),
    ...(sameMailAs && { sameMailAs }),
  };
}

/** Names and values by turns. Neither can hold a line's end. */
function linesOf(headers: Headers): string {
  let lines = '';
  for (const name in headers) lines += `${name}\n${headers[name]}\n`;
  return lines;
}

const headerTexts = new WeakMap<Headers, string>();

/** Gateway kinds answer with the same few header objects. */
function knownLinesOf(headers: Headers): string {
  let lines = headerTexts.get(headers);
  if (lines === undefined) {
    lines = linesOf(headers);
    headerTexts.set(headers, lines);
  }
  return lines;
}

function headersFrom(lines: string): Headers {
  const parts = lines.split('\n');
  const headers: Record<string, string> = {};
  for (let index = 0; index + 1 < parts.length; index += 2)
    headers[parts[index] ?? ''] = parts[index + 1] ?? '';
  return headers;
}

/** Requests that the HTTP server rejects: their responses, and what is recorded of them. */
import type { IncomingMessage } from 'node:http';
import type { WireRequest, WireResponse } from '../../core/model/wire.ts';

/** Of an address that is too long, so much is kept. */
const PATH_KEPT = 500;
const ABSOLUTE = /^[a-z][a-z\d+.-]*:\/\//i;

export const wrongHost = (): WireResponse =>
  problem(403, 'this Host is not served here', 'use http://127.0.0.1 and the port');

/** To a page of somewhere else that is open in a browser of this machine. */
export const foreignPage = (): WireResponse =>
  problem(403, 'a page of another origin is not served', 'ask from this machine');

/** To a request that two servers might read in two ways. */
export const ambiguous = (why: string): WireResponse => closing(problem(400, why));

export const tooLong = (max: number): WireResponse =>
  problem(414, `an address of at most ${max} characters is read`);

/** To a client that waits for something that no server here does. */
export const unexpected = (): WireResponse =>
  closing(problem(417, 'the header Expect asks for something that is not done', 'leave it out'));

/** Of one connection; it is closed without a word. */
export const tooMany = (): WireResponse => problem(503, 'too many requests of this connection wait already');

/** The rest of the body is not waited for. */
export const tooLarge = (max: number): WireResponse =>
  closing(problem(413, `a body of at most ${max} bytes is read`));

/** Nobody can look for secrets in such a body, so it is not kept. */
export const badEncoding = (): WireResponse =>
  problem(415, 'the body is not what its content-encoding says', 'gzip, deflate and br are read');

const closing = ({ status, headers, body }: WireResponse): WireResponse => ({
  status,
  headers: { ...headers, connection: 'close' },
  body,
});

/** To a client that uses this server as its proxy. */
export const notAProxy = (): WireResponse =>
  problem(
    421,
    'this is the gateways’ own port and no proxy',
    'drysend gateways --proxy-port 4880 opens one; or call http://127.0.0.1:PORT/<NAME>/…',
  );

/** Whether a whole address is asked for, as proxies are. */
export const isProxyRequest = ({ url = '' }: IncomingMessage): boolean =>
  !url.startsWith('/') && ABSOLUTE.test(url);

/** A request as it is kept; its body has not been read. */
export function rejectedRequest({ method, url, headers }: IncomingMessage): WireRequest {
  // Of the headers that node gives, only set-cookie may be a list, and that is no request's.
  const given = headers as WireRequest['headers'];
  return { method: method ?? '', path: (url ?? '').slice(0, PATH_KEPT), headers: given, body: '' };
}

/** To what is no request, or not complete in time, by Node's error. */
export function unreadable({ code }: NodeJS.ErrnoException): WireResponse {
  if (code === 'HPE_HEADER_OVERFLOW') return problem(431, 'the headers are too long');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return problem(408, 'the request took too long to come');
  return problem(400, `this is no HTTP request${code === undefined ? '' : ` (${code})`}`);
}

/** What there is to keep of it: the method and the path, if it began with them. */
export function beginningOf(error: Error): WireRequest {
  const { rawPacket } = error as { readonly rawPacket?: Buffer };
  const begin = rawPacket?.toString('latin1', 0, PATH_KEPT) ?? '';
  const [, method = '', path = ''] = /^([A-Z]{1,20}) (\S+)/.exec(begin) ?? [];
  return { method, path, headers: {}, body: '' };
}

function problem(status: number, error: string, hint?: string): WireResponse {
  const body = JSON.stringify({ error, ...(hint !== undefined && { hint }) });
  return { status, headers: { 'content-type': 'application/json' }, body };
}

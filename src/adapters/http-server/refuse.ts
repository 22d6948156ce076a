import type { IncomingMessage, ServerResponse } from 'node:http';

/** Responds with JSON: what is wrong, and how to correct it. */
export function refuse(response: ServerResponse, status: number, error: string, hint?: string): void {
  sendJson(response, status, problemOf(error, hint));
}

/** An answer of JSON, unless one has begun: then there is none any more. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = JSON.stringify(value);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

/** What is wrong, and what would mend it. */
export const problemOf = (error: string, hint: string | undefined) => ({
  error,
  ...(hint !== undefined && { hint }),
});

/** Names that mean this machine; a page elsewhere that resolves to it (DNS rebinding) does not get in. */
const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])(?::\d{1,5})?$/i;

/** Whether the Host header names this machine, or another host that is served here. */
export function isForUs({ headers }: IncomingMessage, alsoHosts: ReadonlySet<string>): boolean {
  const { host } = headers;
  if (host === undefined) return false;
  if (host === lastLoopback) return true;
  if (LOOPBACK.test(host)) {
    lastLoopback = host;
    return true;
  }
  return alsoHosts.has(host.toLowerCase());
}

/** Clients seldom change it. */
let lastLoopback: string | undefined;

const LOOPBACK_ORIGIN = /^https?:\/\/(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])(?::\d{1,5})?$/i;

/**
 * Whether a browser asks for a page of somewhere else: that could otherwise read or wipe what came, and let a
 * gateway call addresses of this machine. Programs send neither `Origin` nor `Sec-Fetch-Site`.
 */
export function isOfForeignPage({ headers }: IncomingMessage): boolean {
  const { origin } = headers;
  if (origin !== undefined) return !LOOPBACK_ORIGIN.test(origin);
  return headers['sec-fetch-site'] === 'cross-site';
}

/** Why two servers might read a request in two ways; what Node's own parser refuses does not come this far. */
export function ambiguityIn({ rawHeaders, httpVersion, headers }: IncomingMessage): string | undefined {
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (name.length === HOST.length && name.toLowerCase() === HOST) hosts += 1;
  }
  if (hosts > 1) return 'two Host headers';
  const coding = headers['transfer-encoding'];
  if (coding === undefined) return undefined;
  if (httpVersion === '1.0') return 'Transfer-Encoding in HTTP/1.0';
  return coding.toLowerCase() === 'chunked' ? undefined : 'a Transfer-Encoding other than chunked';
}

const HOST = 'host';

import type { IncomingMessage, ServerResponse } from 'node:http';

/** A JSON answer that says what is wrong, what was wanted and what would mend it. */
export function refuse(response: ServerResponse, status: number, error: string, hint?: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = JSON.stringify({ error, ...(hint !== undefined && { hint }) });
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

/** Names that mean this machine; a page elsewhere that resolves to it (DNS rebinding) does not get in. */
const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])(?::\d{1,5})?$/i;

/** Whether the Host header names this machine, or a host that the door stands in for. */
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

/** Which host a request is for, and which path there. */
import type { IncomingMessage } from 'node:http';
import { hostIn } from './hosts.ts';

export interface Target {
  readonly host: string;
  /** Path and query. */
  readonly path: string;
}

const PROXY_HEADER = /^proxy-/i;
const ABSOLUTE = /^https?:\/\/([^/?#]*)([^#]*)/i;

/**
 * The target of a request to a proxy, or of one inside a tunnel: there a bare path goes to the host that the request
 * names. `undefined`: it names none, or not in a proxy's way.
 */
export function targetOf({ url = '', headers }: IncomingMessage, isTunnelled: boolean): Target | undefined {
  const absolute = ABSOLUTE.exec(url);
  if (absolute !== null) return target(absolute[1] ?? '', pathFrom(absolute[2] ?? ''));
  return isTunnelled && url.startsWith('/') ? target(headers.host ?? '', url) : undefined;
}

function target(authority: string, path: string): Target | undefined {
  const host = hostIn(authority);
  return host === undefined ? undefined : { host, path };
}

/** `http://host?query` asks for the root. */
const pathFrom = (rest: string): string => (rest.startsWith('/') ? rest : `/${rest}`);

/** A tunnel begins behind the blank line, and no body may claim what is sent into it; undefined: none does. */
export function bodyOfConnect({ headers }: IncomingMessage): string | undefined {
  const hasBody = Number(headers['content-length'] ?? 0) !== 0 || headers['transfer-encoding'] !== undefined;
  return hasBody ? 'CONNECT with a body' : undefined;
}

/** Headers for the proxy, such as its password, must not reach the gateway. */
export function withoutProxyHeaders(request: IncomingMessage): void {
  const { rawHeaders } = request;
  for (let index = rawHeaders.length - 2; index >= 0; index -= 2) {
    if (!PROXY_HEADER.test(rawHeaders[index]!)) continue;
    delete request.headers[rawHeaders[index]!.toLowerCase()];
    rawHeaders.splice(index, 2);
  }
}

/** Requests that the lab refuses before it looks at what they ask for, and the lines that report them. */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { ambiguityIn } from '../../adapters/http-server/refuse.ts';
import { beginningOf, isProxyRequest, unexpected, unreadable } from '../../adapters/http-server/rejected.ts';
import { respondAndClose } from '../../adapters/respond-and-close.ts';
import { hideInUrl } from '../../adapters/secrets/hide-in-text.ts';
import type { WireResponse } from '../../core/model/wire.ts';
import { RequestProblem } from '../session/request-problem.ts';

const LINES_MAX = 100;
const PATH_MAX = 200;

/** A request that does not come from a page or a program of this machine, or that two servers might read in two ways. */
export class UntrustedRequest extends RequestProblem {}

interface Asked {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
}

export type ReportRefusal = (asked: Asked, status: number, why: string) => void;

/** Makes a line of each refusal, and ends with one that says so. */
export function reportTo(take: (line: string) => void): ReportRefusal {
  let count = 0;
  return ({ method = '', url = '' }, status, why) => {
    count += 1;
    if (count > LINES_MAX + 1) return;
    if (count > LINES_MAX) take(`refused: ${LINES_MAX} requests so far; further ones are not reported`);
    else take(`refused with ${status}: ${why} (${method} ${hideInUrl(url).slice(0, PATH_MAX)})`);
  };
}

/** Lets requests in that read in one way only. Of a connection with another one, nothing more is read. */
export function ambiguityGuard(): RequestHandler {
  const closing = new WeakSet<Socket>();
  return (request: Request, response: Response, next: NextFunction) => {
    if (closing.has(request.socket)) return;
    const why =
      ambiguityIn(request) ?? (isProxyRequest(request) ? 'a whole address, as for a proxy' : undefined);
    if (why === undefined) return next();
    closing.add(request.socket);
    response.setHeader('connection', 'close');
    throw new UntrustedRequest(400, why, 'a request that reads in one way');
  };
}

/** Answers and reports what never becomes a request of the pages or the API. */
export function refuseUnreadable(server: Server, report: ReportRefusal): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const response = unreadable(error);
    // A client that only closed its connection has asked for nothing.
    if (/^HPE_|^ERR_HTTP_/.test(error.code ?? '')) {
      const { method, path: url } = beginningOf(error);
      report({ method, url }, response.status, reasonIn(response));
    }
    respondAndClose(socket, response);
  });
  server.on('connect', (request, socket) => {
    socket.on('error', () => {});
    report(request, NO_PROXY.status, reasonIn(NO_PROXY));
    respondAndClose(socket, NO_PROXY);
  });
  server.on('checkExpectation', (request, response) => {
    const { status, headers, body } = unexpected();
    report(request, status, reasonIn(unexpected()));
    response.writeHead(status, headers).end(body);
  });
}

const NO_PROXY: WireResponse = {
  status: 421,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ error: 'this is the lab and no proxy' }),
};

const reasonIn = ({ body }: WireResponse): string => String(JSON.parse(body).error);

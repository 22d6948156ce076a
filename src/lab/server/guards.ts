import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';
import { RequestProblem } from '../session/request-problem.ts';
import { isNameOf } from './network-hosts.ts';
import { UntrustedRequest } from './refused-requests.ts';

/** Headers that keep the page to itself. */
export const headers = (): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
      },
    },
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
  });

/** Only requests that name this machine by an address it has: a foreign name that was made to point here is refused. */
export function hostGuard(host: string): RequestHandler {
  return (request: Request, _response: Response, next: NextFunction) => {
    const name = (request.headers.host ?? '').replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
    if (!isNameOf(name, host))
      throw new UntrustedRequest(421, `Host: ${name.slice(0, 100)}`, 'this machine', '127.0.0.1');
    next();
  };
}

/** Pages of another origin may neither change anything nor listen. */
export function originGuard(request: Request, _response: Response, next: NextFunction): void {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const isGuarded = !['GET', 'HEAD'].includes(request.method) || /\/(?:events|wait)\/?$/i.test(request.path);
  const isForeign = origin !== undefined && origin !== `http://${host}`;
  const isOtherSite = site !== undefined && site !== 'same-origin' && site !== 'none';
  if (isGuarded && (isForeign || isOtherSite)) {
    throw new UntrustedRequest(
      403,
      `Origin: ${String(origin ?? site).slice(0, 100)}`,
      'the page’s own origin',
    );
  }
  next();
}

/** What a plain HTML form cannot send: forms can neither delete nor write JSON. */
export function jsonGuard(request: Request, _response: Response, next: NextFunction): void {
  const hasBody = !['GET', 'HEAD', 'DELETE'].includes(request.method);
  if (hasBody && !request.is('application/json')) {
    throw new RequestProblem(
      415,
      `Content-Type: ${String(request.headers['content-type'] ?? 'none').slice(0, 100)}`,
      'application/json',
    );
  }
  next();
}

import { timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';
import { Refusal } from '../session/refusal.ts';

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

/** Only requests that name this machine: a foreign name that was made to point here is refused. */
export function hostGuard(host: string): RequestHandler {
  return (request: Request, _response: Response, next: NextFunction) => {
    const name = (request.headers.host ?? '').replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
    const isOurs = ['127.0.0.1', 'localhost', '::1', host].includes(name);
    const isOpen = (host === '0.0.0.0' || host === '::') && isIP(name) > 0;
    if (!isOurs && !isOpen)
      throw new Refusal(421, `Host: ${name.slice(0, 100)}`, 'this machine', '127.0.0.1');
    next();
  };
}

/** Pages of another origin may neither change anything nor listen. */
export function originGuard(request: Request, _response: Response, next: NextFunction): void {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const isGuarded = !['GET', 'HEAD'].includes(request.method) || request.path.endsWith('/events');
  const isForeign = origin !== undefined && origin !== `http://${host}`;
  const isOtherSite = site !== undefined && site !== 'same-origin' && site !== 'none';
  if (isGuarded && (isForeign || isOtherSite)) {
    throw new Refusal(403, `Origin: ${String(origin ?? site).slice(0, 100)}`, 'the page’s own origin');
  }
  next();
}

/** What a plain HTML form cannot send. */
export function jsonGuard(request: Request, _response: Response, next: NextFunction): void {
  const hasBody = !['GET', 'HEAD'].includes(request.method);
  if (hasBody && !request.is('application/json')) {
    throw new Refusal(
      415,
      `Content-Type: ${String(request.headers['content-type'] ?? 'none').slice(0, 100)}`,
      'application/json',
    );
  }
  next();
}

/** The token, as a header, in the address once, or in the cookie that this sets. */
export function tokenGuard(token: string): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    const asked = typeof request.query.token === 'string' ? request.query.token : undefined;
    const cookie = /(?:^|; )drysend_token=([^;]*)/.exec(request.headers.cookie ?? '')?.[1];
    const given = bearer ?? asked ?? (cookie === undefined ? undefined : decoded(cookie));
    if (given === undefined || !isSame(given, token)) {
      throw new Refusal(401, 'no token, or another one', 'the token of --token', 'Authorization: Bearer …');
    }
    if (asked !== undefined) {
      response.cookie('drysend_token', token, { httpOnly: true, sameSite: 'strict' });
    }
    next();
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

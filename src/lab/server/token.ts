/** The token of `--token`: asked for with every request, and given in an address to those who have it. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { RequestProblem } from '../session/request-problem.ts';
import { lookedAt } from './looked-at.ts';

/** What a token may be made of, in words. */
export const SENDABLE = 'use letters, digits and punctuation of ASCII, and spaces between them';

/** Whether a token can be sent in a header as it is, and comes out of an address as it went in. */
export const isSendable = (token: string): boolean => /^[!-~](?:[ -~]*[!-~])?$/.test(token);

/** The address that opens a lab, in whole. */
export const withToken = (url: string, token: string | undefined): string =>
  token === undefined ? url : `${url}?token=${encodeURIComponent(token)}`;

const PASS = /^[0-9a-f]{64}$/;
/** A browser leaves it out of the address. */
const HTTP_PORT = '80';

/**
 * Lets in who has the token: as `Authorization: Bearer`, once in the address, or by the cookie that this sets.
 * A page that is opened with it is sent on to the address without it, so that it stays in no history.
 */
export function tokenGuard(token: string): RequestHandler {
  const wanted = digest(token);
  const pass = createHash('sha256').update('lab cookie ').update(token).digest('hex');
  return (request: Request, response: Response, next: NextFunction) => {
    if (lookedAt(response) !== undefined) return next();
    const bearer = bearerOf(request);
    const asked = typeof request.query.token === 'string' ? request.query.token : undefined;
    const name = cookieName(request);
    const cookie = cookieIn(request, name);
    const given = bearer ?? asked;
    const isKnown =
      given === undefined
        ? cookie !== undefined && timingSafeEqual(digest(cookie), digest(pass))
        : timingSafeEqual(digest(given), wanted);
    if (!isKnown) return refuse(request, response);
    if (asked !== undefined) response.cookie(name, pass, { httpOnly: true, sameSite: 'strict' });
    if (asked !== undefined && isPage(request)) {
      response.redirect(303, request.path.replace(/^[/\\]+/, '/'));
      return;
    }
    next();
  };
}

/** The token that a program brings. */
export const bearerOf = ({ headers }: Request): string | undefined =>
  /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Cookies know no ports: labs beside each other on one machine keep theirs apart by name. */
function cookieName({ headers }: Request): string {
  const port = /:(\d{1,5})$/.exec(headers.host ?? '')?.[1] ?? HTTP_PORT;
  return `drysend_token_${port}`;
}

function cookieIn({ headers }: Request, name: string): string | undefined {
  const pairs = (headers.cookie ?? '').split('; ').map((pair) => pair.split('='));
  const value = pairs.find(([given]) => given === name)?.[1] ?? '';
  return PASS.test(value) ? value : undefined;
}

/** Somebody at a browser, not a program. */
const isPage = ({ method, headers, path }: Request): boolean =>
  method === 'GET' && (headers.accept ?? '').includes('text/html') && !/^\/(?:api|a)\//.test(path);

function refuse(request: Request, response: Response): void {
  if (!isPage(request)) {
    throw new RequestProblem(
      401,
      'no token, or another one',
      'the token of --token',
      'Authorization: Bearer …',
    );
  }
  response.status(401).type('text/html').send(KNOCK);
}

const KNOCK = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>drysend lab</title>
<h1>This lab asks for its token</h1>
<p>Open the whole address that <code>drysend serve</code> has printed: it ends in <code>?token=…</code></p>
</html>
`;

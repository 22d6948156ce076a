/** The token of `--token`: asked for with every request, never told to anybody. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { Refusal } from '../session/refusal.ts';

const COOKIE = /(?:^|; )drysend_token=([0-9a-f]{64})(?:;|$)/;

/**
 * Lets in who has the token: as `Authorization: Bearer`, once in the address, or by the cookie that this sets.
 * A page that is opened with it is sent on to the address without it, so that it stays in no history.
 */
export function tokenGuard(token: string): RequestHandler {
  const wanted = digest(token);
  const pass = createHash('sha256').update('lab cookie ').update(token).digest('hex');
  return (request: Request, response: Response, next: NextFunction) => {
    const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const asked = typeof request.query.token === 'string' ? request.query.token : undefined;
    const cookie = COOKIE.exec(request.headers.cookie ?? '')?.[1];
    const given = bearer ?? asked;
    const isKnown =
      given === undefined
        ? cookie !== undefined && timingSafeEqual(digest(cookie), digest(pass))
        : timingSafeEqual(digest(given), wanted);
    if (!isKnown) return refuse(request, response);
    if (asked !== undefined) response.cookie('drysend_token', pass, { httpOnly: true, sameSite: 'strict' });
    if (asked !== undefined && isPage(request)) {
      response.redirect(303, request.path.replace(/^[/\\]+/, '/'));
      return;
    }
    next();
  };
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Somebody at a browser, not a program. */
const isPage = ({ method, headers, path }: Request): boolean =>
  method === 'GET' && (headers.accept ?? '').includes('text/html') && !/^\/(?:api|a)\//.test(path);

function refuse(request: Request, response: Response): void {
  if (!isPage(request)) {
    throw new Refusal(401, 'no token, or another one', 'the token of --token', 'Authorization: Bearer …');
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

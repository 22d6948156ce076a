/** Links that only look: each session has one, with a token of its own that reads and is refused every act. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import type { Request, RequestHandler, Response } from 'express';
import { readSecret, writeSecret } from '../../adapters/files/secret-file.ts';
import { RequestProblem } from '../session/request-problem.ts';
import { lookAt } from './looked-at.ts';
import { bearerOf } from './token.ts';

/** Beside the kept sessions, so that a link outlives a restart. */
const SECRET_FILE = 'look-links.key';
const SECRET_BYTES = 32;

/**
 * The tokens of a lab's sessions: made from a secret that has nothing to do with the token of `--token`, and is
 * written down when the first link is asked for.
 */
export class LookLinks {
  private readonly file: string | undefined;
  private secret: Buffer | undefined;

  /** @throws the system's error when the folder of the sessions cannot be read. */
  constructor(folder: string | undefined) {
    this.file = folder === undefined ? undefined : join(folder, SECRET_FILE);
    this.secret = this.file === undefined ? undefined : readSecret(this.file, SECRET_BYTES);
  }

  /** @throws Refusal when the secret cannot be kept. */
  tokenOf(id: string): string {
    this.secret ??= newSecret(this.file);
    return tokenFrom(this.secret, id);
  }

  /** Whose token it is, of these sessions. */
  sessionOf(token: string, ids: readonly string[]): string | undefined {
    const { secret } = this;
    return secret && ids.find((id) => isSame(tokenFrom(secret, id), token));
  }
}

const tokenFrom = (secret: Buffer, id: string): string =>
  createHmac('sha256', secret).update(id).digest('hex').slice(0, 32);

function newSecret(file: string | undefined): Buffer {
  const secret = randomBytes(SECRET_BYTES);
  try {
    if (file !== undefined) writeSecret(file, secret);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const found = `the folder of --journal cannot be written (${code})`;
    throw new RequestProblem(507, found, 'a folder with room');
  }
  return secret;
}

const isSame = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

interface Known {
  readonly links: LookLinks;
  ids(): readonly string[];
}

/**
 * Knows who only looks, by the address `/look/<token>/…` or by `Authorization: Bearer <token>`, and refuses all
 * but reading that session. The address is then that of the lab itself, for whoever answers.
 */
export const lookGuard =
  ({ links, ids }: Known): RequestHandler =>
  (request: Request, response: Response, next) => {
    const inPath = /^\/look\/([^/?]*)(?=[/?]|$)/.exec(request.url);
    const token = inPath?.[1] ?? bearerOf(request);
    const id = token === undefined ? undefined : links.sessionOf(token, ids());
    if (id === undefined) {
      if (!inPath) return next();
      response.status(404).type('text/html').send(GONE);
      return;
    }
    if (inPath) {
      const rest = request.url.slice(inPath[0].length);
      if (!rest.startsWith('/')) return response.redirect(303, `/look/${token}/`);
      request.url = rest;
      request.originalUrl = rest;
    }
    if (!isReading(request, id)) {
      const hint = 'ask who presents for the lab’s own address';
      throw new RequestProblem(403, 'this link only looks', 'a link that may act', hint);
    }
    lookAt(response, id);
    next();
  };

const GONE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>drysend lab</title>
<h1>This link leads to no session</h1>
<p>The session has ended, or the lab was started anew. Ask who presents for another link.</p>
</html>
`;

/**
 * Pages and their parts, and what is read of the one session: all else is refused, also what is yet to come. The story as
 * a file has the secrets of its gateways.
 */
function isReading({ method, path }: Request, id: string): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  if (/^\/(?:index\.html|assets\/[\w.-]+)?$/.test(path) || path === '/api/sessions') return true;
  const [own, read = ''] = [`/api/sessions/${id}/`, path.slice(`/api/sessions/${id}/`.length)];
  return path.startsWith(own) && /^[\w-]+$/.test(read);
}

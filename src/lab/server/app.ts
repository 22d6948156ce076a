import { existsSync } from 'node:fs';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { isRecord } from '../session/act-entry.ts';
import { Refusal } from '../session/refusal.ts';
import type { AppParts } from './app-parts.ts';
import { commCareRoutes } from './commcare-routes.ts';
import { headers, hostGuard, jsonGuard, originGuard } from './guards.ts';
import { openApi } from './openapi.ts';
import { sessionRoutes } from './session-routes.ts';
import { tokenGuard } from './token.ts';

/** Bytes of a request. */
const BODY_MAX = '1mb';

/** The lab's HTTP API and pages. */
export function labApp(parts: AppParts): Express {
  const app = express();
  app.disable('x-powered-by').set('query parser', 'simple');
  app.use(headers(), hostGuard(parts.host));
  if (parts.token !== undefined) app.use(tokenGuard(parts.token));
  app.use(originGuard, jsonGuard, express.json({ limit: BODY_MAX, strict: false }));
  app.use(['/api', '/a'], (_request, response, next) => {
    response.setHeader('cache-control', 'no-store');
    next();
  });
  sessionRoutes(app, parts);
  commCareRoutes(app, parts.store);
  app.get('/openapi.json', (_request, response) => void response.json(openApi));
  app.get(['/livez', '/readyz'], (_request, response) => void response.json({ ok: true }));
  pageRoutes(app, parts.pages);
  app.use(() => {
    throw new Refusal(404, 'nothing is here', 'a path of GET /openapi.json');
  });
  app.use(refused);
  return app;
}

function pageRoutes(app: Express, pages: string): void {
  if (existsSync(pages)) app.use(express.static(pages));
  else
    app.get('/', (_request, response) => {
      response
        .type('text/plain')
        .send('The pages are not built yet: run npm run build\nThe API: /openapi.json\n');
    });
}

function refused(error: unknown, request: Request, response: Response, next: NextFunction): void {
  if (response.headersSent) return next(error);
  const refusal = error instanceof Refusal ? error : outerRefusal(error);
  const { status, found, wanted, hint, problems } = refusal;
  if (request.path.startsWith('/a/')) {
    const text = wanted === '' ? found : `${found}; wanted ${wanted}`;
    response.status(status === 422 ? 400 : status).json({ error: text });
    return;
  }
  response.status(status).json({ found, wanted, hint, ...(problems.length > 0 && { problems }) });
}

/** What nobody reads to its end: the stack is full before. */
const isTooDeep = (error: unknown): boolean =>
  error instanceof RangeError && /call stack/.test(error.message);

/** What express itself, or something unforeseen, has thrown. */
function outerRefusal(error: unknown): Refusal {
  if (isTooDeep(error)) return new Refusal(422, 'levels within levels without end', 'a flatter value');
  const status = isRecord(error) && typeof error.status === 'number' ? error.status : 500;
  if (status === 413) return new Refusal(413, 'a body over 1 MB', 'at most 1 MB');
  if (status < 500) return new Refusal(status, 'a request that does not read', 'JSON in UTF-8');
  return new Refusal(500, 'an internal error', 'none', 'restart the session');
}

import { existsSync } from 'node:fs';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { serverRoutes } from '../contract/routes.ts';
import type { AppParts } from './app-parts.ts';
import { headers, hostGuard, jsonGuard, originGuard } from './guards.ts';
import { addLabRoutes } from './lab-routes.ts';
import { lookGuard } from './look-links.ts';
import { openApi } from './openapi.ts';
import { noSuchPath, refused } from './refused.ts';
import { ambiguityGuard, UntrustedRequest } from './refused-requests.ts';
import { addRoutes } from './router.ts';
import { tokenGuard } from './token.ts';

const isAlive = { ok: true } as const;

/** The lab's HTTP API and pages. */
export function labApp(parts: AppParts): Express {
  const app = express();
  app.disable('x-powered-by').set('query parser', 'simple');
  app.use(ambiguityGuard(), headers(), hostGuard(parts.host));
  const { store } = parts;
  app.use(lookGuard({ links: store.lookLinks, ids: () => store.all().map(({ id }) => id) }));
  if (parts.token !== undefined) app.use(tokenGuard(parts.token));
  app.use(originGuard, jsonGuard);
  app.use(['/api', '/a'], (_request, response, next) => {
    response.setHeader('cache-control', 'no-store');
    next();
  });
  addLabRoutes(app, parts);
  addRoutes(app, serverRoutes, {
    'GET /openapi.json': () => openApi,
    'GET /livez': () => isAlive,
    'GET /readyz': () => isAlive,
  });
  pageRoutes(app, parts.pages);
  app.use(noSuchPath);
  app.use((error: unknown, request: Request, _response: Response, next: NextFunction) => {
    if (error instanceof UntrustedRequest) parts.reportRefusal?.(request, error.status, error.found);
    next(error);
  });
  app.use(refused);
  return app;
}

function pageRoutes(app: Express, pages: string): void {
  app.use('/demo', (_request, response) => response.redirect(303, '/#//demo'));
  if (existsSync(pages)) app.use(express.static(pages));
  else
    app.get('/', (_request, response) => {
      response
        .type('text/plain')
        .send('The pages are not built yet: run npm run build\nThe API: /openapi.json\n');
    });
}

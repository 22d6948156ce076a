/** The recorder over HTTP: WireMock's request journal, Mailpit's message view, health and metrics. */
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { TooSlow } from '../recorder/within-time.ts';
import { adminRequestRoutes } from './admin-requests.ts';
import { type ApiRoute, Refusal } from './api-route.ts';
import type { Counter } from './counter.ts';
import { healthRoutes } from './health-routes.ts';
import { messageRoutes } from './message-routes.ts';
import { nearMissRoutes } from './near-miss-routes.ts';
import { openApi } from './openapi.ts';
import { refuse } from './refuse.ts';

/** Paths that begin so are for the API. */
export const apiPrefixes: readonly string[] = [
  '/__admin',
  '/api/',
  '/livez',
  '/readyz',
  '/metrics',
  '/openapi.json',
];

/** `more`: routes of others that stand beside the recorder's; the document describes them too. */
export function recorderApi(counter: Counter, more: readonly ApiRoute[] = []): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.use(onlyForPrograms);
  app.use(express.json({ limit: BODY_LIMIT, type: () => true, strict: true }));
  const routes = [
    ...nearMissRoutes(counter),
    ...adminRequestRoutes(counter),
    ...messageRoutes(counter),
    ...healthRoutes(counter),
    ...more,
  ];
  const described: ApiRoute = {
    method: 'get',
    path: '/openapi.json',
    summary: 'This document',
    answer: { schema: 'OpenApi' },
    handle: (_request, response) => void response.json(openApi([...routes, described])),
  };
  for (const route of [...routes, described]) {
    app[route.method](expressPath(route), (request, response) => route.handle(request, response));
  }
  notAllowed(app, [...routes, described]);
  app.use((request) => {
    throw new Refusal(
      404,
      `nothing is at ${request.path.slice(0, 200)}`,
      '/openapi.json lists what there is',
    );
  });
  app.use(told);
  return app;
}

const BODY_LIMIT = 100_000;

const expressPath = ({ path }: ApiRoute): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

/** Bodies that are surely no JSON; curl and fetch call JSON a form or a text when nobody tells them. */
const NO_JSON =
  /^(?:multipart|image|audio|video|font)\/|^(?:application|text)\/(?:xml|html|octet-stream|csv)\b/i;

/** What an answer says to a browser, and what no program sends. The door has turned foreign pages away. */
function onlyForPrograms({ headers }: Request, response: Response, next: NextFunction): void {
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('content-security-policy', "default-src 'none'; sandbox");
  if (NO_JSON.test(headers['content-type'] ?? ''))
    throw new Refusal(415, 'a body of JSON is read', 'content-type: application/json');
  next();
}

/** A path that is there, asked for in another way. */
function notAllowed(app: Express, routes: readonly ApiRoute[]): void {
  for (const path of new Set(routes.map(expressPath))) {
    const allowed = routes
      .filter((route) => expressPath(route) === path)
      .map(({ method }) => method.toUpperCase());
    app.route(path).all((request: Request, response: Response) => {
      response.setHeader('allow', allowed.join(', '));
      throw new Refusal(405, `${request.method} is not for this path`, `it takes ${allowed.join(', ')}`);
    });
  }
}

/** Every problem is told as JSON. */
function told(error: unknown, _request: Request, response: Response, _next: NextFunction): void {
  if (error instanceof Refusal) return refuse(response, error.status, error.message, error.hint);
  if (error instanceof TooSlow)
    return refuse(
      response,
      422,
      'the expression takes too long on what came',
      'write it without repetitions that overlap',
    );
  const { status, type, message } = error as { status?: number; type?: string; message: string };
  if (type === 'entity.too.large')
    return refuse(response, 413, `a body of at most ${BODY_LIMIT} bytes is read`);
  if (type === 'entity.parse.failed') return refuse(response, 400, `the body is not JSON: ${message}`);
  if (error instanceof RangeError && /string length/.test(message))
    return refuse(response, 413, 'this is too much for one answer', 'ask for less: ?limit=100');
  refuse(response, status ?? 500, message);
}

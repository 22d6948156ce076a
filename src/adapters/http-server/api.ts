/** The recorder over HTTP: WireMock's request journal, Mailpit's message view, health and metrics. */
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import type { WireRequest } from '../../core/model/wire.ts';
import type { FakeGateways } from '../fake/fake-gateways.ts';
import { TooSlow } from '../recorder/within-time.ts';
import { requestWithoutSecrets } from '../secrets/without-secrets.ts';
import { adminRequestRoutes } from './admin-requests.ts';
import { type ApiRoute, knownOnly, Refusal, Unsupported } from './api-route.ts';
import { healthRoutes } from './health-routes.ts';
import { messageRoutes } from './message-routes.ts';
import { nearMissRoutes } from './near-miss-routes.ts';
import { openApi } from './openapi.ts';
import { problemOf, sendJson } from './refuse.ts';
import { unsupportedRoutes } from './unsupported-routes.ts';
import { formFor, wireMockForm } from './wire-mock-form.ts';

/**
 * @param more routes beside the recorder's; the document describes them too
 * @param openedAt when the servers opened, by `performance.now()`
 */
export function recorderApi(
  fakes: FakeGateways,
  more: readonly ApiRoute[] = [],
  openedAt = performance.now(),
): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.use(onlyForPrograms);
  app.use(wireMockForm);
  app.use(express.json({ limit: BODY_LIMIT, type: () => true, strict: true }));
  const routes = [
    ...unsupportedRoutes,
    ...nearMissRoutes(fakes),
    ...adminRequestRoutes(fakes),
    ...messageRoutes(fakes),
    ...healthRoutes(fakes, openedAt),
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
    app[route.method](expressPath(route), (request, response) => {
      knownOnly(request, route);
      return route.handle(request, response);
    });
  }
  notAllowed(app, [...routes, described]);
  app.use((request) => {
    throw new Refusal(
      404,
      `nothing is at ${request.path.slice(0, 200)}`,
      '/openapi.json lists what there is',
    );
  });
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    sendProblem(error, request, response, fakes);
  });
  return app;
}

const BODY_LIMIT = 100_000;

const expressPath = ({ path }: ApiRoute): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

/** Bodies that are surely no JSON; curl and fetch label JSON as a form or a text by default. */
const NO_JSON =
  /^(?:multipart|image|audio|video|font)\/|^(?:application|text)\/(?:xml|html|octet-stream|csv)\b/i;

/** Protects against browsers: headers of each response, and types of bodies that no program sends. */
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

/** Responds with a problem as JSON; for WireMock's routes in WireMock's form as well. */
function sendProblem(error: unknown, request: Request, response: Response, fakes: FakeGateways): void {
  const { status, message, hint } = refusalOf(error);
  const problem = problemOf(message, hint);
  if (error instanceof Unsupported) fakes.recordUnsupported(asked(request), { status, problem }, message);
  const isWireMock = request.path.startsWith('/__admin');
  const whole = isWireMock ? { ...problem, errors: [errorOf(status, message, hint)] } : problem;
  sendJson(response, status, formFor(request, whole));
}

interface ErrorAnswer {
  readonly status: number;
  readonly message: string;
  readonly hint?: string | undefined;
}

function refusalOf(error: unknown): ErrorAnswer {
  if (error instanceof Refusal) return error;
  if (error instanceof TooSlow)
    return {
      status: 422,
      message: 'the expression takes too long on what came',
      hint: 'write it without repetitions that overlap',
    };
  const { status, type, message } = error as { status?: number; type?: string; message: string };
  if (type === 'entity.too.large')
    return { status: 413, message: `a body of at most ${BODY_LIMIT} bytes is read` };
  if (type === 'entity.parse.failed') return { status: 400, message: `the body is not JSON: ${message}` };
  if (error instanceof RangeError && /string length/.test(message))
    return { status: 413, message: 'this is too much for one answer', hint: 'ask for less: ?limit=100' };
  return { status: status ?? 500, message };
}

/** WireMock's code for what it cannot read, whatever it is. */
const UNREADABLE = 10;

const errorOf = (status: number, title: string, detail: string | undefined) => ({
  code: status === 400 || status === 422 ? UNREADABLE : status,
  title,
  ...(detail !== undefined && { detail }),
});

const asked = ({ method, originalUrl, headers }: Request): WireRequest =>
  requestWithoutSecrets({
    method,
    path: originalUrl,
    headers: headers as WireRequest['headers'],
    body: '',
  });

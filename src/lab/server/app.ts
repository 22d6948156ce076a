import { existsSync, readFileSync } from 'node:fs';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { parseTime } from '../../core/time/parse-time.ts';
import { zoneNamed } from '../../core/time/zone.ts';
import { trailOf } from '../../report/why/trail.ts';
import { isRecord } from '../session/act-entry.ts';
import { createByApi, updateByApi } from '../session/case-api.ts';
import { checkCase } from '../session/check-case.ts';
import { importInto } from '../session/import-into.ts';
import { linesAfter } from '../session/lines.ts';
import type { LiveSession } from '../session/live-session.ts';
import { messagingEvents } from '../session/messaging-events.ts';
import { Refusal } from '../session/refusal.ts';
import { savedText } from '../session/save.ts';
import { stateOf } from '../session/state.ts';
import { openFeed } from './feed.ts';
import { headers, hostGuard, jsonGuard, originGuard, tokenGuard } from './guards.ts';
import type { Offered } from './offered.ts';
import { openApi } from './openapi.ts';
import type { SessionStore } from './session-store.ts';

const BODY_MAX = '1mb';
const ENTRIES_DEFAULT = 500;
const ENTRIES_MAX = 5000;

export interface AppParts {
  readonly store: SessionStore;
  readonly offered: readonly Offered[];
  readonly host: string;
  readonly token?: string | undefined;
  /** Folder of the built pages. */
  readonly pages: string;
}

/** The lab's HTTP API and pages. */
export function labApp(parts: AppParts): Express {
  const app = express();
  app.disable('x-powered-by').set('query parser', 'simple');
  app.use(headers(), hostGuard(parts.host));
  if (parts.token !== undefined) app.use(tokenGuard(parts.token));
  app.use(originGuard, jsonGuard, express.json({ limit: BODY_MAX }));
  app.use(['/api', '/a'], (_request, response, next) => {
    response.setHeader('cache-control', 'no-store');
    next();
  });
  sessionRoutes(app, parts);
  commCareRoutes(app, parts);
  app.get('/openapi.json', (_request, response) => void response.json(openApi));
  app.get(['/livez', '/readyz'], (_request, response) => void response.json({ ok: true }));
  pageRoutes(app, parts.pages);
  app.use(() => {
    throw new Refusal(404, 'nothing is here', 'a path of GET /openapi.json');
  });
  app.use(refused);
  return app;
}

function sessionRoutes(app: Express, { store, offered }: AppParts): void {
  const at = '/api/sessions/:id';
  const sessionOf = (request: Request): LiveSession => store.get(String(request.params.id));

  app.get('/api/scenarios', (_request, response) => {
    response.json(offered.map(({ path, title, about, tags }) => ({ path, title, about, tags })));
  });
  app.get('/api/sessions', (_request, response) => {
    response.json(store.all().map(({ id, plan }) => ({ id, title: plan.title })));
  });
  app.post('/api/sessions', (request, response) => {
    const { scenario, text } = bodyOf(request);
    if (typeof text === 'string')
      return void response.status(201).json({ id: store.open('scenario', text).id });
    const found =
      offered.find(({ path }) => path === scenario) ?? (scenario === undefined ? offered[0] : undefined);
    if (!found) {
      throw new Refusal(422, `the scenario ${JSON.stringify(scenario ?? null)}`, 'one of GET /api/scenarios');
    }
    response.status(201).json({ id: store.open(found.file, readFileSync(found.file, 'utf8')).id });
  });
  app.get(`${at}/state`, (request, response) => void response.json(stateOf(sessionOf(request))));
  app.get(`${at}/entries`, (request, response) => {
    const limit = Math.min(count(request.query.limit, ENTRIES_DEFAULT), ENTRIES_MAX);
    response.json({ entries: linesAfter(sessionOf(request), count(request.query.after, 0), limit) });
  });
  app.get(`${at}/why`, (request, response) => void response.json(why(sessionOf(request), request.query)));
  app.get(`${at}/exchanges`, (request, response) => {
    const { exchanges } = sessionOf(request).theatre;
    response.json({ exchanges: exchanges.get(String(request.query.id ?? '')) ?? [] });
  });
  app.get(`${at}/events`, (request, response) => openFeed(sessionOf(request), request, response));
  app.post(`${at}/clock`, (request, response) => {
    const session = sessionOf(request);
    session.clock(bodyOf(request));
    response.json({ now: session.now, speed: session.speed });
  });
  app.post(`${at}/act`, (request, response) => {
    const session = sessionOf(request);
    session.act(bodyOf(request));
    response.json({ now: session.now, lastSeq: session.theatre.journal.length });
  });
  app.post(`${at}/check-case`, (request, response) => {
    const { properties } = bodyOf(request);
    if (!isRecord(properties)) throw new Refusal(422, 'no properties', 'properties: a map of texts');
    const given = new Map(Object.entries(properties).map(([key, value]) => [key, String(value ?? '')]));
    response.json(checkCase(sessionOf(request), given));
  });
  app.post(`${at}/import`, (request, response) => {
    response.json(importInto(sessionOf(request), bodyOf(request)));
  });
  app.get(`${at}/scenario.yaml`, (request, response) => {
    response.type('text/yaml').send(sessionOf(request).text);
  });
  app.post(`${at}/save`, (request, response) => void response.json({ yaml: savedText(sessionOf(request)) }));
}

/** CommCare's own shapes, so that scripts written for it find what they know. */
function commCareRoutes(app: Express, { store }: AppParts): void {
  const sessionOf = (request: Request): LiveSession => store.ofProject(String(request.params.domain));
  app.post('/a/:domain/api/case/v2/', (request, response) => {
    response.json(createByApi(sessionOf(request), request.body));
  });
  app.put('/a/:domain/api/case/v2/:case_id', (request, response) => {
    response.json(updateByApi(sessionOf(request), String(request.params.case_id), request.body));
  });
  app.get('/a/:domain/api/messaging-event/v1/', (request, response) => {
    response.json(messagingEvents(sessionOf(request), request.path, request.query));
  });
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

function why({ plan, theatre }: LiveSession, query: Request['query']) {
  const text = (name: string) => (typeof query[name] === 'string' ? query[name] : undefined);
  const asked = { case: text('case'), to: text('to'), alert: text('alert') };
  if (asked.case === undefined && asked.to === undefined) throw new Refusal(422, 'nobody', 'case or to');
  const at = text('at');
  return trailOf(plan, theatre.journal, { ...asked, at: at === undefined ? undefined : instantOf(at) });

  function instantOf(written: string): number {
    if (/^\d{9,15}$/.test(written)) return Number(written);
    const parsed = parseTime(written, zoneNamed(plan.project.timeZone)!);
    if ('problem' in parsed || parsed.kind === 'local') throw new Refusal(422, `at: ${written}`, 'a time');
    return parsed.at;
  }
}

function bodyOf(request: Request): Readonly<Record<string, unknown>> {
  const body: unknown = request.body ?? {};
  if (isRecord(body)) return body;
  throw new Refusal(422, 'no JSON object', 'a JSON object');
}

function count(value: unknown, otherwise: number): number {
  if (value === undefined) return otherwise;
  if (typeof value === 'string' && /^\d{1,9}$/.test(value)) return Number(value);
  throw new Refusal(422, `the number ${JSON.stringify(value)}`, 'a whole number');
}

function refused(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (response.headersSent) return next(error);
  if (error instanceof Refusal) {
    const { status, found, wanted, hint, problems } = error;
    response.status(status).json({ found, wanted, hint, ...(problems.length > 0 && { problems }) });
    return;
  }
  const status = isRecord(error) && typeof error.status === 'number' ? error.status : 500;
  if (status === 413) response.status(413).json({ found: 'a body over 1 MB', wanted: 'at most 1 MB' });
  else if (status < 500) response.status(status).json({ found: 'a body that does not read', wanted: 'JSON' });
  else response.status(500).json({ found: 'an internal error', wanted: 'none', hint: 'restart the session' });
}

import { readFileSync } from 'node:fs';
import type { Express, Request, Response } from 'express';
import { isRecord } from '../session/act-entry.ts';
import { textIn, wholeIn } from '../session/asked.ts';
import { checkCase } from '../session/check-case.ts';
import { importInto } from '../session/import-into.ts';
import type { Query } from '../session/line-filter.ts';
import { linesAfter } from '../session/lines.ts';
import type { LiveSession } from '../session/live-session.ts';
import { outsideAfter } from '../session/outside-lines.ts';
import { Refusal } from '../session/refusal.ts';
import { savedText } from '../session/save.ts';
import { stateOf } from '../session/state.ts';
import { waitFor } from '../session/wait.ts';
import { why } from '../session/why.ts';
import type { AppParts } from './app-parts.ts';
import { bodyOf, queryOf } from './asking.ts';
import { openFeed } from './feed.ts';

const ENTRIES_DEFAULT = 500;
/** Lines of the journal in one answer. */
export const ENTRIES_ASKED_MAX = 5000;
const OUTSIDE_DEFAULT = 100;

/** The lab's own API: all that its pages do. */
export function sessionRoutes(app: Express, { store, offered }: AppParts): void {
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
  app.delete(at, (request, response) => {
    store.drop(sessionOf(request));
    response.json({ ok: true });
  });
  app.get(`${at}/state`, (request, response) => {
    const { contactsRevision } = queryOf(request);
    response.json(stateOf(sessionOf(request), contactsRevision));
  });
  app.get(`${at}/entries`, (request, response) => {
    const { after, limit } = queryOf(request);
    const most = Math.min(wholeIn(limit, ENTRIES_DEFAULT, 'limit'), ENTRIES_ASKED_MAX);
    response.json({ entries: linesAfter(sessionOf(request), wholeIn(after, 0, 'after'), most) });
  });
  app.get(`${at}/why`, (request, response) => void response.json(why(sessionOf(request), queryOf(request))));
  app.get(`${at}/exchanges`, (request, response) => {
    const { exchanges } = sessionOf(request).theatre;
    response.json({ exchanges: exchanges.get(queryOf(request).id ?? '') ?? [] });
  });
  app.get(`${at}/outside`, (request, response) => {
    const { after, limit } = queryOf(request);
    const session = sessionOf(request);
    const most = wholeIn(limit, OUTSIDE_DEFAULT, 'limit');
    const exchanges = outsideAfter(session, wholeIn(after, 0, 'after'), most);
    response.json({ exchanges, lastSeq: session.outside?.lastSeq ?? 0 });
  });
  app.get(`${at}/events`, (request, response) => openFeed(sessionOf(request), request, response));
  app.get(`${at}/wait`, (request, response) => waited(sessionOf(request), queryOf(request), response));
  app.post(`${at}/wait`, (request, response) => waited(sessionOf(request), bodyOf(request), response));
  app.post(`${at}/clock`, async (request, response) => {
    const session = sessionOf(request);
    const isThere = await session.clock(bodyOf(request));
    response.json({ now: session.now, speed: session.speed, isThere });
  });
  app.post(`${at}/act`, (request, response) => {
    const session = sessionOf(request);
    session.act(bodyOf(request));
    response.json({ now: session.now, lastSeq: session.theatre.journal.length });
  });
  app.post(`${at}/check-case`, (request, response) => {
    const { properties, key } = bodyOf(request);
    if (!isRecord(properties)) throw new Refusal(422, 'no properties', 'properties: a map of texts');
    const given = new Map(Object.entries(properties).map(([name, value]) => [name, String(value ?? '')]));
    response.json(checkCase(sessionOf(request), given, textIn(key, 'key')));
  });
  app.post(`${at}/import`, (request, response) => {
    response.json(importInto(sessionOf(request), bodyOf(request)));
  });
  app.get(`${at}/scenario.yaml`, (request, response) => {
    response.type('text/yaml').send(sessionOf(request).text);
  });
  app.post(`${at}/save`, (request, response) => void response.json({ yaml: savedText(sessionOf(request)) }));
}

/** Answers when enough has come, or says what came instead. */
async function waited(session: LiveSession, query: Query, response: Response): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const { wanted, count, ...told } = await waitFor(session, query, gone.signal);
  if (count >= wanted) response.json({ count, ...told });
  else {
    const found = `${count} of ${wanted} came`;
    response.status(408).json({ found, wanted: 'all of them in time', count, ...told });
  }
}

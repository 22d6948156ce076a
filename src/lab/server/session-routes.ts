import type { Express, Response } from 'express';
import { isRecord } from '../session/act-entry.ts';
import { textIn, wholeIn } from '../session/asked.ts';
import { checkCase } from '../session/check-case.ts';
import { outsideAfter } from '../session/external-lines.ts';
import { importInto } from '../session/import-into.ts';
import type { Query } from '../session/line-filter.ts';
import { linesAfter } from '../session/lines.ts';
import type { LiveSession } from '../session/live-session.ts';
import { RequestProblem } from '../session/request-problem.ts';
import { savedText } from '../session/save.ts';
import { stateOf } from '../session/state.ts';
import { waitFor } from '../session/wait.ts';
import { why } from '../session/why.ts';
import type { SessionParts } from './app-parts.ts';
import { bodyOf, fieldsOf, queryOf, scalarIn } from './asking.ts';
import { openFeed } from './feed.ts';

const ENTRIES_DEFAULT = 500;
/** Lines of the journal in one answer. */
export const ENTRIES_ASKED_MAX = 5000;
const OUTSIDE_DEFAULT = 100;

/** What a session's own thread answers: all that the pages do with it. */
export function sessionRoutes(app: Express, { session, kept }: SessionParts): void {
  const at = '/api/sessions/:id';

  app.get(`${at}/state`, (request, response) => {
    const { contactsRevision } = queryOf(request);
    response.json(stateOf(session, contactsRevision));
  });
  app.get(`${at}/entries`, (request, response) => {
    const { after, limit } = queryOf(request);
    const most = Math.min(wholeIn(limit, ENTRIES_DEFAULT, 'limit'), ENTRIES_ASKED_MAX);
    response.json({ entries: linesAfter(session, wholeIn(after, 0, 'after'), most) });
  });
  app.get(`${at}/why`, (request, response) => void response.json(why(session, queryOf(request))));
  app.get(`${at}/exchanges`, (request, response) => {
    const { exchanges } = session.liveRun;
    response.json({ exchanges: exchanges.get(queryOf(request).id ?? '') ?? [] });
  });
  app.get(`${at}/outside`, (request, response) => {
    const { after, limit } = queryOf(request);
    const most = wholeIn(limit, OUTSIDE_DEFAULT, 'limit');
    const exchanges = outsideAfter(session, wholeIn(after, 0, 'after'), most);
    response.json({ exchanges, lastSeq: session.outside?.lastSeq ?? 0 });
  });
  app.get(`${at}/events`, (request, response) => openFeed(session, request, response));
  app.get(`${at}/wait`, (request, response) => waited(session, queryOf(request), response));
  app.post(`${at}/wait`, (request, response) => waited(session, bodyOf(request), response));
  app.post(`${at}/clock`, async (request, response) => {
    const isThere = await session.clock(fieldsOf(request, ['do', 'speed', 'to']));
    const { now, speed } = session;
    await kept();
    response.json({ now, speed, isThere });
  });
  app.post(`${at}/act`, async (request, response) => {
    session.act(bodyOf(request));
    const { now, liveRun } = session;
    const lastSeq = liveRun.journal.length;
    await kept();
    response.json({ now, lastSeq });
  });
  app.post(`${at}/check-case`, (request, response) => {
    const { properties, key } = fieldsOf(request, ['properties', 'key']);
    if (!isRecord(properties)) throw new RequestProblem(422, 'no properties', 'properties: a map of texts');
    const given = new Map(Object.entries(properties).map(([name, value]) => [name, scalarIn(value, name)]));
    response.json(checkCase(session, given, textIn(key, 'key')));
  });
  app.post(`${at}/import`, async (request, response) => {
    const imported = importInto(session, fieldsOf(request, ['name', 'text', 'type']));
    await kept();
    response.json(imported);
  });
  app.get(`${at}/scenario.yaml`, (_request, response) => {
    response.type('text/yaml').send(session.text);
  });
  app.post(`${at}/save`, (request, response) => {
    fieldsOf(request, []);
    response.json({ yaml: savedText(session) });
  });
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

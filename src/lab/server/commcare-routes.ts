import type { Express, Request } from 'express';
import { bulkFetch, getByExternalId, getCases, listCases } from '../session/hq/case-api/read-cases.ts';
import { postCases, putByBody, putByExternalId, putCase } from '../session/hq/case-api/write-cases.ts';
import { listEvents } from '../session/hq/messaging-events/list-events.ts';
import type { LiveSession } from '../session/live-session.ts';
import { queryOf } from './asking.ts';
import type { SessionStore } from './session-store.ts';

/** CommCare's own shapes, so that scripts written for it find what they know. */
export function commCareRoutes(app: Express, store: SessionStore): void {
  const sessionOf = (request: Request): LiveSession => store.ofProject(String(request.params.domain));
  const cases = '/a/:domain/api/case/v2';

  app.get(`${cases}/`, (request, response) => {
    const { body, next } = listCases(sessionOf(request), queryOf(request));
    response.json(next === undefined ? body : { ...body, next: pageUrl(request, next) });
  });
  app.post(`${cases}/`, (request, response) => {
    response.json(postCases(sessionOf(request), request.body));
  });
  app.put(`${cases}/`, (request, response) => {
    response.json(putByBody(sessionOf(request), request.body));
  });
  app.post(`${cases}/bulk-fetch/`, (request, response) => {
    response.json(bulkFetch(sessionOf(request), request.body));
  });
  app.get(`${cases}/ext/:external_id/`, (request, response) => {
    response.json(getByExternalId(sessionOf(request), String(request.params.external_id)));
  });
  app.put(`${cases}/ext/:external_id/`, (request, response) => {
    const externalId = String(request.params.external_id);
    response.json(putByExternalId(sessionOf(request), externalId, request.body));
  });
  app.get(`${cases}/:case_id`, (request, response) => {
    response.json(getCases(sessionOf(request), String(request.params.case_id)));
  });
  app.put(`${cases}/:case_id`, (request, response) => {
    response.json(putCase(sessionOf(request), String(request.params.case_id), request.body));
  });
  for (const path of ['/a/:domain/api/messaging-event/v1/', '/a/:domain/api/v0.5/messaging-event/']) {
    app.get(path, (request, response) => {
      const { objects, limit, next } = listEvents(sessionOf(request), queryOf(request));
      const meta = { limit, next: next === undefined ? null : pageUrl(request, next) };
      response.json({ objects, meta });
    });
  }
}

/** The whole address of the next page, as HQ gives it. */
const pageUrl = ({ headers, path }: Request, cursor: string): string =>
  `http://${headers.host}${path}?${new URLSearchParams({ cursor })}`;

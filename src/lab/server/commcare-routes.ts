import type { Express, Request } from 'express';
import { bulkFetch, getByExternalId, getCases, listCases } from '../session/hq/case-api/read-cases.ts';
import { postCases, putByBody, putByExternalId, putCase } from '../session/hq/case-api/write-cases.ts';
import { listEvents } from '../session/hq/messaging-events/list-events.ts';
import type { SessionParts } from './app-parts.ts';
import { queryOf } from './asking.ts';

/** CommCare's own shapes, so that scripts written for it find what they know. */
export function commCareRoutes(app: Express, { session, kept }: SessionParts): void {
  const cases = '/a/:domain/api/case/v2';

  app.get(`${cases}/`, (request, response) => {
    const { body, next } = listCases(session, queryOf(request));
    response.json(next === undefined ? body : { ...body, next: pageUrl(request, next) });
  });
  app.post(`${cases}/`, async (request, response) => {
    const written = postCases(session, request.body);
    await kept();
    response.json(written);
  });
  app.put(`${cases}/`, async (request, response) => {
    const written = putByBody(session, request.body);
    await kept();
    response.json(written);
  });
  app.post(`${cases}/bulk-fetch/`, (request, response) => {
    response.json(bulkFetch(session, request.body));
  });
  app.get(`${cases}/ext/:external_id/`, (request, response) => {
    response.json(getByExternalId(session, String(request.params.external_id)));
  });
  app.put(`${cases}/ext/:external_id/`, async (request, response) => {
    const externalId = String(request.params.external_id);
    const written = putByExternalId(session, externalId, request.body);
    await kept();
    response.json(written);
  });
  app.get(`${cases}/:case_id`, (request, response) => {
    response.json(getCases(session, String(request.params.case_id)));
  });
  app.put(`${cases}/:case_id`, async (request, response) => {
    const written = putCase(session, String(request.params.case_id), request.body);
    await kept();
    response.json(written);
  });
  for (const path of ['/a/:domain/api/messaging-event/v1/', '/a/:domain/api/v0.5/messaging-event/']) {
    app.get(path, (request, response) => {
      const { objects, limit, next } = listEvents(session, queryOf(request));
      const meta = { limit, next: next === undefined ? null : pageUrl(request, next) };
      response.json({ objects, meta });
    });
  }
}

/** The whole address of the next page, as HQ gives it. */
const pageUrl = ({ headers, path }: Request, cursor: string): string =>
  `http://${headers.host}${path}?${new URLSearchParams({ cursor })}`;

import type { Express, Request } from 'express';
import { commCareRoutes } from '../contract/routes.ts';
import { bulkFetch, getByExternalId, getCases, listCases } from '../session/hq/case-api/read-cases.ts';
import { postCases, putByBody, putByExternalId, putCase } from '../session/hq/case-api/write-cases.ts';
import { listEvents } from '../session/hq/messaging-events/list-events.ts';
import type { SessionParts } from './app-parts.ts';
import { type Asked, addRoutes } from './router.ts';

/** CommCare's own shapes, so that scripts written for it find what they know. */
export function addCommCareRoutes(app: Express, { session, kept }: SessionParts): void {
  addRoutes(app, commCareRoutes, {
    'GET /a/{domain}/api/case/v2/': ({ query, request }) => {
      const { body, next } = listCases(session, query);
      return next === undefined ? body : { ...body, next: pageUrl(request, next) };
    },
    'POST /a/{domain}/api/case/v2/': ({ body }) => afterSaving(() => postCases(session, body)),
    'PUT /a/{domain}/api/case/v2/': ({ body }) => afterSaving(() => putByBody(session, body)),
    'POST /a/{domain}/api/case/v2/bulk-fetch/': ({ body }) => bulkFetch(session, body),
    'GET /a/{domain}/api/case/v2/ext/{external_id}/': ({ names }) =>
      getByExternalId(session, names.external_id!),
    'PUT /a/{domain}/api/case/v2/ext/{external_id}/': ({ names, body }) =>
      afterSaving(() => putByExternalId(session, names.external_id!, body)),
    'GET /a/{domain}/api/case/v2/{case_id}': ({ names }) => getCases(session, names.case_id!),
    'PUT /a/{domain}/api/case/v2/{case_id}': ({ names, body }) =>
      afterSaving(() => putCase(session, names.case_id!, body)),
    'GET /a/{domain}/api/messaging-event/v1/': events,
    'GET /a/{domain}/api/v0.5/messaging-event/': events,
  });

  /** Answered when it is on the disk. */
  async function afterSaving<T>(write: () => T): Promise<T> {
    const answer = write();
    await kept();
    return answer;
  }

  function events({ query, request }: Pick<Asked<never>, 'query' | 'request'>) {
    const { objects, limit, next } = listEvents(session, query);
    return { objects, meta: { limit, next: next === undefined ? null : pageUrl(request, next) } };
  }
}

/** The whole address of the next page, as HQ gives it. */
const pageUrl = ({ headers, path }: Request, cursor: string): string =>
  `http://${headers.host}${path}?${new URLSearchParams({ cursor })}`;

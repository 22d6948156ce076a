import type { Express, Request } from 'express';
import { commCareRoutes } from '../contract/routes.ts';
import { type FieldChoice, fieldChoiceIn } from '../session/hq/case-api/field-choice.ts';
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
    'POST /a/{domain}/api/case/v2/': ({ body, query }) => answerWrite(query, () => postCases(session, body)),
    'PUT /a/{domain}/api/case/v2/': ({ body, query }) => answerWrite(query, () => putByBody(session, body)),
    'POST /a/{domain}/api/case/v2/bulk-fetch/': ({ body, query }) => bulkFetch(session, body, query),
    'GET /a/{domain}/api/case/v2/ext/{external_id}/': ({ names, query }) =>
      getByExternalId(session, names.external_id!, query),
    'PUT /a/{domain}/api/case/v2/ext/{external_id}/': ({ names, body, query }) =>
      answerWrite(query, () => putByExternalId(session, names.external_id!, body)),
    'GET /a/{domain}/api/case/v2/{case_id}': ({ names, query }) => getCases(session, names.case_id!, query),
    'PUT /a/{domain}/api/case/v2/{case_id}': ({ names, body, query }) =>
      answerWrite(query, () => putCase(session, names.case_id!, body)),
    'GET /a/{domain}/api/messaging-event/v1/': events,
    'GET /a/{domain}/api/v0.5/messaging-event/': events,
  });

  /** Answered when it is on the disk, with the fields that were asked for. */
  async function answerWrite<T extends object>(query: Asked<never>['query'], write: () => T): Promise<T> {
    const { choose } = fieldChoiceIn(query);
    const answer = write();
    await kept();
    return withFields(answer, choose);
  }

  function events({ query, request }: Pick<Asked<never>, 'query' | 'request'>) {
    const { objects, limit, next } = listEvents(session, query);
    return { objects, meta: { limit, next: next === undefined ? null : pageUrl(request, next) } };
  }
}

function withFields<T extends object>(answer: T, choose: FieldChoice['choose']): T {
  if ('case' in answer) return { ...answer, case: choose(answer.case as Json) };
  return 'cases' in answer ? { ...answer, cases: (answer.cases as Json[]).map(choose) } : answer;
}

type Json = Readonly<Record<string, unknown>>;

/** The whole address of the next page, as HQ gives it. */
const pageUrl = ({ headers, path }: Request, cursor: string): string =>
  `http://${headers.host}${path}?${new URLSearchParams({ cursor })}`;

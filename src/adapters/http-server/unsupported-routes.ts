/**
 * Routes of WireMock and Mailpit that these gateways have no use for. What clients call in passing is answered as by
 * a server that has none; what would have to do something is answered 501 with the name of what is missing.
 */
import type { Request, Response } from 'express';
import { type ApiRoute, Refusal, Unsupported } from './api-route.ts';

const NO_STUBS = 'the gateways answer as their kinds do, and faults in the scenario change that';
const NONE = { mappings: [], meta: { total: 0 } };

const empty = (method: ApiRoute['method'], path: string, body: object, summary: string): ApiRoute => ({
  method,
  path,
  summary,
  answer: { schema: 'Empty' },
  handle: (_request: Request, response: Response) => void response.json(body),
});

const missing = (method: ApiRoute['method'], path: string, what: string, instead: string): ApiRoute => ({
  method,
  path,
  summary: `Not there: ${what}`,
  answer: { schema: 'Empty' },
  otherwise: { 501: 'It is not there' },
  handle() {
    throw new Unsupported(`${what} is not there`, instead);
  },
});

const unknown = (method: ApiRoute['method'], path: string, what: string): ApiRoute => ({
  method,
  path,
  summary: `There is no ${what}`,
  answer: { schema: 'Empty' },
  otherwise: { 404: `There is no ${what}` },
  handle() {
    throw new Refusal(404, `there is no such ${what}`, NO_STUBS);
  },
});

export const unsupportedRoutes: readonly ApiRoute[] = [
  empty('get', '/__admin/mappings', NONE, 'Stub mappings: there are none'),
  empty('delete', '/__admin/mappings', {}, 'Forget all stub mappings: there are none'),
  empty('post', '/__admin/mappings/reset', {}, 'The stub mappings as at the start: none'),
  empty('post', '/__admin/mappings/save', {}, 'Save the stub mappings: there are none'),
  empty('get', '/__admin/mappings/unmatched', NONE, 'Stub mappings that nothing fits: there are none'),
  empty('delete', '/__admin/mappings/unmatched', {}, 'Forget them: there are none'),
  empty('post', '/__admin/mappings/find-by-metadata', NONE, 'Stub mappings by metadata: there are none'),
  empty('post', '/__admin/mappings/remove-by-metadata', {}, 'Forget them: there are none'),
  empty(
    'post',
    '/__admin/requests/remove-by-metadata',
    { serveEvents: [] },
    'No exchange has a stub mapping',
  ),
  empty('get', '/__admin/scenarios', { scenarios: [] }, 'Scenarios of stub mappings: there are none'),
  empty('post', '/__admin/scenarios/reset', {}, 'The scenarios as at the start: none'),
  empty('get', '/__admin/settings', { settings: {} }, 'Settings: there are none'),
  empty(
    'get',
    '/__admin/recordings/status',
    { status: 'NeverStarted' },
    'Nothing is recorded from elsewhere',
  ),
  missing('post', '/__admin/mappings', 'making a stub mapping', NO_STUBS),
  missing('post', '/__admin/mappings/import', 'importing stub mappings', NO_STUBS),
  unknown('get', '/__admin/mappings/{id}', 'stub mapping'),
  unknown('put', '/__admin/mappings/{id}', 'stub mapping'),
  unknown('delete', '/__admin/mappings/{id}', 'stub mapping'),
  unknown('put', '/__admin/scenarios/{name}/state', 'scenario'),
  missing(
    'post',
    '/__admin/settings',
    'a setting',
    '`latency` and faults in the scenario slow a gateway down',
  ),
  missing('post', '/__admin/recordings/start', 'recording another server', 'no request leaves this machine'),
  missing('post', '/__admin/recordings/stop', 'recording another server', 'no request leaves this machine'),
  missing('post', '/__admin/recordings/snapshot', 'making stub mappings of requests', NO_STUBS),
  missing('post', '/__admin/shutdown', 'ending the process', 'stop it where it was started'),
  missing('get', '/__admin/files', 'a store of files', NO_STUBS),
  missing('get', '/__admin/version', 'a version of WireMock', '/api/v1/info has the version of drysend'),
  missing('post', '/api/v1/send', 'sending a mail by HTTP', 'hand it to a mail gateway by SMTP'),
  missing('post', '/api/v1/message/{id}/release', 'sending a mail on', 'nothing leaves this machine'),
  missing('get', '/api/v1/message/{id}/html-check', 'a check of HTML', '/view/{id}.html has the HTML'),
  missing('get', '/api/v1/message/{id}/link-check', 'a check of links', 'nothing is fetched from elsewhere'),
  missing(
    'get',
    '/api/v1/message/{id}/sa-check',
    'SpamAssassin',
    'a rule with `reject: blocked` refuses a mail',
  ),
  missing(
    'get',
    '/api/v1/message/{id}/part/{part}/thumb',
    'a small picture',
    'the part itself has the bytes',
  ),
  missing('get', '/api/v1/chaos', 'Mailpit’s chaos', 'faults in the scenario have more, and a seed'),
  missing('put', '/api/v1/chaos', 'Mailpit’s chaos', 'faults in the scenario have more, and a seed'),
  missing('get', '/api/events', 'a stream of events', '/__admin/requests/wait waits for requests'),
];

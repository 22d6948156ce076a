import { eventFilterNames } from '../session/hq/messaging-events/event-filters.ts';
import { filterNames } from '../session/line-filter.ts';
import { type SchemaName, schemas } from './schemas.ts';

const answerOf = (name: SchemaName) => ({
  description: name,
  content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
});

const kindOf = (contentType: string, description: string) => ({
  description,
  content: { [contentType]: { schema: { type: 'string' } } },
});

interface Told {
  /** In the path. */
  readonly names?: readonly string[];
  readonly query?: readonly string[];
  /** What the body says; undefined: there is none. */
  readonly body?: string;
  readonly status?: number;
  readonly others?: Readonly<Record<string, object>>;
  readonly refusal?: SchemaName;
}

const route = (summary: string, answer: SchemaName | object, told: Told = {}) => ({
  summary,
  parameters: [
    ...(told.names ?? []).map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...(told.query ?? []).map((name) => ({ name, in: 'query', schema: { type: 'string' } })),
  ],
  ...(told.body !== undefined && {
    requestBody: {
      description: told.body,
      content: { 'application/json': { schema: { type: ['object', 'array'] } } },
    },
  }),
  responses: {
    [told.status ?? 200]: typeof answer === 'string' ? answerOf(answer as SchemaName) : answer,
    ...told.others,
    default: answerOf(told.refusal ?? 'Refusal'),
  },
});

const names = ['id'];
const session = '/api/sessions/{id}';
const notInTime = { 408: answerOf('NotInTime') };
const hq = (more: Told = {}): Told => ({
  refusal: 'HqError',
  ...more,
  names: ['domain', ...(more.names ?? [])],
});
const events = route(
  'CommCare Messaging Events API',
  'MessagingEvents',
  hq({ query: ['limit', 'cursor', 'order_by', ...eventFilterNames] }),
);
const caseFilters = [
  ...['limit', 'cursor', 'case_type', 'external_id', 'owner_id', 'case_name', 'closed'],
  ...['properties.{name}', 'indices.{name}', 'date_opened.gte', 'date_closed.gte', 'last_modified.gte'],
  ...['server_last_modified.gte', 'indexed_on.gte'],
];
const oneCase = '{case_type, case_name, owner_id, external_id?, properties?, indices?, close?}';

/** The whole API for tools; docs/api.md tells it to people. */
export const openApi = {
  openapi: '3.1.0',
  info: { title: 'drysend lab', version: '1', description: 'A rehearsal of case messaging, by hand.' },
  components: { schemas },
  paths: {
    '/api/scenarios': { get: route('The scenarios offered', 'Scenarios') },
    '/api/sessions': {
      get: route('The sessions under way', 'Sessions'),
      post: route('Opens a session', 'Opened', { status: 201, body: '{scenario: path} or {text}' }),
    },
    [session]: { delete: route('Ends a session for good', 'Ok', { names }) },
    [`${session}/state`]: {
      get: route('Everything but the journal', 'State', { names, query: ['contactsRevision'] }),
    },
    [`${session}/entries`]: {
      get: route('Lines of the journal', 'Entries', { names, query: ['after', 'limit'] }),
    },
    [`${session}/why`]: {
      get: route('A decision trail', 'Trail', { names, query: ['case', 'to', 'alert', 'at'] }),
    },
    [`${session}/exchanges`]: {
      get: route('The wire exchanges of a message', 'Exchanges', { names, query: ['id'] }),
    },
    [`${session}/outside`]: {
      get: route('What programs handed to the gateways’ sockets', 'Outside', {
        names,
        query: ['after', 'limit'],
      }),
    },
    [`${session}/events`]: {
      get: route('The feed', kindOf('text/event-stream', 'state, entries, outside, reset'), {
        names,
        query: ['after'],
      }),
    },
    [`${session}/wait`]: {
      get: route('Waits until lines fit', 'Waited', {
        names,
        query: ['count', 'timeout', 'after', ...filterNames],
        others: notInTime,
      }),
      post: route('Waits until lines fit', 'Waited', {
        names,
        body: 'The same words as the query',
        others: notInTime,
      }),
    },
    [`${session}/clock`]: {
      post: route('Moves the clock', 'Clock', { names, body: '{do, speed?, to?}' }),
    },
    [`${session}/act`]: {
      post: route('Does something now', 'Acted', { names, body: '{verb, <verb>: …}' }),
    },
    [`${session}/check-case`]: {
      post: route('What HQ makes of the six properties', 'Findings', { names, body: '{properties, key?}' }),
    },
    [`${session}/import`]: {
      post: route('Registers the cases of an export', 'Imported', { names, body: '{name, text, type?}' }),
    },
    [`${session}/scenario.yaml`]: {
      get: route('What was done so far', kindOf('text/yaml', 'A scenario'), { names }),
    },
    [`${session}/save`]: {
      post: route('The scenario with what happened as its promises', 'Saved', { names, body: '{}' }),
    },
    '/a/{domain}/api/case/v2/': {
      get: route('CommCare Case Data API v2: list', 'CaseList', hq({ query: caseFilters })),
      post: route(
        'CommCare Case Data API v2: create, or create and update in bulk',
        'CasesWritten',
        hq({ body: `${oneCase}, or a list of them with create: true or false` }),
      ),
      put: route('CommCare Case Data API v2: update', 'CaseWritten', hq({ body: oneCase })),
    },
    '/a/{domain}/api/case/v2/bulk-fetch/': {
      post: route(
        'CommCare Case Data API v2: fetch in bulk',
        'CasesFound',
        hq({ body: '{case_ids?, external_ids?}' }),
      ),
    },
    '/a/{domain}/api/case/v2/ext/{external_id}/': {
      get: route('CommCare Case Data API v2: one case', 'Case', hq({ names: ['external_id'] })),
      put: route(
        'CommCare Case Data API v2: update or create',
        'CaseWritten',
        hq({ names: ['external_id'], body: oneCase }),
      ),
    },
    '/a/{domain}/api/case/v2/{case_id}': {
      get: route(
        'CommCare Case Data API v2: one case, or several with commas',
        'CaseOrCases',
        hq({ names: ['case_id'] }),
      ),
      put: route(
        'CommCare Case Data API v2: update',
        'CaseWritten',
        hq({ names: ['case_id'], body: oneCase }),
      ),
    },
    '/a/{domain}/api/messaging-event/v1/': { get: events },
    '/a/{domain}/api/v0.5/messaging-event/': { get: events },
    '/openapi.json': { get: route('This', 'Description') },
    '/livez': { get: route('Whether it lives', 'Ok') },
    '/readyz': { get: route('Whether it is ready', 'Ok') },
  },
};

/** The lab's API: each route once. Routers, checks of bodies, `/openapi.json` and types come from these tables. */
import { eventFilterNames } from '../session/hq/messaging-events/event-filters.ts';
import { filterNames } from '../session/line-filter.ts';
import type { AnswerName } from './answers.ts';
import { anyObject, anything, type Shape, shape, text } from './shape.ts';

/** `GET /api/sessions/{id}/state`, as OpenAPI writes paths. */
type RouteName = `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`;

export interface Route {
  readonly summary: string;
  readonly query?: readonly string[];
  /** What a JSON body must be; undefined: there is none. */
  readonly body?: Shape<unknown>;
  /** Given when a field that must be there is missing or of another type. */
  readonly needs?: { readonly found: string; readonly wanted: string };
  /** The body as a person writes it, where the shape does not say enough. */
  readonly bodyWords?: string;
  /** Bytes of a body, as a text such as 1mb; default: those of any request. */
  readonly bodyMax?: string;
  /** A JSON answer, or another content type with what it holds. */
  readonly answer: AnswerName | { readonly type: string; readonly holds: string };
  /** Default 200. */
  readonly status?: number;
  /** Other statuses that are no refusals. */
  readonly others?: Readonly<Record<number, AnswerName>>;
  /** The shape of what goes wrong; default `Refusal`. */
  readonly refusal?: AnswerName;
}

export type RouteTable = Readonly<Record<RouteName, Route>>;

/** What the lab itself answers. */
export const labRoutes = {
  'GET /api/scenarios': { summary: 'The scenarios offered', answer: 'Scenarios' },
  'GET /api/addresses': {
    summary:
      'Where other devices of the network open the lab, with its token; none while it listens to this machine',
    answer: 'Addresses',
  },
  'GET /api/sessions': { summary: 'The sessions under way', answer: 'Sessions' },
  'POST /api/sessions': {
    summary: 'Opens a session',
    body: shape({ 'scenario?': text, 'text?': text }),
    bodyWords: '{scenario: path} or {text}',
    answer: 'Opened',
    status: 201,
  },
  'POST /api/sessions/{id}/duplicate': {
    summary: 'Opens another session with the same story, acts and moment',
    body: shape({}),
    bodyWords: '{}',
    answer: 'Opened',
    status: 201,
  },
  'GET /api/sessions/{id}/look-link': {
    summary: 'The path of a link that only looks at the session: it has a token of its own',
    answer: 'LookLink',
  },
  'DELETE /api/sessions/{id}': { summary: 'Ends a session for good', answer: 'Ok' },
} as const satisfies RouteTable;

/** About the server. */
export const serverRoutes = {
  'GET /openapi.json': { summary: 'This', answer: 'Description' },
  'GET /livez': { summary: 'Whether it lives', answer: 'Ok' },
  'GET /readyz': { summary: 'Whether it is ready', answer: 'Ok' },
} as const satisfies RouteTable;

/** A file that is imported: its text, or any file as base64. */
const importBody = shape({ name: text, 'text?': text, 'base64?': text, 'type?': text });

/** What a session's own thread answers. */
export const sessionRoutes = {
  'GET /api/sessions/{id}/state': {
    summary:
      'Everything but the journal; without the contacts for who knows that revision, or reads them apart',
    query: ['contactsRevision', 'contacts'],
    answer: 'State',
  },
  'GET /api/sessions/{id}/contacts': {
    summary:
      'Contacts, a page at a time: all, or those that have changed since the mark of an earlier answer',
    query: ['since', 'from', 'limit'],
    answer: 'Contacts',
  },
  'GET /api/sessions/{id}/entries': {
    summary: 'Lines of the journal',
    query: ['after', 'limit'],
    answer: 'Entries',
  },
  'GET /api/sessions/{id}/why': {
    summary: 'A decision trail',
    query: ['case', 'to', 'alert', 'at'],
    answer: 'Trail',
  },
  'GET /api/sessions/{id}/person': {
    summary: 'All properties of a contact with what changed them, and its surveys',
    query: ['key'],
    answer: 'Person',
  },
  'GET /api/sessions/{id}/filled': {
    summary: 'The text of a line, and what filled it in',
    query: ['seq'],
    answer: 'Filled',
  },
  'GET /api/sessions/{id}/roster': {
    summary: 'What became of everybody so far, as drysend roster counts it',
    query: ['alert'],
    answer: 'Roster',
  },
  'GET /api/sessions/{id}/plan': {
    summary: 'Who gets what, when and for how much, to the end of the story, as drysend plan counts it',
    query: ['alert', 'case'],
    answer: 'Planned',
  },
  'GET /api/sessions/{id}/acts': {
    summary: 'What was done by hand, the last first, and by whom',
    query: ['limit'],
    answer: 'Acts',
  },
  'GET /api/sessions/{id}/exchanges': {
    summary: 'The wire exchanges of a message',
    query: ['id'],
    answer: 'Exchanges',
  },
  'GET /api/sessions/{id}/outside': {
    summary: 'What programs handed to the gateways’ sockets, and texts that phones sent to them',
    query: ['after', 'limit'],
    answer: 'Outside',
  },
  'POST /api/sessions/{id}/outside/text': {
    summary: 'A phone sends a text to the application behind a gateway',
    body: shape({ from: text, text, 'gateway?': text }),
    needs: { found: 'no text from a number', wanted: 'from: a number, and text' },
    bodyWords: '{from, text, gateway?}',
    answer: 'TextBrought',
  },
  'GET /api/sessions/{id}/events': {
    summary: 'The feed',
    query: ['after', 'name'],
    answer: { type: 'text/event-stream', holds: 'state, entries, outside, reset' },
  },
  'GET /api/sessions/{id}/wait': {
    summary: 'Waits until lines fit',
    query: ['count', 'timeout', 'after', ...filterNames],
    answer: 'Waited',
    others: { 408: 'NotInTime' },
  },
  'POST /api/sessions/{id}/wait': {
    summary: 'Waits until lines fit',
    body: anyObject,
    bodyWords: 'The same words as the query',
    answer: 'Waited',
    others: { 408: 'NotInTime' },
  },
  'POST /api/sessions/{id}/clock': {
    summary: 'Moves the clock',
    body: shape({ 'do?': anything, 'speed?': anything, 'to?': anything }),
    bodyWords: '{do, speed?, to?}',
    answer: 'Clock',
  },
  'POST /api/sessions/{id}/act': {
    summary: 'Does something now',
    body: anyObject,
    bodyWords: '{verb, <verb>: …}',
    answer: 'Acted',
  },
  'POST /api/sessions/{id}/check-case': {
    summary: 'What HQ makes of the six properties',
    body: shape({ properties: anyObject, 'key?': text }),
    needs: { found: 'no properties', wanted: 'properties: a map of texts' },
    bodyWords: '{properties, key?}',
    answer: 'Findings',
  },
  'POST /api/sessions/{id}/import': {
    summary: 'Registers the cases of an export',
    body: importBody,
    needs: { found: 'no name', wanted: 'name: the file’s' },
    bodyWords: '{name, text or base64, type?}',
    bodyMax: '14mb',
    answer: 'Imported',
  },
  'POST /api/sessions/{id}/import-preview': {
    summary: 'What an export would bring, and nothing is done',
    body: importBody,
    needs: { found: 'no name', wanted: 'name: the file’s' },
    bodyWords: '{name, text or base64, type?}',
    bodyMax: '14mb',
    answer: 'ImportPreview',
  },
  'POST /api/sessions/{id}/rename': {
    summary: 'Calls the session otherwise; an empty title is that of its story',
    body: shape({ title: text }),
    needs: { found: 'no title', wanted: 'title: a text' },
    bodyWords: '{title}',
    answer: 'Ok',
  },
  'POST /api/sessions/{id}/start-over': {
    summary: 'Begins anew as it was opened, or as its file is now; what was done by hand is forgotten',
    body: shape({ 'from?': text }),
    bodyWords: '{from?: "file"}',
    answer: 'Acted',
  },
  'GET /api/sessions/{id}/scenario.yaml': {
    summary: 'What was done so far',
    answer: { type: 'text/yaml', holds: 'A scenario' },
  },
  'GET /api/sessions/{id}/saved.yaml': {
    summary: 'The scenario with what happened as its promises, as a file',
    answer: { type: 'text/yaml', holds: 'A scenario' },
  },
  'POST /api/sessions/{id}/save': {
    summary: 'The scenario with what happened as its promises',
    body: shape({}),
    bodyWords: '{}',
    answer: 'Saved',
  },
} as const satisfies RouteTable;

const caseFilters = [
  ...['limit', 'cursor', 'case_type', 'external_id', 'owner_id', 'case_name', 'closed', 'query'],
  ...['properties.{name}', 'indices.{name}', 'date_opened.gte', 'date_closed.gte', 'last_modified.gte'],
  ...['server_last_modified.gte', 'indexed_on.gte', 'fields', 'fields.{name}', 'exclude', 'exclude.{name}'],
];
const oneCase = '{case_type, case_name, owner_id, external_id?, properties?, indices?, close?}';
const events = {
  summary: 'CommCare Messaging Events API',
  query: ['limit', 'cursor', 'order_by', ...eventFilterNames],
  answer: 'MessagingEvents',
  refusal: 'HqError',
} as const satisfies Route;

/** CommCare's own APIs, which say themselves what is wrong with a body. */
export const commCareRoutes = {
  'GET /a/{domain}/api/case/v2/': {
    summary: 'CommCare Case Data API v2: list',
    query: caseFilters,
    answer: 'CaseList',
    refusal: 'HqError',
  },
  'POST /a/{domain}/api/case/v2/': {
    summary: 'CommCare Case Data API v2: create, or create and update in bulk',
    body: anything,
    bodyWords: `${oneCase}, or a list of them with create: true or false`,
    answer: 'CasesWritten',
    refusal: 'HqError',
  },
  'PUT /a/{domain}/api/case/v2/': {
    summary: 'CommCare Case Data API v2: update',
    body: anything,
    bodyWords: oneCase,
    answer: 'CaseWritten',
    refusal: 'HqError',
  },
  'POST /a/{domain}/api/case/v2/bulk-fetch/': {
    summary: 'CommCare Case Data API v2: fetch in bulk',
    body: anything,
    bodyWords: '{case_ids?, external_ids?}',
    answer: 'CasesFound',
    refusal: 'HqError',
  },
  'GET /a/{domain}/api/case/v2/ext/{external_id}/': {
    summary: 'CommCare Case Data API v2: one case',
    answer: 'Case',
    refusal: 'HqError',
  },
  'PUT /a/{domain}/api/case/v2/ext/{external_id}/': {
    summary: 'CommCare Case Data API v2: update or create',
    body: anything,
    bodyWords: oneCase,
    answer: 'CaseWritten',
    refusal: 'HqError',
  },
  'GET /a/{domain}/api/case/v2/{case_id}': {
    summary: 'CommCare Case Data API v2: one case, or several with commas',
    answer: 'CaseOrCases',
    refusal: 'HqError',
  },
  'PUT /a/{domain}/api/case/v2/{case_id}': {
    summary: 'CommCare Case Data API v2: update',
    body: anything,
    bodyWords: oneCase,
    answer: 'CaseWritten',
    refusal: 'HqError',
  },
  'GET /a/{domain}/api/messaging-event/v1/': events,
  'GET /a/{domain}/api/v0.5/messaging-event/': events,
} as const satisfies RouteTable;

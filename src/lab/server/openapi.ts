const json = { description: 'JSON' };
const refusal = { description: 'Refused: {found, wanted, hint?, problems?}' };

const route = (summary: string, names: readonly string[] = [], query: readonly string[] = []) => ({
  summary,
  parameters: [
    ...names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...query.map((name) => ({ name, in: 'query', schema: { type: 'string' } })),
  ],
  responses: { 200: json, default: refusal },
});

const written = (summary: string, names: readonly string[] = []) => ({
  ...route(summary, names),
  requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
});

const id = ['id'];
const session = '/api/sessions/{id}';

/** The whole API for tools; docs/api.md tells it to people. */
export const openApi = {
  openapi: '3.1.0',
  info: { title: 'drysend lab', version: '1', description: 'A rehearsal of case messaging, by hand.' },
  paths: {
    '/api/scenarios': { get: route('The scenarios offered') },
    '/api/sessions': {
      get: route('The sessions under way'),
      post: written('Opens a session: {scenario: path} or {text}'),
    },
    [`${session}/state`]: { get: route('Everything but the journal', id) },
    [`${session}/entries`]: { get: route('Lines of the journal', id, ['after', 'limit']) },
    [`${session}/why`]: { get: route('A decision trail', id, ['case', 'to', 'alert', 'at']) },
    [`${session}/exchanges`]: { get: route('The wire exchanges of a message', id, ['id']) },
    [`${session}/events`]: { get: route('Server-sent events: state, entries, reset, reload', id, ['after']) },
    [`${session}/clock`]: { post: written('Moves the clock: {do, speed?, to?}', id) },
    [`${session}/act`]: { post: written('Does something now: {verb, <verb>: …}', id) },
    [`${session}/check-case`]: { post: written('What HQ makes of {properties}', id) },
    [`${session}/import`]: { post: written('Registers the cases of an export: {name, text, type?}', id) },
    [`${session}/scenario.yaml`]: { get: route('What was done so far', id) },
    [`${session}/save`]: { post: written('The scenario with what happened as its promises', id) },
    '/a/{domain}/api/case/v2/': { post: written('CommCare Case Data API v2: create', ['domain']) },
    '/a/{domain}/api/case/v2/{case_id}': {
      put: written('CommCare Case Data API v2: update', ['domain', 'case_id']),
    },
    '/a/{domain}/api/messaging-event/v1/': {
      get: route(
        'CommCare Messaging Events API',
        ['domain'],
        ['limit', 'cursor', 'case_id', 'status', 'error_code', 'date.gte', 'date.lt'],
      ),
    },
    '/openapi.json': { get: route('This') },
    '/livez': { get: route('Whether it lives') },
    '/readyz': { get: route('Whether it is ready') },
  },
};

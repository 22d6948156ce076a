/** The shapes of the lab's answers, as JSON Schema. */

type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string' };
const count: Schema = { type: 'integer', minimum: 0 };
const whole: Schema = { type: 'integer' };
const yesNo: Schema = { type: 'boolean' };
const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
const listOf = (items: Schema): Schema => ({ type: 'array', items });
const mapOf = (values: Schema): Schema => ({ type: 'object', additionalProperties: values });
const anything: Schema = { type: 'object' };

/** An object whose keys are all there; those after a `?` may be missing; there are no others. */
function shape(fields: Readonly<Record<string, Schema>>): Schema {
  const names = Object.keys(fields);
  return {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name.replace('?', ''), fields[name]])),
    required: names.filter((name) => !name.endsWith('?')),
    additionalProperties: false,
  };
}

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

const beat = {
  now: whole,
  wall: text,
  speed: { type: 'number', minimum: 0 },
  journey: orNull(shape({ from: whole, to: orNull(whole) })),
  stopped: orNull(text),
  contactsRevision: text,
  nextAt: orNull(whole),
  counts: shape({ sms: count, email: count, errors: count, held: count }),
  lastSeq: count,
  outsideSeq: count,
};

const contact = shape({
  key: text,
  kind: { enum: ['case', 'user', 'number'] },
  name: text,
  'type?': text,
  registered: yesNo,
  closed: yesNo,
  zone: shape({ name: text, wall: text, from: text }),
  'language?': text,
  'number?': text,
  'normalized?': text,
  'country?': text,
  twoWay: yesNo,
  optedOut: yesNo,
  'email?': text,
  'gateway?': shape({ name: orNull(text), because: text, 'code?': text }),
  'properties?': mapOf(text),
});

const gateway = shape({
  name: text,
  type: text,
  scope: text,
  down: yesNo,
  failNext: count,
  latencyMs: count,
  faults: listOf(text),
  url: orNull(text),
  sent: count,
  refused: count,
  attempts: count,
});

const upcoming = shape({ at: whole, alert: text, 'case?': text, recipient: text });

const state = shape({
  id: text,
  title: text,
  ...beat,
  startsAt: whole,
  endsAt: whole,
  project: shape({ name: text, timeZone: text, languages: listOf(text) }),
  'contacts?': listOf(contact),
  gateways: listOf(gateway),
  alerts: listOf(shape({ key: text, active: yesNo, kind: { enum: ['alert', 'broadcast'] } })),
  upcoming: listOf(upcoming),
});

const line: Schema = {
  type: 'object',
  properties: { seq: { type: 'integer', minimum: 1 }, at: text, kind: text },
  required: ['seq', 'at', 'kind'],
};

const wireRequest = shape({ method: text, path: text, headers: mapOf(text), body: text });
const wireResponse = shape({ status: whole, headers: mapOf(text), body: text });

const exchange = shape({
  id: text,
  attempt: whole,
  gateway: text,
  request: wireRequest,
  response: { anyOf: [wireResponse, { type: 'object', required: ['failure'] }] },
});

const outsideExchange = shape({
  seq: whole,
  at: whole,
  gateway: orNull(text),
  channel: orNull({ enum: ['sms', 'email'] }),
  verdict: { enum: ['taken', 'refused', 'failing', 'other', 'unmatched'] },
  to: text,
  from: text,
  text,
  request: wireRequest,
  response: wireResponse,
  contacts: listOf(text),
});

const waited = {
  count,
  lastSeq: count,
  entries: listOf(ref('Line')),
  others: listOf(ref('Line')),
};

const trail = shape({
  contact: text,
  'about?': text,
  zone: text,
  notes: listOf(text),
  sections: listOf(shape({ title: text, steps: listOf(anything) })),
  endings: listOf(text),
});

const finding = shape({
  property: text,
  found: text,
  becomes: text,
  level: { enum: ['ok', 'warning', 'error'] },
  message: text,
  'laterError?': text,
});

const hqCase = shape({
  domain: text,
  case_id: text,
  case_type: text,
  case_name: text,
  external_id: orNull(text),
  owner_id: text,
  date_opened: text,
  last_modified: text,
  server_last_modified: text,
  indexed_on: text,
  closed: yesNo,
  date_closed: orNull(text),
  properties: mapOf(text),
  indices: mapOf(shape({ case_id: text, case_type: text, relationship: { enum: ['child', 'extension'] } })),
});

const hqMessage = shape({
  message_id: whole,
  date: text,
  date_modified: orNull(text),
  type: { enum: ['sms', 'email'] },
  direction: { enum: ['outgoing'] },
  content: text,
  status: { enum: ['sent', 'delivered', 'error', 'queued', 'forwarded'] },
  backend: orNull(text),
  'error_message?': text,
  'phone_number?': orNull(text),
  'email_address?': orNull(text),
});

const hqEvent = shape({
  id: whole,
  domain: text,
  content_type: { enum: ['sms', 'sms-survey', 'phone-verification', 'chat-sms', 'email'] },
  date: text,
  date_last_activity: text,
  case_id: orNull(text),
  status: { enum: ['in-progress', 'completed', 'error', 'email-delivered'] },
  error: orNull(shape({ code: text, message: text, message_detail: orNull(text) })),
  form: orNull(anything),
  source: shape({ source_id: orNull(text), type: text, name: orNull(text) }),
  recipient: shape({ recipient_id: text, type: text, name: text }),
  messages: listOf(hqMessage),
});

const notFound = shape({ 'case_id?': text, 'external_id?': text, error: text });

/** Named, for answers to point at. */
export const schemas = {
  Scenarios: listOf(shape({ path: text, title: text, 'about?': text, tags: listOf(text) })),
  Sessions: listOf(shape({ id: text, title: text })),
  Opened: shape({ id: text }),
  State: state,
  Line: line,
  Entries: shape({ entries: listOf(ref('Line')) }),
  Trail: trail,
  Exchanges: shape({ exchanges: listOf(exchange) }),
  Outside: shape({ exchanges: listOf(outsideExchange), lastSeq: count }),
  Waited: shape(waited),
  NotInTime: shape({ found: text, wanted: text, ...waited }),
  Clock: shape({ now: whole, speed: { type: 'number' }, isThere: yesNo }),
  Acted: shape({ now: whole, lastSeq: count }),
  Findings: listOf(finding),
  Imported: shape({ registered: listOf(text), notices: listOf(anything) }),
  Saved: shape({ yaml: text }),
  Ok: shape({ ok: { const: true } }),
  Refusal: shape({ found: text, wanted: text, 'hint?': text, 'problems?': listOf(anything) }),
  Case: hqCase,
  CaseList: shape({ matching_records: count, cases: listOf(ref('Case')), 'next?': text }),
  CaseWritten: shape({ form_id: text, case: ref('Case') }),
  CasesWritten: {
    anyOf: [ref('CaseWritten'), shape({ form_id: text, cases: listOf(ref('Case')) })],
  },
  CasesFound: shape({
    matching_records: count,
    missing_records: count,
    cases: listOf({ anyOf: [ref('Case'), notFound] }),
  }),
  CaseOrCases: { anyOf: [ref('Case'), ref('CasesFound')] },
  MessagingEvents: shape({ objects: listOf(hqEvent), meta: shape({ limit: whole, next: orNull(text) }) }),
  HqError: shape({ error: text }),
  Description: anything,
} as const satisfies Readonly<Record<string, Schema>>;

export type SchemaName = keyof typeof schemas;

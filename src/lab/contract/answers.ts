/** The shapes of the lab's answers: checked by tests, published by `/openapi.json`, and the types of the pages. */
import type { EntryField, EntryFields, EntryKind } from '../../core/model/entry.ts';
import { hqCase, hqEvent } from './commcare-answers.ts';
import { outsideAnswer, textBrought, wireRequest, wireResponse } from './outside-answers.ts';
import {
  anyObject,
  count,
  either,
  listOf,
  mapOf,
  oneOf,
  orNull,
  ref,
  type Schema,
  type Shape,
  shape,
  text,
  type ValueOf,
  whole,
  yesNo,
} from './shape.ts';

const speed: Shape<number> = { type: 'number', minimum: 0 };

const beatFields = {
  now: whole,
  wall: text,
  speed,
  journey: orNull(shape({ from: whole, to: orNull(whole) })),
  stopped: orNull(text),
  contactsRevision: text,
  nextAt: orNull(whole),
  counts: shape({ sms: count, email: count, errors: count, held: count }),
  lastSeq: count,
  outsideSeq: count,
  title: text,
  /** Whether the file of the story differs from what the session was opened with. */
  isFileChanged: yesNo,
  /** Who has a window open on it, as far as they gave a name; `looks`: by a link that only looks. */
  people: listOf(shape({ name: text, looks: yesNo, windows: count })),
  /** Who moved the clock last, where they gave a name. */
  movedBy: orNull(text),
};

const beat = shape(beatFields);

const contact = shape({
  key: text,
  kind: oneOf('case', 'user', 'number'),
  name: text,
  label: text,
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
  problems: listOf(shape({ property: text, found: text, message: text, 'code?': text, 'cure?': text })),
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
  /** Host and port of the application that it calls with texts from phones. */
  textsGoTo: orNull(text),
  sent: count,
  refused: count,
  attempts: count,
});

const upcoming = shape({ at: whole, alert: text, 'case?': text, recipient: text });

const state = shape({
  id: text,
  ...beatFields,
  startsAt: whole,
  endsAt: whole,
  project: shape({ name: text, timeZone: text, languages: listOf(text) }),
  'contacts?': listOf(contact),
  gateways: listOf(gateway),
  alerts: listOf(shape({ key: text, active: yesNo, kind: oneOf('alert', 'broadcast') })),
  upcoming: listOf(upcoming),
});

/** Fields that are milliseconds in memory, and ISO 8601 on paper. */
type InstantField = 'due' | 'until' | 'retry_at';

/** A line of the journal: docs/journal.md has the fields of each kind. */
export type Line = { readonly seq: number; readonly at: string; readonly kind: EntryKind } & {
  readonly [Field in Exclude<EntryField, InstantField>]?: EntryFields[Field];
} & { readonly [Field in InstantField]?: string } & {
  /** What its code or reason means, which the journal itself leaves out. */
  readonly words?: string;
  /** Of an error, what would put it right. */
  readonly cure?: string;
};

const line: Shape<Line> = {
  type: 'object',
  properties: { seq: { type: 'integer', minimum: 1 }, at: text, kind: text, words: text, cure: text },
  required: ['seq', 'at', 'kind'],
};
const lines = listOf(ref('Line', line));

const wireFailure: Shape<{ readonly failure: string }> = { type: 'object', required: ['failure'] };

const exchange = shape({
  id: text,
  attempt: whole,
  gateway: text,
  request: wireRequest,
  response: either(wireResponse, wireFailure),
});

const waited = {
  count,
  lastSeq: count,
  entries: lines,
  others: lines,
};

const pair: Shape<readonly [name: string, value: string]> = {
  type: 'array',
  items: text,
  minItems: 2,
  maxItems: 2,
};

const step = shape({
  seq: whole,
  at: whole,
  wall: text,
  kind: text,
  sentence: text,
  facts: listOf(pair),
});

const trail = shape({
  contact: text,
  label: text,
  'about?': text,
  zone: text,
  notes: listOf(text),
  sections: listOf(shape({ title: text, steps: listOf(step) })),
  endings: listOf(text),
});

const author = shape({
  kind: oneOf('story', 'import', 'hand', 'survey', 'keyword', 'rule'),
  'name?': text,
});

const moment = shape({ at: whole, wall: text });

const person = shape({
  key: text,
  zone: text,
  properties: listOf(
    shape({
      name: text,
      value: text,
      changes: listOf(shape({ at: whole, wall: text, value: text, 'before?': text, by: author })),
    }),
  ),
  surveys: listOf(
    shape({
      survey: text,
      'question?': text,
      answers: mapOf(text),
      number: text,
      reminders: listOf(moment),
      expires: moment,
    }),
  ),
});

const filled = shape({
  parts: listOf(shape({ text, 'path?': text })),
  values: listOf(shape({ path: text, 'since?': text, 'by?': author })),
});

const noticeKind = shape({
  code: text,
  severity: oneOf('error', 'warning', 'note'),
  count,
  example: text,
  'hint?': text,
});

const importPreview = shape({
  cases: count,
  closed: count,
  withoutNumber: count,
  /** Of those with a number. */
  withoutGateway: count,
  types: listOf(text),
  sample: listOf(
    shape({ key: text, name: text, type: text, found: text, number: text, gateway: text, language: text }),
  ),
  notices: listOf(noticeKind),
});

const roster = shape({
  contacts: count,
  funnels: listOf(
    shape({
      cause: text,
      'case_type?': text,
      'cases?': count,
      matched: count,
      started: count,
      fell_due: count,
      outcomes: listOf(shape({ outcome: text, 'reason?': text, 'means?': text, rows: count, people: count })),
      gotNothing: count,
    }),
  ),
  gotNothing: listOf(
    shape({
      reason: text,
      means: text,
      cure: text,
      count,
      people: listOf(shape({ key: text, label: text })),
    }),
  ),
  warnings: listOf(noticeKind),
});

const bucketFields = {
  messages: count,
  sms: count,
  email: count,
  segments: count,
  cost: mapOf(text),
  unpriced_segments: count,
};
const bucket = shape({ key: text, ...bucketFields });

const plannedMessage = shape({
  person: text,
  label: text,
  local: text,
  zone: text,
  'channel?': text,
  'gateway?': text,
  'language?': text,
  cause: text,
  'cost?': text,
  'currency?': text,
  'text?': text,
  'segments?': count,
});

const planned = shape({
  contacts: count,
  all: shape(bucketFields),
  months: listOf(bucket),
  days: listOf(bucket),
  gateways: listOf(bucket),
  causes: listOf(bucket),
  errors: mapOf(count),
  undated: mapOf(count),
  waiting: count,
  messages: listOf(plannedMessage),
  moreMessages: count,
});

const finding = shape({
  property: text,
  found: text,
  becomes: text,
  level: oneOf('ok', 'warning', 'error'),
  message: text,
  'laterError?': text,
});

const notFound = shape({ 'case_id?': text, 'external_id?': text, error: text });

const caseWritten = shape({ form_id: text, case: ref('Case', hqCase) });

const casesFound = shape({
  matching_records: count,
  missing_records: count,
  cases: listOf(either(ref('Case', hqCase), notFound)),
});

/** Named, for answers to point at. */
export const answers = {
  Scenarios: listOf(shape({ path: text, title: text, 'about?': text, tags: listOf(text) })),
  Addresses: shape({ addresses: listOf(text) }),
  Sessions: listOf(
    shape({ id: text, title: text, contacts: count, openedAt: whole, usedAt: whole, hasGateways: yesNo }),
  ),
  Opened: shape({ id: text }),
  State: state,
  Contacts: shape({
    mark: text,
    revision: text,
    /** The contacts take the place of all that were known. */
    isWhole: yesNo,
    total: count,
    contacts: listOf(contact),
    /** Numbers that somebody has registered since. */
    gone: listOf(text),
    next: orNull(count),
  }),
  Line: line,
  Entries: shape({ entries: lines }),
  Trail: trail,
  Person: person,
  Filled: filled,
  Roster: roster,
  Planned: planned,
  Exchanges: shape({ exchanges: listOf(exchange) }),
  Outside: outsideAnswer,
  TextBrought: textBrought,
  Waited: shape(waited),
  NotInTime: shape({ found: text, wanted: text, ...waited }),
  LookLink: shape({ path: text }),
  Acts: shape({
    acts: listOf(
      shape({
        at: whole,
        wall: text,
        'by?': text,
        'file?': text,
        verb: text,
        keys: listOf(text),
        moreKeys: count,
        'text?': text,
      }),
    ),
    more: count,
  }),
  Clock: shape({ now: whole, speed, isThere: yesNo }),
  Acted: shape({ now: whole, lastSeq: count }),
  Findings: listOf(finding),
  Imported: shape({ registered: listOf(text), notices: listOf(noticeKind) }),
  ImportPreview: importPreview,
  Saved: shape({ yaml: text }),
  Ok: shape({ ok: oneOf(true) }),
  Refusal: shape({ found: text, wanted: text, 'hint?': text, 'problems?': listOf(anyObject) }),
  Case: hqCase,
  CaseList: shape({ matching_records: count, cases: listOf(ref('Case', hqCase)), 'next?': text }),
  CaseWritten: caseWritten,
  CasesWritten: either(
    ref('CaseWritten', caseWritten),
    shape({ form_id: text, cases: listOf(ref('Case', hqCase)) }),
  ),
  CasesFound: casesFound,
  CaseOrCases: either(ref('Case', hqCase), ref('CasesFound', casesFound)),
  MessagingEvents: shape({ objects: listOf(hqEvent), meta: shape({ limit: whole, next: orNull(text) }) }),
  HqError: shape({ error: text }),
  Description: anyObject,
} as const satisfies Readonly<Record<string, Schema>>;

export type AnswerName = keyof typeof answers;

/** What the answer of that name says. */
export type AnswerOf<Name extends AnswerName> = ValueOf<(typeof answers)[Name]>;

/** What changes with every beat of the clock. `speed` 0: paused; otherwise virtual seconds per real second. */
export type Beat = ValueOf<typeof beat>;

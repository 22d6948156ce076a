/**
 * What a line of the journal may say, by name: how each field is kept, its JSON Schema and its meaning. The types,
 * the columns, the schema and the page of the journal are made from this table.
 */
import { type Because, becauseSchema } from './because.ts';
import type { Instant } from './instant.ts';

/** How the value of a field is kept and written. `json` is any plain data; `id` a text hardly ever seen twice. */
export type Shape = 'text' | 'id' | 'count' | 'instant' | 'because' | 'json';

/** A field whose values are of type `T` in memory; on paper they are as `schema` says. */
export interface Field<T> {
  readonly shape: Shape;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly doc: string;
  /** Only for the compiler: never set. */
  readonly type?: T;
}

const causes = [
  'alert',
  'broadcast',
  'keyword',
  'survey',
  'default_reply',
  'opt_in',
  'opt_out',
  'verification',
  'registration',
  'forward',
  'chat',
  'system',
  'rule',
] as const;

/** What made a message, or saved a case. */
export type Cause = (typeof causes)[number];

const reasons = [
  'rule_not_true',
  'bad_date',
  'past_start',
  'start_shifted',
  'week_lost',
  'month_skipped',
  'overtaken',
  'same_due',
  'stale',
  'stop_date',
  'schedule_finished',
  'copied_finished',
  'alert_off',
  'alert_deleted',
  'case_closed',
  'case_deleted',
  'recipient_gone',
  'empty_text',
  'survey_not_started',
  'no_recipient_filter',
  'sending_hours',
  'daily_limit',
  'rate',
  'conversation',
  'no_gateway',
] as const;

/** Why something was not sent, or not yet. */
export type Reason = (typeof reasons)[number];

const text = (doc: string): Field<string> => ({ shape: 'text', schema: { type: 'string' }, doc });
const id = (doc: string): Field<string> => ({ shape: 'id', schema: { type: 'string' }, doc });
const count = (doc: string): Field<number> => ({ shape: 'count', schema: { type: 'integer' }, doc });
const instant = (doc: string): Field<Instant> => ({ shape: 'instant', schema: instantSchema, doc });
const because = (doc: string): Field<Because> => ({ shape: 'because', schema: becauseSchema, doc });
const oneOf = <const T extends string>(values: readonly T[], doc: string): Field<T> => ({
  shape: 'text',
  schema: { enum: values },
  doc,
});
const json = <T>(schema: Readonly<Record<string, unknown>>, doc: string): Field<T> => ({
  shape: 'json',
  schema,
  doc,
});

/** ISO 8601 UTC with milliseconds. */
export const instantSchema = {
  type: 'string',
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$',
} as const;

export const fieldTable = {
  case: text('Key of the case that it is about.'),
  changed: json<readonly string[]>(
    { type: 'array', items: { type: 'string' } },
    'Names of the properties or settings that are new or changed.',
  ),
  what: text('The kind of setting: user, group, location, alert, …'),
  name: text('Key of the setting, of the rule or of the cause; the cause itself when it has none.'),
  alert: text('Key of the alert.'),
  broadcast: text('Key of the broadcast.'),
  keyword: text('Key of the keyword.'),
  survey: text('Key of the survey.'),
  recipient: text('The recipient as the alert names it.'),
  event: count('From 0, as in HQ.'),
  iteration: count('From 1, as in HQ.'),
  due: instant('When the event falls due.'),
  reason: oneOf(reasons, 'Why it did not go, or does not go yet.'),
  detail: json<string | Readonly<Record<string, unknown>>>(
    { type: ['string', 'object'] },
    'What a person needs beside the reason or code; of a rule: criterion, found and wanted.',
  ),
  id: id('Of the message, derived from cause, name, case, recipient, due, event and iteration.'),
  channel: oneOf(['sms', 'email'], 'How it goes.'),
  to: text('Key of the contact that it goes to.'),
  number: text('Digits without plus.'),
  address: text('Email address.'),
  via: text('Name of the gateway; left out when it is chosen later.'),
  language: text('Language of the text; `*` for untranslated text.'),
  text: text('The text, filled in.'),
  subject: text('Of an email.'),
  html: text('The HTML part of an email.'),
  cause: oneOf(causes, 'What made the message.'),
  because: because('Which rule chose the zone, the language, the number and the gateway.'),
  from_number: text('Digits of the sender.'),
  segments: count('SMS segments on the air.'),
  hq_parts: count("Billable parts by HQ's own count."),
  encoding: oneOf(['GSM-7', 'UCS-2'], 'Encoding of the segments.'),
  attempts: count('Hand-overs so far.'),
  local: text("`at` in the recipient's zone, ISO 8601 with its offset."),
  attempt: count('From 1.'),
  answer: text('What HQ keeps of the failure.'),
  retry_at: instant('When it will be tried again.'),
  until: instant('When the hold ends.'),
  code: text("HQ's error code, the code of a warning, or of a receipt."),
  level: oneOf(['event', 'message'], 'Where HQ shows the error.'),
  status: text('As the receipt says it.'),
  contact: text('Key of the contact that wrote or answered.'),
  handled_by: text('Which handler took the text; left out: none.'),
  invalid_answer: json<boolean>({ type: 'boolean' }, "HQ's mark of a wrong answer to a survey."),
  message_id: text("The gateway's id of the text."),
  owner: json<string | null>(
    { type: ['string', 'null'] },
    'Key of the two-way owner; null: nobody owns it now.',
  ),
  refused: text('Who asked for the number and did not get it.'),
  direction: oneOf(['in', 'out'], 'Opted in or out.'),
  state: text('What happened to the survey.'),
  answers: json<Readonly<Record<string, string>>>(
    { type: 'object', additionalProperties: { type: 'string' } },
    'Answers so far, by question.',
  ),
  message: text('The warning in words.'),
  hint: text('What would mend it.'),
  about: json<Readonly<Record<string, string>>>(
    { type: 'object', additionalProperties: { type: 'string' } },
    'What the warning is about, by kind.',
  ),
} as const satisfies Readonly<Record<string, Field<unknown>>>;

export type EntryField = keyof typeof fieldTable;

/** The type of each field in memory: instants are numbers, milliseconds since 1970 UTC. */
export type EntryFields = {
  readonly [Name in EntryField]: (typeof fieldTable)[Name] extends Field<infer T> ? T : never;
};

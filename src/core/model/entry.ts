import type { EntryField, EntryFields } from './entry-fields.ts';
import type { Instant } from './instant.ts';

export type { Cause, EntryField, EntryFields, Reason } from './entry-fields.ts';

const subject = ['alert?', 'broadcast?'] as const;
const cause = ['cause', 'name', 'alert?', 'broadcast?', 'keyword?', 'survey?'] as const;
const scheduled = ['event?', 'iteration?', 'due?'] as const;
const messageFields = [
  'id',
  'channel',
  'to?',
  'number?',
  'address?',
  'via?',
  'language?',
  'text',
  'subject?',
  'html?',
  'case?',
  ...cause,
  ...scheduled,
  'because',
] as const;
const saved = ['case', 'changed?', 'cause?', 'name?'] as const;
const armed = [...subject, 'case?', 'recipient?', ...scheduled, 'reason?', 'detail?'] as const;

/**
 * The kinds of line: what each says, and its fields after `seq`, `at` and `kind` in the order they are written.
 * A `?` marks a field that may be missing. Columns, types, the JSON Schema and the page of the journal are made
 * from this table.
 */
export const entryTable = {
  registered: { doc: 'A case was saved for the first time.', fields: saved },
  updated: { doc: 'A case was saved again.', fields: saved },
  closed: { doc: 'A case was closed.', fields: saved },
  reopened: { doc: 'A closed case was opened again.', fields: saved },
  deleted: { doc: 'A case was deleted.', fields: saved },
  setting: {
    doc: 'A user, group, location, alert, broadcast, gateway, project, platform or note entry of the timeline acted.',
    fields: ['what', 'name?', 'changed?'],
  },
  armed: { doc: 'An alert instance was created.', fields: armed },
  rearmed: { doc: 'An alert instance was recalculated.', fields: armed },
  disarmed: { doc: 'An alert instance was removed, or has no event left.', fields: armed },
  skipped: { doc: 'An event was passed over, or an alert does not start for a case.', fields: armed },
  queued: { doc: 'A message was made.', fields: messageFields },
  sent: {
    doc: 'A gateway accepted a message.',
    fields: [...messageFields, 'from_number?', 'segments?', 'hq_parts?', 'encoding?', 'attempts', 'local'],
  },
  attempt: {
    doc: 'A hand-over failed and will be tried again.',
    fields: ['id', 'via?', 'attempt', 'answer', 'retry_at'],
  },
  held: {
    doc: 'A message waits: one line for each hold, with its final end.',
    fields: ['id', 'reason', 'until?'],
  },
  error: {
    doc: 'A message or event ended without being sent.',
    fields: [
      'id?',
      'channel?',
      'to?',
      'number?',
      'address?',
      'via?',
      'language?',
      'text?',
      'subject?',
      'html?',
      'case?',
      ...cause,
      ...scheduled,
      'because?',
      'code',
      'detail?',
      'level',
      'attempts?',
    ],
  },
  receipt: { doc: 'A delivery report came.', fields: ['id', 'status', 'code?', 'via?'] },
  inbound: {
    doc: 'A text arrived.',
    fields: ['number', 'via?', 'text', 'contact?', 'handled_by?', 'invalid_answer?', 'message_id?'],
  },
  ownership: {
    doc: "A number's two-way owner changed, or somebody was refused it.",
    fields: ['number', 'owner', 'refused?'],
  },
  opt: { doc: 'A number was opted in or out.', fields: ['number', 'direction'] },
  survey: {
    doc: 'A survey was opened, answered, completed, or ended otherwise.',
    fields: ['survey', 'contact', 'state', 'answers?'],
  },
  warning: {
    doc: 'Something that HQ hides and a tester must know.',
    fields: ['code', 'message', 'hint?', 'about?'],
  },
} as const satisfies Readonly<
  Record<string, { readonly doc: string; readonly fields: readonly (EntryField | `${EntryField}?`)[] }>
>;

export type EntryKind = keyof typeof entryTable;

type Listed<K extends EntryKind> = (typeof entryTable)[K]['fields'][number];
type Bare<Name extends string> = Name extends `${infer Field}?` ? Field : Name;
type Required<K extends EntryKind> = Extract<Listed<K>, EntryField>;
type Optional<K extends EntryKind> = Exclude<Bare<Listed<K>>, Required<K>> & EntryField;
type Foreign<K extends EntryKind> = Exclude<EntryField, Bare<Listed<K>>>;

/** A line of one kind. Fields of other kinds are there as undefined, so that any field may be asked of any line. */
export type EntryOf<K extends EntryKind> = {
  readonly [Field in Required<K>]: EntryFields[Field];
} & { readonly [Field in Optional<K>]?: EntryFields[Field] | undefined } & {
  readonly [Field in Foreign<K>]?: undefined;
} & { readonly at: Instant; readonly kind: K };

/** One line of the journal, before it gets its `seq`. A key without a value is left out of the line. */
export type Entry = { [K in EntryKind]: EntryOf<K> }[EntryKind];

/** An entry whose instant is still to come. */
export type EntryDraft = { [K in EntryKind]: Omit<EntryOf<K>, 'at'> }[EntryKind];

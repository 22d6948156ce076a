/** The JSON Schema of one line of the journal, made from the table of kinds and fields. */
import { type EntryField, type EntryKind, entryTable } from '../model/entry.ts';
import { fieldTable, instantSchema } from '../model/entry-fields.ts';
import { warningCodes } from '../model/warning-codes.ts';
import { JOURNAL_VERSION } from './lines.ts';
import { columnsOf, entryKinds } from './shapes.ts';

type Schema = Readonly<Record<string, unknown>>;

const count: Schema = { type: 'integer', minimum: 0 };
const text: Schema = { type: 'string' };

/** Draft 2020-12. A line is the run's first, its last, or an entry of one kind. */
export function journalSchema(): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'One line of a drysend journal',
    oneOf: [runSchema, ...entryKinds.map(entrySchema), endSchema],
  };
}

const runSchema: Schema = {
  title: 'run',
  description: 'The first line: which run this is.',
  type: 'object',
  properties: {
    kind: { const: 'run' },
    version: { const: JOURNAL_VERSION },
    scenario: text,
    seed: { type: 'integer' },
    tz: { type: 'string', description: 'Release of the time zone data, such as 2026f.' },
    hq: {
      type: 'object',
      description: 'Which HQ is followed: date of its texts, zone release and Django that it pins.',
      properties: { as_of: text, zones: text, django: text },
    },
    starts: instantSchema,
    ends: instantSchema,
  },
  required: ['kind', 'version', 'scenario', 'seed', 'tz', 'hq', 'starts'],
};

const endSchema: Schema = {
  title: 'end',
  description: 'The last line: what the run came to.',
  type: 'object',
  properties: {
    kind: { const: 'end' },
    ...Object.fromEntries(
      ['sms', 'email', 'errors', 'inbound', 'attempts', 'held', 'skipped', 'warnings', 'segments'].map(
        (name) => [name, count],
      ),
    ),
    errors_by_code: { type: 'object', additionalProperties: count },
    pending: { type: 'array', items: text, description: 'Ids of messages neither sent nor ended.' },
  },
  required: ['kind', 'sms', 'email', 'errors', 'errors_by_code', 'pending'],
};

function entrySchema(kind: EntryKind): Schema {
  const fields = columnsOf[kind].map(({ field }) => [field, fieldSchema(field)] as const);
  const required = entryTable[kind].fields.filter((name) => !name.endsWith('?'));
  return {
    title: kind,
    description: entryTable[kind].doc,
    type: 'object',
    properties: {
      seq: { type: 'integer', minimum: 1 },
      at: instantSchema,
      kind: { const: kind },
      ...Object.fromEntries(fields),
      ...(kind === 'warning' && { code: { ...fieldSchema('code'), enum: Object.keys(warningCodes) } }),
    },
    required: ['seq', 'at', 'kind', ...required],
    additionalProperties: false,
  };
}

const fieldSchema = (field: EntryField): Schema => ({
  ...fieldTable[field].schema,
  description: fieldTable[field].doc,
});

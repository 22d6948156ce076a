/** What a request to the Case Data API says of one case, checked as HQ checks it. */
import { isRecord } from '../../act-entry.ts';
import { hqError } from '../hq-error.ts';

/** A link to another case; no id at all takes it away. */
export interface IndexBody {
  readonly caseId: string | undefined;
  readonly externalId: string | undefined;
  readonly temporaryId: string | undefined;
  readonly relationship: 'child' | 'extension';
}

export interface CaseBody {
  readonly caseId: string | undefined;
  readonly caseType: string | undefined;
  readonly caseName: string | undefined;
  readonly externalId: string | undefined;
  readonly ownerId: string | undefined;
  readonly temporaryId: string | undefined;
  readonly properties: Readonly<Record<string, string>>;
  readonly indices: ReadonlyMap<string, IndexBody>;
  readonly close: boolean;
  /** undefined: not given. */
  readonly create: boolean | undefined;
}

const texts = ['case_id', 'case_type', 'case_name', 'external_id', 'owner_id', 'temporary_id'] as const;
const fields: ReadonlySet<string> = new Set([
  ...texts,
  ...['user_id', 'properties', 'indices', 'close', 'create'],
]);
const TEXT_MAX = 255;
const identifier = /^(?!xml)[a-z_][\w.-]*$/i;
/** Words that a scenario's case has a meaning of its own for. */
const ownWords: ReadonlySet<string> = new Set([
  ...['type', 'name', 'owner', 'parent', 'external_id', 'last_modified_by'],
  ...['closed', 'case_id', 'server_modified_on'],
]);

/** @throws Refusal (400) with HQ's words. */
export function caseBody(value: unknown): CaseBody {
  if (!isRecord(value)) throw hqError(400, 'Payload must be a JSON object or a list of them');
  const stray = Object.keys(value).find((name) => !fields.has(name));
  if (stray !== undefined) throw hqError(400, `'${stray.slice(0, 80)}' is not a valid field.`);
  const text = (name: (typeof texts)[number]): string | undefined => textOf(name, value[name]);
  return {
    caseId: text('case_id'),
    caseType: text('case_type'),
    caseName: text('case_name'),
    externalId: text('external_id'),
    ownerId: text('owner_id'),
    temporaryId: text('temporary_id'),
    properties: propertiesOf(value.properties ?? {}),
    indices: indicesOf(value.indices ?? {}),
    close: flagOf('close', value.close) ?? false,
    create: flagOf('create', value.create),
  };
}

function textOf(name: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw hqError(400, `Property ${name} must be a string`);
  if (value.length > TEXT_MAX) throw hqError(400, `Property ${name} is longer than ${TEXT_MAX} characters`);
  return value;
}

function flagOf(name: string, value: unknown): boolean | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') throw hqError(400, `Property ${name} must be true or false`);
  return value;
}

function propertiesOf(value: unknown): Record<string, string> {
  if (!isRecord(value)) throw hqError(400, 'Property properties must be an object');
  const properties: Record<string, string> = {};
  for (const [name, text] of Object.entries(value)) {
    const about = `Error with case property '${name.slice(0, 80)}'.`;
    if (!identifier.test(name))
      throw hqError(400, `${about} Case property names must be valid XML identifiers.`);
    if (ownWords.has(name)) throw hqError(400, `${about} A scenario means something else by this word.`);
    if (typeof text !== 'string')
      throw hqError(400, `${about} Values must be strings, received '${String(text)}'`);
    properties[name] = text;
  }
  return properties;
}

function indicesOf(value: unknown): ReadonlyMap<string, IndexBody> {
  if (!isRecord(value)) throw hqError(400, 'Property indices must be an object');
  return new Map(Object.entries(value).map(([name, index]) => [name, indexOf(name, index)]));
}

function indexOf(name: string, value: unknown): IndexBody {
  if (!identifier.test(name)) {
    throw hqError(400, `Error with index '${name}'. Index names must be valid XML identifiers.`);
  }
  if (!isRecord(value)) throw hqError(400, `Error with index '${name}'. It must be an object.`);
  const caseId = textOf('case_id', value.case_id) || undefined;
  const externalId = textOf('external_id', value.external_id) || undefined;
  const temporaryId = textOf('temporary_id', value.temporary_id) || undefined;
  const ids = [caseId, externalId, temporaryId].filter((id) => id !== undefined);
  if (ids.length > 1) {
    throw hqError(400, 'Indices must specify case_id, external_id, or temporary ID, and only one');
  }
  const type = textOf('case_type', value.case_type);
  const relationship = textOf('relationship', value.relationship);
  for (const [property, given] of [
    ['case_type', type],
    ['relationship', relationship],
  ]) {
    if (ids.length === 1 && !given)
      throw hqError(400, `Property ${property} is required when creating or updating case indices`);
  }
  if (relationship !== undefined && relationship !== 'child' && relationship !== 'extension')
    throw hqError(400, `Property relationship must be 'child' or 'extension', not '${relationship}'`);
  return { caseId, externalId, temporaryId, relationship: relationship ?? 'child' };
}

import { isoUtc } from '../../core/time/format.ts';
import type { CaseRecord } from '../../core/world/records.ts';
import { isRecord } from './act-entry.ts';
import type { LiveSession } from './live-session.ts';
import { Refusal } from './refusal.ts';
import { type Written, writtenOf } from './scenario-text.ts';

const BULK_MAX = 100;

/** CommCare's Case Data API v2: creates one case, or a list of them, as of now. */
export function createByApi(session: LiveSession, body: unknown) {
  const isBulk = Array.isArray(body);
  const list: readonly unknown[] = isBulk ? body : [body];
  if (list.length === 0 || list.length > BULK_MAX) {
    throw new Refusal(400, `${list.length} cases`, `1 to ${BULK_MAX}`);
  }
  const cases = new Map<string, Written>();
  for (const one of list) {
    const record = recordIn(one);
    const { case_type, case_name } = record;
    if (typeof case_type !== 'string' || typeof case_name !== 'string') {
      throw new Refusal(400, 'no case_type or no case_name', 'both, as texts');
    }
    const key = freeKey(session, case_name, cases);
    const id = typeof record.case_id === 'string' ? { case_id: record.case_id } : {};
    cases.set(key, writtenOf({ ...fieldsOf(session, record), ...id, type: case_type, name: case_name }));
  }
  session.perform({ entry: { register: [...cases.keys()] }, cases });
  const made = [...cases.keys()].map((key) => caseJson(session, key));
  return isBulk
    ? { form_id: `lab-${session.now}`, cases: made }
    : { form_id: `lab-${session.now}`, case: made[0] };
}

/** Updates (and closes) the case of this id. */
export function updateByApi(session: LiveSession, caseId: string, body: unknown) {
  const { world } = session.theatre.engine.stage;
  const record = [...world.cases.values()].find((one) => one.caseId === caseId && !one.deleted);
  if (!record) throw new Refusal(404, `no case ${caseId}`, 'the case_id of a registered case');
  const given = recordIn(body);
  const fields = fieldsOf(session, given);
  const name = typeof given.case_name === 'string' ? { name: given.case_name } : {};
  const change = { ...fields, ...name };
  const isChanged = Object.keys(change).length > 0;
  if (isChanged) {
    session.perform({ entry: { update: { [record.key]: writtenOf(change) } }, cases: new Map() });
  }
  if (given.close === true) session.perform({ entry: { close: record.key }, cases: new Map() });
  return { form_id: `lab-${session.now}`, case: caseJson(session, record.key) };
}

function recordIn(value: unknown): Readonly<Record<string, unknown>> {
  if (isRecord(value)) return value;
  throw new Refusal(400, 'no JSON object', 'a case: {case_type, case_name, properties}');
}

/** Every value must be a text; an owner whom the scenario does not know is left out. */
function fieldsOf(session: LiveSession, given: Readonly<Record<string, unknown>>): Record<string, string> {
  const properties = given.properties ?? {};
  if (!isRecord(properties)) throw new Refusal(400, 'properties', 'a map of texts');
  const fields: Record<string, string> = {};
  for (const [property, value] of Object.entries(properties)) {
    if (typeof value !== 'string') throw new Refusal(400, `properties.${property} is no text`, 'a text');
    fields[property] = value;
  }
  const owner = given.owner_id;
  const { users, groups, locations } = session.plan;
  if (typeof owner === 'string' && (users.has(owner) || groups.has(owner) || locations.has(owner))) {
    fields.owner = owner;
  }
  if (typeof given.external_id === 'string') fields.external_id = given.external_id;
  return fields;
}

function freeKey(session: LiveSession, name: string, taken: ReadonlyMap<string, unknown>): string {
  const { plan } = session;
  const slug =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '') || 'case';
  const isTaken = (key: string): boolean => plan.cases.has(key) || plan.users.has(key) || taken.has(key);
  let key = slug;
  for (let count = 2; isTaken(key); count += 1) key = `${slug}_${count}`;
  return key;
}

function caseJson(session: LiveSession, key: string) {
  const record: CaseRecord = session.theatre.engine.stage.world.cases.get(key)!;
  return {
    domain: record.project,
    case_id: record.caseId,
    case_type: record.type,
    case_name: record.name,
    external_id: record.externalId ?? null,
    owner_id: record.owner ?? '',
    date_opened: isoUtc(record.openedAt),
    last_modified: isoUtc(record.serverModifiedAt),
    server_last_modified: isoUtc(record.serverModifiedAt),
    closed: record.closed,
    properties: Object.fromEntries(record.properties),
    indices: Object.fromEntries(
      record.parents.map(({ case: parent, identifier, relationship }) => [
        identifier,
        { case_id: session.plan.cases.get(parent)?.caseId ?? parent, relationship },
      ]),
    ),
  };
}

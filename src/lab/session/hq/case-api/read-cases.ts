/** CommCare's Case Data API v2, the half that reads. */
import type { Instant } from '../../../../core/model/instant.ts';
import type { CaseRecord } from '../../../../core/state/records.ts';
import { isRecord } from '../../act-entry.ts';
import { wholeIn } from '../../asked.ts';
import type { LiveSession } from '../../live-session.ts';
import { cursorOf, queryWithCursor } from '../cursor.ts';
import { dateFilter } from '../dates.ts';
import { hqError } from '../hq-error.ts';
import { caseJson, casesOf, closedAtOf } from './case-json.ts';
import { caseQuery } from './case-query.ts';
import { type FieldChoice, fieldChoiceIn } from './field-choice.ts';

const PAGE_DEFAULT = 20;
/** Cases in one answer. */
const PAGE_MAX = 5000;

type Query = Readonly<Record<string, string>>;

/** `GET /<case_id>`, and `GET /<case_id>,<case_id>…`. */
export function getCases(session: LiveSession, ids: string, query: Query = {}) {
  const { choose } = fieldChoiceIn(query);
  if (ids.includes(',')) return bulk(session, ids.split(',').filter(Boolean), [], choose);
  const record = casesOf(session).find(({ caseId }) => caseId === ids);
  if (!record) throw hqError(404, `Case '${ids.slice(0, 80)}' not found`);
  return choose(caseJson(session, record));
}

/** `GET /ext/<external_id>/`. */
export function getByExternalId(session: LiveSession, externalId: string, query: Query = {}) {
  const { choose } = fieldChoiceIn(query);
  const found = casesOf(session).filter((record) => record.externalId === externalId);
  if (found.length > 1) throw hqError(400, `There are multiple cases with external_id ${externalId}`);
  if (!found[0]) throw hqError(404, `Case with external_id '${externalId.slice(0, 80)}' not found`);
  return choose(caseJson(session, found[0]));
}

/** `POST /bulk-fetch/` with `{case_ids, external_ids}`. */
export function bulkFetch(session: LiveSession, body: unknown, query: Query = {}) {
  if (!isRecord(body)) throw hqError(400, 'Payload must be a JSON object');
  const [ids, externalIds] = [idsIn(body, 'case_ids'), idsIn(body, 'external_ids')];
  if (ids.length + externalIds.length === 0) throw hqError(400, 'Must specify case_ids or external_ids');
  return bulk(session, ids, externalIds, fieldChoiceIn(query).choose);
}

/** `GET /`: the cases that fit, oldest change first, a page at a time. */
export function listCases(session: LiveSession, query: Query) {
  const given = queryWithCursor(query);
  const { rest, own, choose } = fieldChoiceIn(given);
  const { limit, after, ...filters } = rest;
  const most = wholeIn(limit, PAGE_DEFAULT, 'limit', Number.MAX_SAFE_INTEGER, 400);
  if (most > PAGE_MAX) throw hqError(400, `You cannot request more than ${PAGE_MAX} cases per request.`);
  const tests = Object.entries(filters).map(([name, value]) => testFor(session, name, value));
  const fitting = casesOf(session)
    .filter((record) => tests.every((test) => test(record)))
    .sort((a, b) => a.serverModifiedAt - b.serverModifiedAt || a.ordinal - b.ordinal);
  const left = after === undefined ? fitting : fitting.filter((record) => isAfter(record, after));
  const page = left.slice(0, most);
  const last = page.at(-1);
  const isMore = last !== undefined && left.length > page.length;
  return {
    body: { matching_records: left.length, cases: page.map((record) => choose(caseJson(session, record))) },
    next: isMore ? cursorOf({ ...filters, ...own, limit: String(most), after: placeOf(last) }) : undefined,
  };
}

const placeOf = ({ serverModifiedAt, ordinal }: CaseRecord): string => `${serverModifiedAt}.${ordinal}`;

function isAfter({ serverModifiedAt, ordinal }: CaseRecord, after: string): boolean {
  const [at = 0, count = 0] = after.split('.').map(Number);
  return serverModifiedAt > at || (serverModifiedAt === at && ordinal > count);
}

type Test = (record: CaseRecord) => boolean;

const simple: Readonly<Record<string, (record: CaseRecord, value: string) => boolean>> = {
  external_id: ({ externalId }, value) => externalId === value,
  case_type: ({ type }, value) => type === value,
  owner_id: ({ owner }, value) => (owner ?? '') === value,
  case_name: ({ name }, value) => name === value,
  closed: ({ closed }, value) => closed === !['', 'false', 'f', 'no', '0'].includes(value.toLowerCase()),
  include_deprecated: () => true,
};

const dates: Readonly<Record<string, (session: LiveSession, record: CaseRecord) => Instant | undefined>> = {
  last_modified: (_session, { serverModifiedAt }) => serverModifiedAt,
  server_last_modified: (_session, { serverModifiedAt }) => serverModifiedAt,
  indexed_on: (_session, { serverModifiedAt }) => serverModifiedAt,
  date_opened: (_session, { openedAt }) => openedAt,
  date_closed: closedAtOf,
};

function testFor(session: LiveSession, name: string, value: string): Test {
  if (name === 'query') return caseQuery(session, value);
  if (Object.hasOwn(simple, name)) return (record) => simple[name]!(record, value);
  const dot = name.indexOf('.');
  const [prefix, rest] = [name.slice(0, Math.max(0, dot)), name.slice(dot + 1)];
  if (prefix === 'properties') return ({ properties }) => properties.get(rest) === value;
  if (prefix === 'indices') return (record) => isLinked(session, record, rest, value);
  if (!Object.hasOwn(dates, prefix)) throw hqError(400, `'${name.slice(0, 80)}' is not a valid parameter.`);
  const isHeld = dateFilter(prefix, rest, value);
  return (record) => {
    const at = dates[prefix]!(session, record);
    return at !== undefined && isHeld(at);
  };
}

function isLinked(session: LiveSession, { parents }: CaseRecord, name: string, caseId: string): boolean {
  const { world } = session.liveRun.engine.state;
  return parents.some(
    ({ identifier, case: key }) => identifier === name && world.cases.get(key)?.caseId === caseId,
  );
}

function idsIn(body: Readonly<Record<string, unknown>>, name: string): string[] {
  const ids: unknown = body[name] ?? [];
  if (!Array.isArray(ids) || !ids.every((id) => typeof id === 'string'))
    throw hqError(400, `Property ${name} must be a list of strings`);
  return ids;
}

function bulk(
  session: LiveSession,
  ids: readonly string[],
  externalIds: readonly string[],
  choose: FieldChoice['choose'] = (found) => found,
) {
  if (ids.length + externalIds.length > PAGE_MAX)
    throw hqError(400, `You cannot request more than ${PAGE_MAX} cases per request.`);
  const records = casesOf(session);
  const byId = new Map(records.map((record) => [record.caseId, record]));
  const byExternalId = new Map(records.map((record) => [record.externalId, record]));
  const cases = [
    ...ids.map((id) => ({ record: byId.get(id), missing: { case_id: id, error: 'not found' } })),
    ...externalIds.map((id) => ({
      record: byExternalId.get(id),
      missing: { external_id: id, error: 'not found' },
    })),
  ];
  const missing = cases.filter(({ record }) => record === undefined).length;
  return {
    matching_records: cases.length - missing,
    missing_records: missing,
    cases: cases.map((each) => (each.record ? choose(caseJson(session, each.record)) : each.missing)),
  };
}

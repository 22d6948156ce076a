/** A case as CommCare's Case Data API v2 shows it. */
import type { Instant } from '../../../../core/model/instant.ts';
import type { CaseRecord } from '../../../../core/state/records.ts';
import { isoUtc } from '../../../../core/time/format.ts';
import type { LiveSession } from '../../live-session.ts';

/** HQ writes microseconds. */
const stamp = (at: Instant): string => isoUtc(at).replace('Z', '000Z');

/** Every case of the session's project that HQ would still find. */
export function casesOf({ liveRun, plan }: LiveSession): CaseRecord[] {
  const { cases } = liveRun.engine.state.world;
  return [...cases.values()].filter(({ deleted, project }) => !deleted && project === plan.project.name);
}

export const closedAtOf = ({ liveRun }: LiveSession, record: CaseRecord): Instant | undefined =>
  record.closed ? (liveRun.closedAt.get(record.key) ?? record.openedAt) : undefined;

export function caseJson(session: LiveSession, record: CaseRecord) {
  const closedAt = closedAtOf(session, record);
  return {
    domain: record.project,
    case_id: record.caseId,
    case_type: record.type,
    case_name: record.name,
    external_id: record.externalId ?? null,
    owner_id: record.owner ?? '',
    date_opened: stamp(record.openedAt),
    last_modified: stamp(record.serverModifiedAt),
    server_last_modified: stamp(record.serverModifiedAt),
    indexed_on: stamp(record.serverModifiedAt),
    closed: record.closed,
    date_closed: closedAt === undefined ? null : stamp(closedAt),
    properties: Object.fromEntries(record.properties),
    indices: Object.fromEntries(
      record.parents.map(({ case: key, identifier, relationship }) => [
        identifier,
        { ...parentOf(session, key), relationship },
      ]),
    ),
  };
}

function parentOf({ liveRun, plan }: LiveSession, key: string) {
  const parent = liveRun.engine.state.world.cases.get(key) ?? plan.cases.get(key);
  return { case_id: parent?.caseId ?? key, case_type: parent?.type ?? '' };
}

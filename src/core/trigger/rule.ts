import { valuesOf } from '../contact/lookup.ts';
import type { Alert } from '../model/alert.ts';
import type { CaseRecord } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import type { World } from '../state/world.ts';
import { type Match, matchRule } from './criteria.ts';

/** Whether a rule holds for a case now; closed, deleted and other types never match. */
export function evaluateRule(
  state: SimulationState,
  { caseType, rule }: Pick<Alert, 'caseType' | 'rule'>,
  record: CaseRecord,
): Match {
  const { world } = state;
  if (record.deleted || record.closed || record.type !== caseType) return { matches: false };
  return matchRule(rule, {
    values: (property) => valuesOf(world, record, property),
    now: world.now,
    serverModifiedAt: record.serverModifiedAt,
    owner: record.owner,
    ownedAt: (location, descendants) => isOwnedAt(world, record, location, descendants),
    parentClosed: (identifier) => world.parentsOf(record, identifier).some((parent) => parent.closed),
  });
}

/** The owner is one of the locations, or a user assigned to one of them. */
function isOwnedAt(world: World, { owner }: CaseRecord, key: string, descendants: boolean): boolean {
  const top = world.locations.get(key);
  if (owner === undefined || top === undefined) return false;
  const locations = descendants ? world.locations.withDescendants(top) : [top];
  return locations.some((location) => location.key === owner || location.users.includes(owner));
}

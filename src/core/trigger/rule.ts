import { valuesOf } from '../contact/lookup.ts';
import type { Alert } from '../model/alert.ts';
import type { CaseRecord } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import { type Match, matchRule } from './criteria.ts';

/** Whether an alert's rule holds for a case now; closed, deleted and other types never match. */
export function evaluateRule(state: SimulationState, alert: Alert, record: CaseRecord): Match {
  const { world } = state;
  if (record.deleted || record.closed || record.type !== alert.caseType) return { matches: false };
  return matchRule(alert.rule, {
    values: (property) => valuesOf(world, record, property),
    now: world.now,
    serverModifiedAt: record.serverModifiedAt,
    parentClosed: (identifier) => world.parentsOf(record, identifier).some((parent) => parent.closed),
  });
}

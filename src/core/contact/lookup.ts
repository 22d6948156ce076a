import type { CaseRecord } from '../state/records.ts';
import type { World } from '../state/world.ts';
import { caseValue } from './nodes.ts';

/** How many links one property path may walk. */
const STEPS_MAX = 10;

/**
 * The values of a property, walking `parent/` and `host/` (several parents give several values).
 * A missing property is one undefined value; a missing parent is kept apart.
 */
export function valuesOf(
  world: World,
  record: CaseRecord,
  path: string,
): readonly (string | undefined)[] | 'missing parent' {
  if (!path.includes('/')) return [caseValue(record, path) ?? undefined];
  const steps = path.split('/');
  const property = steps.pop() ?? '';
  let records = [record];
  for (const step of steps.slice(0, STEPS_MAX)) {
    records = records.flatMap((each) => linked(world, each, step));
    if (records.length === 0) return 'missing parent';
  }
  return records.map((each) => caseValue(each, property) ?? undefined);
}

function linked(world: World, record: CaseRecord, step: string): CaseRecord[] {
  return step === 'host' ? world.parentsOf(record, 'host', 'extension') : world.parentsOf(record, step);
}

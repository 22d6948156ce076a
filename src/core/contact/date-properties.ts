/** The case properties that alerts read dates from. */
import type { Alert, Criterion } from '../model/alert.ts';
import type { Plan } from '../model/plan.ts';

/** By project and case type, as `project type`. */
export interface DateProperties {
  /** An alert counts its days from it. */
  readonly starts: ReadonlyMap<string, ReadonlySet<string>>;
  /** Those, stop dates, and dates that a rule compares. */
  readonly all: ReadonlyMap<string, ReadonlySet<string>>;
  /** Those, of whatever type. */
  readonly names: ReadonlySet<string>;
}

const known = new WeakMap<readonly Alert[], DateProperties>();

/** Properties of the case itself; what a rule reads of a parent is left out. */
export function datePropertiesOf({ alerts, project }: Pick<Plan, 'alerts' | 'project'>): DateProperties {
  const found = known.get(alerts);
  if (found) return found;
  const starts = new Map<string, Set<string>>();
  const all = new Map<string, Set<string>>();
  for (const alert of alerts) {
    const type = typeKey(alert.project ?? project.name, alert.caseType);
    const own = startPropertiesOf(alert);
    addTo(starts, type, own);
    const compared = alert.rule.criteria.flatMap(comparedDates);
    addTo(all, type, [
      ...own,
      ...(alert.stopProperty === undefined ? [] : [alert.stopProperty]),
      ...compared,
    ]);
  }
  const properties = { starts, all, names: new Set([...all.values()].flatMap((names) => [...names])) };
  known.set(alerts, properties);
  return properties;
}

export const typeKey = (project: string, caseType: string): string => `${project} ${caseType}`;

/** The property that an alert's schedule begins with. */
export function startPropertiesOf({ start }: Pick<Alert, 'start'>): readonly string[] {
  if (start.kind === 'property') return [start.property];
  return start.kind === 'visit' ? [start.visit.anchorProperty] : [];
}

function comparedDates(criterion: Criterion): readonly string[] {
  switch (criterion.kind) {
    case 'before':
    case 'after':
    case 'at_most':
    case 'more_than':
      return [criterion.property];
    default:
      return [];
  }
}

function addTo(map: Map<string, Set<string>>, key: string, names: readonly string[]): void {
  const set = map.get(key) ?? new Set();
  for (const name of names) if (!name.includes('/')) set.add(name);
  map.set(key, set);
}

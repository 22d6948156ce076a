/** Alerts that no case of the file can ever start. */
import { startPropertiesOf } from '../core/contact/date-properties.ts';
import type { Alert, Criterion } from '../core/model/alert.ts';
import type { CaseSeed } from '../core/model/case.ts';
import type { Plan } from '../core/model/plan.ts';
import { startDateFrom } from '../core/schedule/start-date.ts';
import { didYouMean } from '../scenario/near.ts';
import type { CaseCheck, Emit } from './finding.ts';

/** What the cases of one type may ever hold in the properties that alerts look at. */
interface TypeValues {
  count: number;
  /** Property → its values; only of properties that are looked at. */
  readonly values: Map<string, Set<string>>;
}

/** Values kept of one property: with more it may hold anything. */
const VALUES_MAX = 1000;

export function checkReach(plan: Plan, emit: Emit): CaseCheck {
  const types = typesOf(plan);
  return {
    take: (seed) => noteCase(types, seed),
    end() {
      noteUpdates(types, plan);
      tellNever(plan, types, emit);
    },
  };
}

function tellNever(plan: Plan, types: ReadonlyMap<string, TypeValues>, emit: Emit): void {
  const setElsewhere = propertiesSetElsewhere(plan);
  for (const alert of plan.alerts) {
    const why = whyNever(alert, plan, types, setElsewhere);
    if (why === undefined) continue;
    emit({
      code: 'ALERT_NEVER_STARTS',
      message: `${alert.key} can never start: ${why}`,
      hint: 'correct the alert, or the cases; an alert that sends nothing shows in no report of HQ',
      about: { alert: alert.key },
      source: alert.source ?? plan.source,
    });
  }
}

/** Properties that a rule, a survey or an XForm may write: their values are not known here. */
function propertiesSetElsewhere({ surveys, updateRules }: Plan): ReadonlySet<string> | 'any' {
  if ([...surveys.values()].some(({ form }) => form !== undefined)) return 'any';
  return new Set([
    ...[...surveys.values()].flatMap(({ updates }) => updates.map(({ property }) => property)),
    ...updateRules.flatMap(({ set }) => [...set.keys()].map((path) => path.slice(path.lastIndexOf('/') + 1))),
  ]);
}

const typeOf = (project: string, type: string): string => `${project} ${type}`;

/** Of the types that alerts are about. */
function typesOf(plan: Plan): ReadonlyMap<string, TypeValues> {
  const types = new Map<string, TypeValues>();
  for (const alert of plan.alerts) {
    const key = typeOf(alert.project ?? plan.project.name, alert.caseType);
    const own = types.get(key) ?? { count: 0, values: new Map<string, Set<string>>() };
    types.set(key, own);
    for (const property of lookedAt(alert)) own.values.set(property, own.values.get(property) ?? new Set());
  }
  return types;
}

function noteCase(types: ReadonlyMap<string, TypeValues>, { project, type, properties }: CaseSeed): void {
  const own = types.get(typeOf(project, type));
  if (!own) return;
  own.count += 1;
  noteValues(own, properties);
}

function noteValues({ values: byProperty }: TypeValues, properties: ReadonlyMap<string, string>): void {
  for (const [property, values] of byProperty) {
    const value = properties.get(property);
    if (value !== undefined && values.size < VALUES_MAX) values.add(value);
  }
}

function noteUpdates(types: ReadonlyMap<string, TypeValues>, { timeline, cases }: Plan): void {
  for (const { act } of timeline) {
    for (const { key, set, type } of act.verb === 'update' ? act.changes : []) {
      const seed = cases.get(key);
      const own = seed && types.get(typeOf(seed.project, type ?? seed.type));
      if (!own) continue;
      if (type !== undefined) own.count += 1;
      noteValues(own, type === undefined ? set : new Map([...seed.properties, ...set]));
    }
  }
}

function lookedAt({ rule, start }: Alert): readonly string[] {
  const compared = rule.criteria.flatMap((one) => ('property' in one ? [one.property] : []));
  return [...compared, ...startPropertiesOf({ start })].filter((property) => !property.includes('/'));
}

function whyNever(
  alert: Alert,
  plan: Plan,
  types: ReadonlyMap<string, TypeValues>,
  setElsewhere: ReadonlySet<string> | 'any',
): string | undefined {
  const isTouched = plan.timeline.some(({ act }) => act.verb === 'alert' && act.alert.key === alert.key);
  if (!alert.active && !isTouched) return 'it is switched off, and nothing switches it on';
  const own = types.get(typeOf(alert.project ?? plan.project.name, alert.caseType));
  const registersItself = plan.project.smsRegistration?.caseType === alert.caseType;
  if (!own || (own.count === 0 && !registersItself)) return noSuchType(alert.caseType, plan);
  if (own.count === 0) return undefined;
  const { operator, criteria } = alert.rule;
  const never = criteria.map((one) => whyNeverTrue(one, own, setElsewhere));
  if (operator === 'ALL') {
    const [why] = never.filter((each) => each !== undefined);
    const clash = clashOf(criteria);
    if (clash !== undefined || why !== undefined) return clash ?? why;
  } else if (criteria.length > 0 && never.every((each) => each !== undefined)) {
    return never[0];
  }
  return whyNoStart(alert, own, setElsewhere);
}

function noSuchType(caseType: string, plan: Plan): string {
  const types = new Set<string>();
  for (const { type } of plan.cases.values()) types.add(type);
  const near = didYouMean(caseType, types);
  return `there is no case of the type ${caseType}${near === undefined ? '' : `; ${near}`}`;
}

/** Two values that one property would have to have at once. */
function clashOf(criteria: readonly Criterion[]): string | undefined {
  const wanted = new Map<string, string>();
  for (const one of criteria) {
    if (one.kind !== 'equal') continue;
    const before = wanted.get(one.property);
    if (before !== undefined && before !== one.value) {
      return `${one.property} cannot be "${before}" and "${one.value}" at once`;
    }
    wanted.set(one.property, one.value);
  }
  return undefined;
}

function whyNeverTrue(
  criterion: Criterion,
  { count, values }: TypeValues,
  setElsewhere: ReadonlySet<string> | 'any',
): string | undefined {
  const wanted =
    criterion.kind === 'equal' ? criterion.value : criterion.kind === 'has_value' ? null : undefined;
  if (wanted === undefined || !('property' in criterion)) return undefined;
  const { property } = criterion;
  const known = values.get(property);
  if (!known || known.size >= VALUES_MAX || setElsewhere === 'any' || setElsewhere.has(property))
    return undefined;
  if (builtIn.has(property)) return undefined;
  const whom = count === 1 ? 'the only case' : `none of ${count} cases`;
  if (wanted === null) {
    return [...known].some((value) => value !== '') ? undefined : `${whom} ever has a value in ${property}`;
  }
  if (wanted === '' || known.has(wanted)) return undefined;
  const found = [...known].slice(0, 3).map((value) => `"${value}"`);
  const instead = found.length === 0 ? '' : `; there is ${found.join(', ')}`;
  return `${whom} ever has ${property} "${wanted}"${instead}`;
}

const builtIn: ReadonlySet<string> = new Set([
  ...['name', 'case_name', 'case_id', 'case_type', 'owner_id', 'external_id', 'domain', 'closed'],
  ...['date_opened', 'server_modified_on', 'date_modified'],
]);

function whyNoStart(
  { start, schedule }: Alert,
  { values }: TypeValues,
  setElsewhere: ReadonlySet<string> | 'any',
): string | undefined {
  if (start.kind !== 'property' || schedule.kind !== 'timed' || setElsewhere === 'any') return undefined;
  const { property } = start;
  const known = values.get(property);
  if (!known || known.size >= VALUES_MAX || setElsewhere.has(property) || builtIn.has(property))
    return undefined;
  if ([...known].some((value) => startDateFrom(value) !== undefined)) return undefined;
  const found = [...known].slice(0, 3).map((value) => `"${value}"`);
  return found.length === 0
    ? `no case ever has the property ${property}, from which it starts`
    : `no case ever has a date in ${property}, from which it starts: there is ${found.join(', ')}`;
}

/** Whether a rule holds for a case, and what it fails on (docs/hq/scheduling.md#s5-2). */
import { valuesOf } from '../contact/lookup.ts';
import type { Alert, Criterion, Rule } from '../model/alert.ts';
import { type Instant, MS_PER_DAY } from '../model/instant.ts';
import { matchPattern } from '../pattern/python-match.ts';
import { criterionInstant } from '../schedule/start-date.ts';
import type { CaseRecord } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import type { World } from '../state/world.ts';
import { strip } from '../text/python-text.ts';
import { isoUtc } from '../time/format.ts';

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

/** What a rule may ask of a case. */
export interface Facts {
  /** One value for each case the path leads to; undefined: that case lacks the property. */
  values(property: string): readonly (string | undefined)[] | 'missing parent';
  readonly now: Instant;
  readonly serverModifiedAt: Instant;
  parentClosed(identifier: string): boolean;
  /** Key of the owner; undefined: none. */
  readonly owner: string | undefined;
  /** Whether the owner is the location, or a user assigned to it; with those below it where asked for. */
  ownedAt(location: string, descendants: boolean): boolean;
}

/** Given for the first criterion that does not hold. */
type Failing = {
  /** The property, or what else the criterion looks at. */
  readonly criterion: string;
  readonly found: string | null;
  readonly wanted: string;
  /** Why the pattern was not tried as HQ would have tried it; callers warn. */
  readonly refused?: string;
};

export interface Match {
  readonly matches: boolean;
  readonly failing?: Failing;
}

type OnProperty = Extract<Criterion, { property: string }>;
type Values = readonly (string | undefined)[];
type Outcome = true | Omit<Failing, 'criterion' | 'wanted'>;

/** ALL of no criteria holds, ANY of none does not. */
export function matchRule(rule: Rule, facts: Facts): Match {
  const { criteria, operator } = rule;
  let failing: Failing | undefined;
  for (const criterion of criteria) {
    const outcome = evaluate(criterion, facts);
    if (outcome === true && operator === 'ANY') return { matches: true };
    if (outcome === true) continue;
    failing ??= { criterion: subjectOf(criterion), ...outcome, wanted: describeWanted(criterion) };
    if (operator === 'ALL') return { matches: false, failing };
  }
  if (operator === 'ALL') return { matches: true };
  return {
    matches: false,
    failing: failing ?? { criterion: 'any', found: null, wanted: 'at least one criterion' },
  };
}

/** What a criterion asks for, in words. */
export function describeWanted(criterion: Criterion): string {
  switch (criterion.kind) {
    case 'equal':
      return `equal to "${criterion.value}"`;
    case 'not_equal':
      return `other than "${criterion.value}"`;
    case 'matches':
      return `text that matches ${criterion.value}`;
    case 'has_value':
      return 'a value';
    case 'has_no_value':
      return 'no value';
    case 'before':
      return `a date, with now before it plus ${criterion.days} days`;
    case 'after':
      return `a date, with now at or after it plus ${criterion.days} days`;
    case 'at_most':
      return `a date, with now at or before it plus ${criterion.days} days`;
    case 'more_than':
      return `a date, with now after it plus ${criterion.days} days`;
    case 'owner_location':
      return criterion.descendants
        ? `the location ${criterion.location}, one below it, or a user of one of them`
        : `the location ${criterion.location}, or a user of it`;
    case 'not_modified_for':
      return `more than ${criterion.days} days ago`;
    case 'parent_closed':
      return 'a closed parent';
  }
}

export function subjectOf(criterion: Criterion): string {
  switch (criterion.kind) {
    case 'not_modified_for':
      return 'server_modified_on';
    case 'parent_closed':
      return criterion.identifier;
    case 'owner_location':
      return 'owner';
    default:
      return criterion.property;
  }
}

function evaluate(criterion: Criterion, facts: Facts): Outcome {
  switch (criterion.kind) {
    case 'not_modified_for':
      return (
        facts.serverModifiedAt < facts.now - criterion.days * MS_PER_DAY || {
          found: isoUtc(facts.serverModifiedAt),
        }
      );
    case 'parent_closed':
      return facts.parentClosed(criterion.identifier) || { found: null };
    case 'owner_location':
      return facts.ownedAt(criterion.location, criterion.descendants) || { found: facts.owner ?? null };
    default: {
      const values = facts.values(criterion.property);
      return values === 'missing parent' ? { found: null } : evaluateValues(criterion, values, facts.now);
    }
  }
}

function evaluateValues(criterion: OnProperty, values: Values, now: Instant): Outcome {
  if (holds(criterion, values, now)) return true;
  const found = foundIn(values);
  const refused = criterion.kind === 'matches' ? refusalOf(criterion.value, values) : undefined;
  return refused === undefined ? { found } : { found, refused };
}

/** Any one value will do, except that `has_no_value` wants none of them to hold any. */
function holds(criterion: OnProperty, values: Values, now: Instant): boolean {
  switch (criterion.kind) {
    case 'equal':
      return values.some((value) => value === criterion.value);
    case 'not_equal':
      return values.some((value) => value !== criterion.value);
    case 'matches':
      return values.some(
        (value) => value !== undefined && matchPattern(criterion.value, value).kind === 'matches',
      );
    case 'has_value':
      return values.some(hasText);
    case 'has_no_value':
      return !values.some(hasText);
    case 'before':
      return dates(values).some((date) => now < date + criterion.days * MS_PER_DAY);
    case 'after':
      return dates(values).some((date) => now >= date + criterion.days * MS_PER_DAY);
    case 'at_most':
      return dates(values).some((date) => now <= date + criterion.days * MS_PER_DAY);
    case 'more_than':
      return dates(values).some((date) => now > date + criterion.days * MS_PER_DAY);
  }
}

function refusalOf(pattern: string, values: Values): string | undefined {
  for (const value of values) {
    const answer = value === undefined ? undefined : matchPattern(pattern, value);
    if (answer?.kind === 'refused') return answer.why;
  }
  return undefined;
}

const hasText = (value: string | undefined): boolean => value !== undefined && strip(value) !== '';

const dates = (values: Values): Instant[] =>
  values.flatMap((value) => (value === undefined ? [] : (criterionInstant(value) ?? [])));

/** The values as one text; null: none of the cases has the property. */
function foundIn(values: Values): string | null {
  const present = values.filter((value) => value !== undefined);
  return present.length === 0 ? null : present.join(', ');
}

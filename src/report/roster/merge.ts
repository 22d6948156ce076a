/** The roster of a run out of those of its shards, which have no people in common. */
import { isOnDisk } from '../../core/model/many-cases.ts';
import type { Plan } from '../../core/model/plan.ts';
import type { WarningKind } from '../warning-kinds.ts';
import { byOutcome, type Funnel, type NothingCounts, type OutcomeCount } from './funnel.ts';
import { byPeople, type NothingGroup } from './nothing.ts';
import type { Roster } from './roster.ts';

/** `warnings` are those of the whole run. */
export function mergeRosters(
  rosters: readonly Omit<Roster, 'people'>[],
  plan: Plan,
  { people, warnings }: { readonly people: Roster['people']; readonly warnings: readonly WarningKind[] },
): Roster {
  const causes = new Set(rosters.flatMap(({ funnels }) => funnels.map(({ cause }) => cause)));
  const funnelOf = (cause: string): Funnel =>
    mergeFunnels(rosters.flatMap(({ funnels }) => funnels.find((funnel) => funnel.cause === cause) ?? []));
  return {
    funnels: [...causes].map(funnelOf),
    gotNothing: mergeGroups(
      rosters.flatMap(({ gotNothing }) => gotNothing),
      plan,
    ),
    warnings,
    filter: rosters[0]!.filter,
    peopleCount: sumOf(rosters, ({ peopleCount }) => peopleCount),
    isPartial: false,
    people,
  };
}

const sumOf = <T>(all: readonly T[], of: (one: T) => number): number =>
  all.reduce((sum, one) => sum + of(one), 0);

function mergeFunnels(funnels: readonly Funnel[]): Funnel {
  const [first] = funnels;
  const { cause, caseType, cases } = first!;
  const counts = funnels.flatMap(({ gotNothing }) => gotNothing ?? []);
  return {
    cause,
    ...(caseType !== undefined && { caseType }),
    ...(cases !== undefined && { cases: sumOf(funnels, (each) => each.cases ?? 0) }),
    matched: sumOf(funnels, ({ matched }) => matched),
    started: sumOf(funnels, ({ started }) => started),
    fellDue: sumOf(funnels, ({ fellDue }) => fellDue),
    outcomes: mergeOutcomes(funnels.flatMap(({ outcomes }) => outcomes)),
    ...(counts.length > 0 && { gotNothing: mergeCounts(counts) }),
  };
}

function mergeOutcomes(all: readonly OutcomeCount[]): OutcomeCount[] {
  const merged = new Map<string, OutcomeCount>();
  for (const one of all) {
    const name = `${one.outcome} ${one.reason ?? ''} ${one.detail ?? ''}`;
    const known = merged.get(name);
    merged.set(
      name,
      known ? { ...known, rows: known.rows + one.rows, people: known.people + one.people } : one,
    );
  }
  return [...merged.values()].sort(byOutcome);
}

function mergeCounts(all: readonly NothingCounts[]): NothingCounts {
  const merged = new Map<string, NothingCounts['reasons'][number]>();
  for (const one of all.flatMap(({ reasons }) => reasons)) {
    const name = `${one.reason} ${one.detail}`;
    merged.set(name, { ...one, count: one.count + (merged.get(name)?.count ?? 0) });
  }
  return {
    contacts: sumOf(all, ({ contacts }) => contacts),
    reasons: [...merged.values()].sort((a, b) => byPeople({ ...a, size: a.count }, { ...b, size: b.count })),
  };
}

/** People stand in the order of the file, in which most stories register them. */
function mergeGroups(all: readonly NothingGroup[], { cases }: Plan): NothingGroup[] {
  const merged = new Map<string, { reason: string; detail: string; people: string[] }>();
  for (const { reason, detail, people } of all) {
    const name = `${reason} ${detail}`;
    const known = merged.get(name) ?? { reason, detail, people: [] };
    known.people.push(...people);
    merged.set(name, known);
  }
  if (merged.size === 0) return [];
  const placeOf = placesOf(cases);
  for (const group of merged.values()) group.people = sortedBy(group.people, placeOf);
  return [...merged.values()].sort((a, b) =>
    byPeople({ ...a, size: a.people.length }, { ...b, size: b.people.length }),
  );
}

function placesOf(cases: Plan['cases']): (key: string) => number {
  const orLast = (place: number): number => (place < 0 ? cases.size : place);
  if (isOnDisk(cases)) return (key) => orLast(cases.indexOf(key));
  const places = new Map([...cases.keys()].map((key, index) => [key, index]));
  return (key) => places.get(key) ?? cases.size;
}

function sortedBy(keys: readonly string[], placeOf: (key: string) => number): string[] {
  return keys
    .map((key) => ({ key, place: placeOf(key) }))
    .sort((a, b) => a.place - b.place)
    .map(({ key }) => key);
}

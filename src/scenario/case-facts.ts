/** What all cases of a file have together, by type: found in one pass over them, so that many cases cost little. */
import type { CaseSeed } from '../core/model/case.ts';
import type { Plan } from '../core/model/plan.ts';

export interface TypeFacts {
  /** Cases of the type. */
  count: number;
  /** Properties that some case has, or that something in the file writes. */
  readonly properties: Set<string>;
  /** Types of the cases that stand behind a link, by its identifier. */
  readonly linked: Map<string, Set<string>>;
  /** language_code → how many of the cases have it. */
  readonly languages: Map<string, number>;
}

/** By `project type`. */
export type CaseFacts = ReadonlyMap<string, TypeFacts>;

export const typeKeyOf = ({ project, type }: Pick<CaseSeed, 'project' | 'type'>): string =>
  `${project} ${type}`;

export function caseFactsOf(
  plan: Pick<Plan, 'cases' | 'timeline' | 'updateRules' | 'surveys' | 'project'>,
): CaseFacts {
  const facts = new Map<string, TypeFacts>();
  for (const seed of plan.cases.values()) addCase(facts, seed, plan.cases);
  addWritten(facts, plan);
  return facts;
}

function addCase(facts: Map<string, TypeFacts>, seed: CaseSeed, cases: Plan['cases']): void {
  const own = factsFor(facts, typeKeyOf(seed));
  own.count += 1;
  for (const property of seed.properties.keys()) own.properties.add(property);
  const language = seed.properties.get('language_code') ?? '';
  if (language !== '') own.languages.set(language, (own.languages.get(language) ?? 0) + 1);
  for (const { case: key, identifier } of seed.parents) {
    const parent = cases.get(key);
    if (!parent) continue;
    const types = own.linked.get(identifier) ?? new Set();
    own.linked.set(identifier, types.add(typeKeyOf(parent)));
  }
}

/** What the timeline, rules and surveys write; a survey may be about a case of any type. */
function addWritten(
  facts: Map<string, TypeFacts>,
  {
    cases,
    timeline,
    updateRules,
    surveys,
    project,
  }: Pick<Plan, 'cases' | 'timeline' | 'updateRules' | 'surveys' | 'project'>,
): void {
  for (const { act } of timeline) {
    for (const change of act.verb === 'update' ? act.changes : []) {
      const seed = cases.get(change.key);
      if (!seed) continue;
      const own = factsFor(facts, typeKeyOf({ project: seed.project, type: change.type ?? seed.type }));
      for (const property of change.set.keys()) own.properties.add(property);
      for (const { case: key, identifier } of change.parents ?? []) {
        const parent = cases.get(key);
        if (parent)
          own.linked.set(identifier, (own.linked.get(identifier) ?? new Set()).add(typeKeyOf(parent)));
      }
    }
  }
  const surveyProperties = [...surveys.values()].flatMap(({ updates }) =>
    updates.map(({ property }) => property),
  );
  for (const own of facts.values()) for (const property of surveyProperties) own.properties.add(property);
  for (const { set, caseType, project: other } of updateRules) {
    const own = facts.get(typeKeyOf({ project: other ?? project.name, type: caseType }));
    for (const path of set.keys()) own?.properties.add(path.slice(path.lastIndexOf('/') + 1));
  }
}

function factsFor(facts: Map<string, TypeFacts>, key: string): TypeFacts {
  const known = facts.get(key);
  if (known) return known;
  const fresh: TypeFacts = { count: 0, properties: new Set(), linked: new Map(), languages: new Map() };
  facts.set(key, fresh);
  return fresh;
}

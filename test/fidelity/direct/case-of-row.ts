import type { CaseSeed, ParentLink } from '../../../src/core/model/case.ts';
import type { CaseRecord } from '../../../src/core/state/records.ts';
import { registerCase } from '../../../src/core/trigger/save-case.ts';
import { instantOf } from './row-times.ts';
import type { RowCase } from './rows.ts';
import { caseSeed, type OpenStage } from './state-for.ts';

/** A row's case and its parents, the case first. */
export function caseSeeds(row: RowCase, key = 'case'): CaseSeed[] {
  const parents = (row.indices ?? []).map(({ identifier, relationship, case: parent }, index) => ({
    link: { case: `${key}-${index}`, identifier, relationship } satisfies ParentLink,
    seeds: caseSeeds(parent, `${key}-${index}`),
  }));
  const { type, closed, properties } = row;
  const own = caseSeed(key, {
    type,
    closed,
    properties: new Map(Object.entries(properties)),
    parents: parents.map(({ link }) => link),
  });
  return [own, ...parents.flatMap(({ seeds }) => seeds)];
}

/** Registers all cases of the plan, the last first, and gives the row's own with its time of saving. */
export function registeredCase({ state }: OpenStage, row: RowCase): CaseRecord {
  for (const key of [...state.world.plan.cases.keys()].reverse()) registerCase(state, key);
  const record = state.world.cases.get('case')!;
  if (row.server_modified_on !== undefined) record.serverModifiedAt = instantOf(row.server_modified_on);
  return record;
}

/** Paths of a query: a property of the case or of an ancestor. */
import type { Expression, PathStep } from '../../../../core/model/expression.ts';
import type { CaseRecord } from '../../../../core/state/records.ts';
import { hqError } from '../hq-error.ts';

/** `parent/parent/age`: the relations that lead to the case, and the property of it. */
export interface StepsToProperty {
  readonly relations: readonly string[];
  readonly step: QueryStep;
}

/** A property of a case, or a fact about it. */
export interface QueryStep {
  readonly name: string;
  textOf(record: CaseRecord): string;
  /** Where it is a moment and no text. */
  momentOf?(record: CaseRecord): number;
}

const attributes: Readonly<Record<string, (record: CaseRecord) => string>> = {
  case_id: ({ caseId }) => caseId,
  case_type: ({ type }) => type,
  owner_id: ({ owner }) => owner ?? '',
  status: ({ closed }) => (closed ? 'closed' : 'open'),
};

const ownNames: Readonly<Record<string, (record: CaseRecord) => string>> = {
  name: ({ name }) => name,
  case_name: ({ name }) => name,
  external_id: ({ externalId }) => externalId ?? '',
};

const moments: Readonly<Record<string, (record: CaseRecord) => number>> = {
  date_opened: ({ openedAt }) => openedAt,
  last_modified: ({ serverModifiedAt }) => serverModifiedAt,
  server_last_modified: ({ serverModifiedAt }) => serverModifiedAt,
};

export function propertyOf(node: Expression): StepsToProperty {
  const steps = stepsOf(node, "the left side is a property: name = 'john'");
  const last = steps.at(-1)!;
  return { relations: steps.slice(0, -1).map(relationOf), step: stepOf(last) };
}

export const relationSteps = (node: Expression): readonly string[] =>
  stepsOf(node, 'ancestor-exists() wants a path such as parent/parent').map(relationOf);

function stepsOf(node: Expression, wanted: string): readonly PathStep[] {
  const isPlain = node.kind === 'path' && node.path.from === 'context' && node.path.steps.length > 0;
  if (!isPlain) throw hqError(400, `query: ${wanted}`);
  const { steps } = node.path;
  if (steps.some(({ predicates }) => predicates.length > 0))
    throw hqError(
      400,
      'query: a path has no conditions in square brackets: write ancestor-exists() or subcase-exists()',
    );
  return steps;
}

function relationOf({ axis, name }: PathStep): string {
  if (axis === 'child' && name !== '*') return name;
  throw hqError(400, 'query: a path goes by names of relations: parent/host/age');
}

function stepOf({ axis, name }: PathStep): QueryStep {
  if (axis === 'attribute') {
    const textOf = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    if (textOf) return { name, textOf };
    const there = Object.keys(attributes).map((one) => `@${one}`);
    throw hqError(400, `query: @${name} is not there; there are ${there.join(', ')}`);
  }
  if (axis !== 'child' || name === '*') throw hqError(400, 'query: a path ends in a property: parent/age');
  if (Object.hasOwn(moments, name)) return { name, textOf: () => '', momentOf: moments[name]! };
  const own = Object.hasOwn(ownNames, name) ? ownNames[name] : undefined;
  return { name, textOf: own ?? (({ properties }) => properties.get(name) ?? '') };
}

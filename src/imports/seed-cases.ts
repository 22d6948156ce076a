/** Found cases → the cases of the plan. */
import type { CaseSeed, ParentLink } from '../core/model/case.ts';
import { type FoundParent, type NamedCase, sourceOf } from './found-case.ts';
import type { ImportReport } from './import-report.ts';
import type { ImportDeclaration, ImportProblem } from './importer.ts';
import { isClosed } from './inspect-cases.ts';

export function seedCases(
  cases: readonly NamedCase[],
  declaration: ImportDeclaration,
  path: string,
): CaseSeed[] {
  const keys = keyBook(cases);
  return cases.map((named) => seedFrom(named, declaration, path, parentsOf(named, keys)));
}

/** What is wrong with types and parents. */
export function inspectSeeds(
  cases: readonly NamedCase[],
  declaration: ImportDeclaration,
  report: ImportReport,
): void {
  checkTypes(cases, declaration, report);
  const keys = keyBook(cases);
  for (const named of cases)
    for (const parent of named.found.parents)
      if (keyOf(parent, keys) === undefined) noteUnknownParent(named, parent, report);
}

function checkTypes(cases: readonly NamedCase[], declaration: ImportDeclaration, report: ImportReport): void {
  const untyped = cases.find((named) => isUntyped(named, declaration));
  if (untyped) report.problem(noType(untyped));
  for (const named of cases) noteType(named, declaration, report);
}

export const isUntyped = ({ found }: NamedCase, { type }: ImportDeclaration): boolean =>
  type === undefined && !found.fields.has('case_type');

export const noType = ({ found }: NamedCase): ImportProblem => ({
  row: found.place.row,
  column: 'case_type',
  found: 'no case type, neither in the file nor in the scenario',
  wanted: 'a case type',
  hint: 'add type: pregnancy to the import',
});

export function noteType(
  { key, found }: NamedCase,
  { type: declared }: ImportDeclaration,
  report: ImportReport,
): void {
  const own = found.fields.get('case_type');
  if (declared === undefined || own === undefined || own === declared) return;
  report.note({ code: 'IMPORT_TYPE_DIFFERS', place: found.place, key, column: 'case_type', found: own });
}

interface KeyBook {
  readonly byCaseId: ReadonlyMap<string, string>;
  readonly byExternalId: ReadonlyMap<string, string>;
}

/** Empty where no case has a parent to look for. */
function keyBook(cases: readonly NamedCase[]): KeyBook {
  const byCaseId = new Map<string, string>();
  const byExternalId = new Map<string, string>();
  if (cases.every(({ found }) => found.parents.length === 0)) return { byCaseId, byExternalId };
  for (const { key, found } of cases) {
    const caseId = found.fields.get('case_id');
    const externalId = found.fields.get('external_id');
    if (caseId !== undefined) byCaseId.set(caseId, key);
    if (externalId !== undefined && !byExternalId.has(externalId)) byExternalId.set(externalId, key);
  }
  return { byCaseId, byExternalId };
}

const none: readonly ParentLink[] = [];

function parentsOf({ found }: NamedCase, keys: KeyBook): readonly ParentLink[] {
  if (found.parents.length === 0) return none;
  return found.parents.flatMap((parent) => {
    const { identifier, relationship } = parent;
    const parentKey = keyOf(parent, keys);
    return parentKey === undefined ? [] : [{ case: parentKey, identifier, relationship }];
  });
}

export function noteUnknownParent(
  { key, found: { place } }: NamedCase,
  { caseId, externalId, identifier }: FoundParent,
  report: ImportReport,
): void {
  const id = caseId ?? externalId ?? '';
  report.note({ code: 'IMPORT_PARENT_UNKNOWN', place, key, column: identifier, found: id });
}

function keyOf({ caseId, externalId }: FoundParent, keys: KeyBook): string | undefined {
  return caseId === undefined ? keys.byExternalId.get(externalId ?? '') : keys.byCaseId.get(caseId);
}

export function seedFrom(
  { key, found: { place, fields, properties } }: NamedCase,
  { project, type }: ImportDeclaration,
  path: string,
  parents: readonly ParentLink[],
): CaseSeed {
  const owner = fields.get('owner_name') ?? fields.get('owner_id');
  const externalId = fields.get('external_id');
  const lastModifiedBy = fields.get('modified_by');
  return {
    key,
    project,
    type: fields.get('case_type') ?? type ?? '',
    name: fields.get('name') ?? '',
    properties,
    ...(owner !== undefined && { owner }),
    parents,
    closed: isClosed(fields.get('closed') ?? ''),
    caseId: fields.get('case_id') ?? key,
    ...(externalId !== undefined && { externalId }),
    ...(lastModifiedBy !== undefined && { lastModifiedBy }),
    source: sourceOf(place, path),
    isImported: true,
  };
}

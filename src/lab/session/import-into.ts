import { importCases } from '../../imports/import-cases.ts';
import type { LiveSession } from './live-session.ts';
import { RequestProblem } from './request-problem.ts';
import { type Written, writtenOf } from './scenario-text.ts';

/** Reads an export and registers its cases now, all or none. */
export function importInto(
  session: LiveSession,
  { name, text, type }: { readonly name: string; readonly text: string; readonly type?: string | undefined },
) {
  const project = session.plan.project.name;
  const declaration = { file: name, columns: new Map<string, string>(), project };
  const typed = type !== undefined && type !== '' ? { ...declaration, type } : declaration;
  const { cases, notices, problems } = importCases(typed, {
    path: name,
    bytes: new TextEncoder().encode(text),
  });
  const first = problems[0];
  if (first) {
    const row = first.row === undefined ? '' : `row ${first.row}: `;
    throw new RequestProblem(422, row + first.found, first.wanted, first.hint);
  }
  const writtenCases = new Map<string, Written>();
  for (const seed of cases) {
    const { key, type: caseType, name: caseName, properties, parents, owner, externalId, caseId } = seed;
    const parent = parents.map((one) => ({ ...one }));
    const known = { type: caseType, name: caseName, owner, external_id: externalId, case_id: caseId };
    const linked = parent.length > 0 ? { parent } : {};
    writtenCases.set(key, writtenOf({ ...Object.fromEntries(properties), ...known, ...linked }));
  }
  session.perform({ entries: [{ register: [...writtenCases.keys()] }], cases: writtenCases });
  return { registered: [...writtenCases.keys()], notices };
}

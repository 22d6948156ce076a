/** A scenario from an export: read, described, rehearsed once, and written with the promises that it kept. */
import type { Plan } from '../core/model/plan.ts';
import type { Run } from '../core/model/run.ts';
import { importCases } from '../imports/import-cases.ts';
import type { Imported, ImportFile } from '../imports/importer.ts';
import { type ExportFacts, factsOf } from './export-facts.ts';
import { promisesOf } from './first-promises.ts';
import { type SkeletonOptions, skeletonOf } from './skeleton.ts';

export interface NewScenario {
  /** Ends in `expect:` and the promises, or before it. */
  readonly text: string;
  readonly facts: ExportFacts;
  readonly run: Run | undefined;
}

/** Reads what the file holds; `type` is that of rows which name none. */
export function readExport(
  file: ImportFile,
  name: string,
  type: string,
  columns: ReadonlyMap<string, string> = new Map(),
): Imported {
  return importCases({ file: name, type, columns, project: 'project' }, file);
}

/** Columns that seem to be what HQ reads under another name, and that no column has. */
export function columnsMeant({ notices }: Imported): ReadonlyMap<string, string> {
  const columns = new Map<string, string>();
  for (const { code, about } of notices) {
    const { column, meant } = about;
    if (code !== 'IMPORT_COLUMN_NAME' || column === undefined || meant === undefined) continue;
    if (![...columns.values()].includes(meant)) columns.set(column, meant);
  }
  return columns;
}

/** `rehearse` runs the text as a scenario; undefined: the scenario is written without promises. */
export async function newScenario(
  { cases }: Imported,
  options: Omit<SkeletonOptions, 'keyByCaseId'>,
  rehearse: ((text: string) => Promise<Run>) | undefined,
): Promise<NewScenario> {
  const facts = factsOf(cases);
  const names = new Set(cases.map(({ name }) => name.trim().toLowerCase()));
  const hasIds = cases.every(({ caseId, key }) => caseId !== '' && caseId !== key);
  const skeleton = skeletonOf(facts, { ...options, keyByCaseId: hasIds && names.size < cases.length });
  const run = await rehearse?.(skeleton);
  return { text: run ? `${skeleton}${promisesOf(run).join('\n')}\n` : skeleton, facts, run };
}

/** The one plan of a scenario that was just written. */
export function onlyPlan(plans: readonly Plan[]): Plan {
  const [plan] = plans;
  if (!plan || plans.length > 1) throw new Error(`one scenario was written, and ${plans.length} were read`);
  return plan;
}

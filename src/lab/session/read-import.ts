/** Reads an export for a session as the command line reads it: CSV in any of its forms, a workbook, or an answer of the Case API. */
import type { CaseSeed } from '../../core/model/case.ts';
import type { Notice } from '../../core/model/plan.ts';
import { importCases } from '../../imports/import-cases.ts';
import { ImportReport } from '../../imports/import-report.ts';
import type { ImportProblem } from '../../imports/importer.ts';
import { prepareImport } from '../../imports/prepare-import.ts';
import type { LiveSession } from './live-session.ts';
import { RequestProblem } from './request-problem.ts';

/** Bytes of a file that a page brings. */
const IMPORT_BYTES_MAX = 10_000_000;

/** A file as a request brings it: as text, or any file as base64. */
export interface ImportBody {
  readonly name: string;
  readonly text?: string | undefined;
  readonly base64?: string | undefined;
  readonly type?: string | undefined;
}

export interface ReadImport {
  readonly cases: readonly CaseSeed[];
  readonly notices: readonly Notice[];
}

/** @throws RequestProblem with the first problem of the file, and where it is. */
export async function readImport(session: LiveSession, body: ImportBody): Promise<ReadImport> {
  const { name, type } = body;
  const project = session.plan.project.name;
  const declaration = { file: name, columns: new Map<string, string>(), project };
  const prepared = await prepareImport({ path: name, bytes: bytesOf(body) });
  const first = prepared.problems[0];
  if (first) throw problemOf(first);
  const typed = type !== undefined && type !== '' ? { ...declaration, type } : declaration;
  const { cases, notices, problems } = importCases(typed, prepared.file);
  if (problems[0]) throw problemOf(problems[0]);
  const report = new ImportReport(name);
  const fitted = fittedTo(session, cases, report);
  return { cases: fitted, notices: [...prepared.notices, ...notices, ...report.notices()] };
}

function bytesOf({ text, base64 }: ImportBody): Uint8Array {
  if ((text === undefined) === (base64 === undefined))
    throw new RequestProblem(422, text === undefined ? 'no text' : 'text and base64', 'text or base64');
  const bytes = text === undefined ? Buffer.from(base64!, 'base64') : new TextEncoder().encode(text);
  if (bytes.length <= IMPORT_BYTES_MAX) return bytes;
  throw new RequestProblem(422, `a file of ${bytes.length} bytes`, `at most ${IMPORT_BYTES_MAX}`);
}

function problemOf({ row, column, found, wanted, hint }: ImportProblem): RequestProblem {
  const place = [
    ...(row === undefined ? [] : [`row ${row}`]),
    ...(column === undefined ? [] : [`column ${column}`]),
  ].join(', ');
  return new RequestProblem(422, place === '' ? found : `${place}: ${found}`, wanted, hint);
}

/** The cases as the session can have them: each with a key of its own, and with owners that there are. */
function fittedTo(session: LiveSession, cases: readonly CaseSeed[], report: ImportReport): CaseSeed[] {
  const { plan, liveRun } = session;
  const { world } = liveRun.engine.state;
  const keysById = new Map([...world.cases.values()].map(({ caseId, key }) => [caseId, key] as const));
  const isOwner = (key: string): boolean =>
    plan.users.has(key) || plan.groups.has(key) || plan.locations.has(key);
  const isTaken = (key: string): boolean => plan.cases.has(key) || world.cases.get(key) !== undefined;
  const fresh = cases.filter(({ caseId, source }) => {
    const known = keysById.get(caseId);
    if (known === undefined) return true;
    const becomes = `${known} of this session has it and stays, this row is left out`;
    report.note({
      code: 'IMPORT_CASE_ID_TWICE',
      place: rowOf(source),
      column: 'case_id',
      found: caseId,
      becomes,
    });
    return false;
  });
  const renamed = new Map<string, string>();
  const used = new Set(fresh.map(({ key }) => key));
  for (const { key, source } of fresh) {
    if (!isTaken(key)) continue;
    let number = 2;
    while (isTaken(`${key}-${number}`) || used.has(`${key}-${number}`)) number += 1;
    const free = `${key}-${number}`;
    used.add(free);
    renamed.set(key, free);
    report.note({ code: 'IMPORT_KEY_TAKEN', place: rowOf(source), key, becomes: `called "${free}"` });
  }
  return fresh.map((seed) => {
    const { owner, source, parents } = seed;
    const key = renamed.get(seed.key) ?? seed.key;
    const kept = owner === undefined || isOwner(owner) ? owner : undefined;
    if (owner !== kept) {
      report.note({
        code: 'IMPORT_OWNER_UNKNOWN',
        place: rowOf(source),
        key,
        column: 'owner',
        found: owner!,
      });
    }
    const linked = parents.map((one) => ({ ...one, case: renamed.get(one.case) ?? one.case }));
    return { ...seed, key, owner: kept, parents: linked };
  });
}

const rowOf = (source: CaseSeed['source']) => ({ word: 'row' as const, row: source?.line ?? 1 });

import type { Plan } from '../core/model/plan.ts';
import { visibleLine } from '../core/render/visible.ts';
import { importCases } from '../imports/import-cases.ts';
import { describeProblems } from '../scenario/describe.ts';
import { loadScenarios, type Problem } from '../scenario/load.ts';
import { exitCodes } from './exit-codes.ts';
import { Parts } from './parts.ts';
import { readText } from './read-text.ts';
import { type ScenarioFile, scenarioFiles } from './scenario-files.ts';
import { Stop } from './stop.ts';
import type { Terminal } from './terminal.ts';

/** What came of one file. */
interface LoadedFile {
  readonly file: ScenarioFile;
  readonly text: string;
  readonly plans: readonly Plan[];
  readonly problems: readonly Problem[];
  /** Why it was not even read. */
  readonly refusal?: string;
}

/** The plans, and every file that was read for them. */
export interface LoadedPlans {
  readonly plans: readonly Plan[];
  readonly inputs: readonly string[];
}

/**
 * The plans of all files, in the order of files and documents. When any file has a problem, all problems of
 * all files are told, and nothing runs.
 */
export async function loadPlans(
  paths: readonly string[],
  seed: number | undefined,
  terminal: Terminal,
): Promise<LoadedPlans> {
  const parts = new Parts();
  const loaded: LoadedFile[] = [];
  for (const file of scenarioFiles(paths)) loaded.push(await loadFile(file, seed, parts));

  // A walked folder also holds what its scenarios use; such a file need not be a scenario itself.
  const bad = loaded.filter(({ file, problems, refusal }) => {
    const isPart = !file.isNamed && parts.has(file.path);
    return !isPart && (problems.length > 0 || refusal !== undefined);
  });
  if (bad.length > 0) throw told(bad, parts, terminal);
  return {
    plans: loaded.flatMap(({ plans }) => plans),
    inputs: [...new Set([...loaded.map(({ file }) => file.path), ...parts.paths()])],
  };
}

async function loadFile(file: ScenarioFile, seed: number | undefined, parts: Parts): Promise<LoadedFile> {
  const read = readText(file.path);
  if ('refusal' in read) return { file, text: '', plans: [], problems: [], refusal: read.refusal };
  const { text } = read;
  const load = () => loadScenarios({ path: file.path, text }, parts.read, { seed, importCases });

  const noticedBefore = parts.notices.length;
  let loaded = load();
  if (await parts.prepare()) loaded = load();
  if ('problems' in loaded) return { file, text, plans: [], problems: loaded.problems };
  const noticed = parts.notices.slice(noticedBefore);
  const plans = loaded.plans.map((plan) => ({ ...plan, notices: [...plan.notices, ...noticed] }));
  return { file, text, plans: noticed.length > 0 ? plans : loaded.plans, problems: [] };
}

function told(bad: readonly LoadedFile[], parts: Parts, terminal: Terminal): Stop {
  for (const { file, refusal } of bad) {
    if (refusal !== undefined) terminal.err(`${visibleLine(file.path)}\n  cannot be read: ${refusal}\n\n`);
  }
  const problems = bad.flatMap((one) => one.problems);
  const texts = new Map([...parts.texts(), ...bad.map(({ file, text }) => [file.path, text] as const)]);
  if (problems.length > 0) terminal.err(`${describeProblems(problems, texts)}\n\n`);
  const where = bad.length === 1 ? bad[0]!.file.path : `${bad.length} files`;
  return new Stop(exitCodes.unreadable, `nothing was run, because of ${where}`);
}

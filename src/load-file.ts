import { readFileSync } from 'node:fs';
import type { Plan } from './core/model/plan.ts';
import { importCases } from './imports/import-cases.ts';
import { loadScenarios } from './scenario/load.ts';
import { ScenarioError } from './scenario/scenario-error.ts';
import type { ReadFile } from './scenario/use.ts';

/**
 * The plans of a scenario file, with the files it uses and imports.
 * @throws ScenarioError with every problem at once.
 */
export function loadFile(
  path: string,
  text: string,
  options: { readonly seed?: number } = {},
): readonly Plan[] {
  const texts = new Map([[path, text]]);
  const loaded = loadScenarios({ path, text }, reader(texts), { ...options, importCases });
  if ('problems' in loaded) throw ScenarioError.from(loaded.problems, texts);
  return loaded.plans;
}

function reader(texts: Map<string, string>): ReadFile {
  return (path) => {
    try {
      const bytes = readFileSync(path);
      const text = bytes.toString('utf8');
      texts.set(path, text);
      return { text, bytes };
    } catch (error) {
      return { problem: reasonOf(error) };
    }
  };
}

/**
 * The text of a scenario file.
 * @throws ScenarioError saying why it cannot be read.
 */
export function scenarioText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ScenarioError(`${path} cannot be read: ${reasonOf(error)}`);
  }
}

const reasons: Readonly<Record<string, string | undefined>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'reading it is not allowed',
  ERR_INVALID_ARG_VALUE: 'it is no path of a file',
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}

import type { Plan } from '../core/model/plan.ts';
import { exampleRows } from './examples.ts';
import type { Importer } from './importer.ts';
import type { Node } from './node.ts';
import { nounOf } from './node.ts';
import { planFromTree } from './plan-from-tree.ts';
import type { Problem } from './problem.ts';
import { problemAt, Reading } from './reading.ts';
import { type ReadFile, Uses } from './use.ts';
import { textOfValue } from './value-text.ts';
import { readYaml } from './yaml-tree.ts';

export type { Problem } from './problem.ts';
export type { ReadFile } from './use.ts';

/** A scenario file: its path, as messages name it, and its text. */
export interface ScenarioFile {
  readonly path: string;
  readonly text: string;
}

export interface LoadOptions {
  /** Takes the place of the file's own seed. */
  readonly seed?: number | undefined;
  /** Reads the files that `import` names. */
  readonly importCases?: Importer | undefined;
}

/** The plans of a file, in order of documents and of example rows; or everything that is wrong with it. */
export type Loaded = { readonly plans: readonly Plan[] } | { readonly problems: readonly Problem[] };

/** Reads a scenario file. Other files it names are asked for through `read`. */
export function loadScenarios(file: ScenarioFile, read: ReadFile, options: LoadOptions = {}): Loaded {
  const parsed = readYaml(file.path, file.text);
  if ('problems' in parsed) return { problems: inOrder(parsed.problems, file.path) };

  const problems: Problem[] = [];
  const plans = parsed.trees.flatMap((tree) => plansOf(tree, file.path, read, options, problems));
  return problems.length > 0 ? { problems: inOrder(problems, file.path) } : { plans };
}

/** Reads a scenario written in a program: its text, or the same as an object. */
export function planFrom(
  value: object | string,
  options: LoadOptions & { readonly read?: ReadFile } = {},
): Loaded {
  const none: ReadFile = () => ({ problem: 'a scenario in a program names no files' });
  const text = typeof value === 'string' ? value : textOfValue(value);
  return loadScenarios({ path: 'scenario', text }, options.read ?? none, options);
}

function plansOf(
  tree: Node,
  path: string,
  read: ReadFile,
  options: LoadOptions,
  problems: Problem[],
): Plan[] {
  if (tree.kind !== 'map') {
    problems.push(problemAt(tree, nounOf(tree), 'a scenario', 'begin with "scenario: <title>"'));
    return [];
  }
  const uses = new Uses(read);
  const root = uses.merged(tree, [path]);
  problems.push(...uses.problems);
  return exampleRows(root, problems).flatMap((row) => {
    const reading = new Reading();
    reading.notices.push(...uses.notices);
    const plan = planFromTree(row, { read, ...options }, reading);
    problems.push(...reading.problems);
    return plan ?? [];
  });
}

/** Each problem once, the file itself first, from top to bottom. */
function inOrder(problems: readonly Problem[], path: string): readonly Problem[] {
  const once = new Map(problems.map((one) => [JSON.stringify(one), one]));
  const rank = ({ file }: Problem) => (file === path ? 0 : 1);
  return [...once.values()].sort(
    (a, b) => rank(a) - rank(b) || compare(a.file, b.file) || a.line - b.line || a.column - b.column,
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

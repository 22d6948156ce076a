import type { Notice, Plan } from '../core/model/plan.ts';
import { exampleRows } from './examples.ts';
import type { ReadFile } from './files-beside.ts';
import type { Importer } from './importer.ts';
import { casesMax, type ImportCount } from './imports.ts';
import { IncludeResolver } from './include-resolver.ts';
import { type MapNode, type Node, nounOf } from './node.ts';
import { ParseContext, problemAt } from './parse-context.ts';
import { type Outside, planFromTree } from './plan-from-tree.ts';
import { type Problem, ProblemCollector } from './problem.ts';
import { scenarioShape } from './scenario-shape.ts';
import { textOfValue } from './value-text.ts';
import { readYaml } from './yaml-tree.ts';

export type { FilePurpose, ReadFile } from './files-beside.ts';
export type { Problem } from './problem.ts';

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
  /** So many problems are listed one by one; 200 unless given. */
  readonly problemsMax?: number | undefined;
  /** Takes each plan that seems sound before its imports are inspected; what is wrong in the file may be told in another order then. */
  readonly onPlan?: ((plan: Plan) => void) | undefined;
}

/** The plans of a file, in order of documents and of example rows; or everything that is wrong with it. */
export type Loaded = { readonly plans: readonly Plan[] } | { readonly problems: readonly Problem[] };

/** Reads a scenario file. Other files it names are asked for through `read`. */
export function loadScenarios(file: ScenarioFile, read: ReadFile, options: LoadOptions = {}): Loaded {
  const parsed = readYaml(file.path, file.text);
  const problems = new ProblemCollector(options.problemsMax);
  if ('problems' in parsed) {
    problems.add(parsed.problems);
    return { problems: problems.inOrder(file.path) };
  }
  const outside = { ...options, read, imported: { cases: 0 } };
  const plans = parsed.trees.flatMap((tree) => plansOf(tree, file.path, outside, problems));
  return problems.isEmpty ? { plans } : { problems: problems.inOrder(file.path) };
}

/** The documents of a file, each laid over what it uses; those with something wrong are left out. */
export function scenarioTrees({ path, text }: ScenarioFile, read: ReadFile): MapNode[] {
  const parsed = readYaml(path, text);
  if ('problems' in parsed) return [];
  return parsed.trees.flatMap((tree) => {
    if (tree.kind !== 'map') return [];
    return tree.entries.has('use') ? new IncludeResolver(read).merged(tree, [path]) : tree;
  });
}

/** The plans of a document that `scenarioTrees` has found, as it is or changed: one for each row of `examples`. */
export function plansOfTree(root: MapNode, read: ReadFile, options: LoadOptions = {}): Loaded {
  const problems = new ProblemCollector(options.problemsMax);
  const plans = plansOfRoot(root, [], { ...options, read, imported: { cases: 0 } }, problems);
  return problems.isEmpty ? { plans } : { problems: problems.inOrder(root.place.origin.file) };
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

/** Of its keys most mean nothing in a scenario: what is wrong with each is of no use. */
function isOtherFile({ entries }: MapNode): boolean {
  const known = [...entries.keys()].filter((key) => Object.hasOwn(scenarioShape.fields, key));
  return !entries.has('scenario') && known.length * 2 <= entries.size;
}

interface Counted extends Outside {
  readonly problemsMax?: number | undefined;
  readonly imported: ImportCount;
}

function plansOf(tree: Node, path: string, outside: Counted, problems: ProblemCollector): Plan[] {
  if (problems.isFull) {
    problems.isCutShort = true;
    return [];
  }
  if (tree.kind !== 'map') {
    problems.add([problemAt(tree, nounOf(tree), 'a scenario', 'begin with "scenario: <title>"')]);
    return [];
  }
  if (isOtherFile(tree)) {
    const wanted = 'a scenario, which begins with "scenario: <title>"';
    problems.add([
      problemAt(
        tree,
        'no key "scenario"',
        wanted,
        'other files of a folder are passed over: name the folder',
      ),
    ]);
    return [];
  }
  const uses = tree.entries.has('use') ? new IncludeResolver(outside.read) : undefined;
  const root = uses?.merged(tree, [path]) ?? tree;
  problems.add(uses?.problems ?? []);
  return plansOfRoot(root, uses?.notices ?? [], outside, problems);
}

function plansOfRoot(
  root: MapNode,
  notices: readonly Notice[],
  outside: Counted,
  problems: ProblemCollector,
): Plan[] {
  const examples = root.entries.get('examples');
  const rowProblems: Problem[] = [];
  const rows = examples ? exampleRows(root, examples, rowProblems) : [root];
  problems.add(rowProblems);
  return rows.flatMap((row) => {
    if (problems.isFull || outside.imported.cases > casesMax) {
      problems.isCutShort = true;
      return [];
    }
    const context = new ParseContext(outside.problemsMax);
    context.notices.push(...notices);
    const plan = planFromTree(row, outside, context);
    problems.add(context.reportedProblems);
    return plan ?? [];
  });
}

import { codeFrameColumns } from '@babel/code-frame';
import type { Problem } from './problem.ts';

/** Lines longer than this are shown without their frame. */
const lineMax = 2000;

/** Problems for a person: where, a picture of the place, what was found, what was wanted, what would mend it. */
export function describeProblems(problems: readonly Problem[], texts: ReadonlyMap<string, string>): string {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return [...problems.map((problem) => describeProblem(problem, texts.get(problem.file))), count].join(
    '\n\n',
  );
}

function describeProblem(problem: Problem, text: string | undefined): string {
  const { file, line, column, path, found, wanted, hint } = problem;
  const lines = [`${file}:${line}:${column}${path === '' ? '' : `  ${path}`}`];
  const frame = text === undefined ? undefined : frameOf(problem, text);
  if (frame !== undefined) lines.push(frame);
  lines.push(`  found   ${found}`, `  wanted  ${wanted}`);
  if (hint !== undefined) lines.push(`  hint    ${hint}`);
  return lines.join('\n');
}

function frameOf({ line, column, endColumn }: Problem, text: string): string | undefined {
  const lines = text.split(/\r?\n/);
  const near = lines.slice(Math.max(0, line - 2), line + 1);
  if (line > lines.length || near.some((one) => one.length > lineMax)) return undefined;
  const end = endColumn === undefined ? {} : { end: { line, column: endColumn } };
  return codeFrameColumns(text, { start: { line, column }, ...end }, { linesAbove: 1, linesBelow: 1 });
}

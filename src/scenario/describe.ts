import { codeFrameColumns } from '@babel/code-frame';
import { visible, visibleLine } from '../core/render/visible.ts';
import { grouped } from '../core/text/grouped.ts';
import type { Problem } from './problem.ts';
import { linesWithoutSecrets } from './secret-lines.ts';

/** Lines longer than this are shown without their frame. */
const lineMax = 2000;

/**
 * Problems for a person: where, a picture of the place, what was found, what was wanted, what would mend it.
 * Hidden characters are visible in it, and the secrets of the file are left out.
 */
export function describeProblems(
  problems: readonly Problem[],
  texts: ReadonlyMap<string, string>,
  leftOut: readonly LeftOut[] = [],
): string {
  const all = [...problems, ...leftOut].reduce((sum, { count = 1 }) => sum + count, 0);
  const count = all === 1 ? '1 problem' : `${grouped(all)} problems`;
  const files = new Map<string, FileLines>();
  const linesOf = (file: string): FileLines | undefined => {
    const text = texts.get(file);
    if (text !== undefined && !files.has(file)) files.set(file, readLines(text));
    return files.get(file);
  };
  const described = problems.map((problem) => describeProblem(problem, linesOf(problem.file)));
  return [...described, ...leftOut.map(({ text }) => text), count].join('\n\n');
}

/** Problems that are not shown, and the line that stands for them. */
interface LeftOut {
  readonly count: number;
  readonly text: string;
}

/** As the author wrote them, and as they are shown. */
interface FileLines {
  readonly sourceLines: readonly string[];
  readonly shownLines: readonly string[];
}

function readLines(text: string): FileLines {
  const sourceLines = text.split(/\r?\n/);
  return { sourceLines, shownLines: linesWithoutSecrets(sourceLines).map(visible) };
}

function describeProblem(problem: Problem, fileLines: FileLines | undefined): string {
  const { file, line, column, path, found, wanted, hint } = problem;
  const place = `${visibleLine(file)}:${line}:${column}`;
  const lines = [path === '' ? place : `${place}  ${visibleLine(path)}`];
  const frame = fileLines && frameOf(problem, fileLines);
  if (frame !== undefined) lines.push(frame);
  lines.push(`  found   ${visibleLine(found)}`, `  wanted  ${visibleLine(wanted)}`);
  if (hint !== undefined) lines.push(`  hint    ${visibleLine(hint)}`);
  return lines.join('\n');
}

/** Only the lines around it are handed over: a long text is not cut up again for each problem. */
function frameOf(
  { line, column, endColumn }: Problem,
  { sourceLines, shownLines }: FileLines,
): string | undefined {
  const first = Math.max(0, line - 2);
  const near = sourceLines.slice(first, line + 1);
  if (line > sourceLines.length || near.some((one) => one.length > lineMax)) return undefined;
  const columnOf = (sourceColumn: number) =>
    shownColumn(sourceLines[line - 1]!, shownLines[line - 1]!, sourceColumn);
  const end = endColumn === undefined ? {} : { end: { line, column: columnOf(endColumn) } };
  const start = { line, column: columnOf(column) };
  const options = { linesAbove: 1, linesBelow: 1, startLine: first + 1 };
  return codeFrameColumns(shownLines.slice(first, line + 1).join('\n'), { start, ...end }, options);
}

/** Where a column of a line stands when hidden characters before it are written out and secrets left out. */
function shownColumn(sourceLine: string, shownLine: string, column: number): number {
  const [before = ''] = linesWithoutSecrets([sourceLine.slice(0, column - 1)]).map(visible);
  return Math.min(before.length, shownLine.length) + 1;
}

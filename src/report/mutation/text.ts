/** Changes of scenarios for people: a table of kinds, then what no promise noticed, with the promise that would. */
import { grouped } from '../../core/text/grouped.ts';
import { counted, percentText, realTimeText, stories } from '../text/span.ts';
import { type Ink, inkFor, padEnd, padStart, plainLine, wrapHanging } from '../text/terminal-text.ts';
import { type Mutant, type MutationResult, type Score, scoreOf, scoresByKind } from './result.ts';

/** Survivors that are listed on the screen. */
const SURVIVORS_MAX = 20;

export interface MutationLook {
  readonly columns: number;
  readonly colour: boolean;
}

export function mutationText(result: MutationResult, { columns, colour }: MutationLook): string {
  const ink = inkFor(colour);
  const { mutants } = result;
  const survivors = mutants.filter(({ status }) => status === 'survived');
  const lines = [
    ink.strong(`${stories(result.stories)}, ${counted(mutants.length, 'change')} tried one at a time`),
    ...(mutants.length > 0 ? [headText] : []),
    ...scoresByKind(mutants).map(([kind, score]) => rowText(kind, score, ink)),
    rowText('together', scoreOf(mutants), ink),
    ...remarks(result, columns, ink),
    ...(survivors.length > 0 ? ['', ink.strong('No promise noticed')] : []),
    ...survivors.slice(0, SURVIVORS_MAX).flatMap((mutant) => survivorLines(mutant, columns, ink)),
  ];
  const more = survivors.length - SURVIVORS_MAX;
  if (more > 0) lines.push(ink.quiet(`  … and ${grouped(more)} more; --report json=FILE has all`));
  return `${lines.join('\n')}\n`;
}

const headText = `  ${padEnd('', 10)}${['killed', 'survived', 'score', 'equal'].map((name) => padStart(name, 10)).join('')}`;

function rowText(name: string, { killed, survived, equal }: Score, ink: Ink): string {
  const paint = survived === 0 ? ink.good : ink.odd;
  const cells = [grouped(killed), grouped(survived), percentText(killed, killed + survived), grouped(equal)];
  const [a, b, c, d] = cells.map((cell) => padStart(cell, 10));
  return `  ${padEnd(name, 10)}${a}${b}${paint(c!)}${d}`;
}

function remarks(
  { untried, promiseNothing, mutants, seed, realMs }: MutationResult,
  columns: number,
  ink: Ink,
): string[] {
  const [first] = promiseNothing;
  const texts = [
    mutants.some(({ status }) => status === 'equal')
      ? 'equal: the run is the same in all that a promise can be about; not in the score'
      : undefined,
    untried > 0
      ? `${grouped(untried)} more were not tried: those that were are a fair sample, drawn with seed ${seed}; --max and --time set how many`
      : undefined,
    first === undefined
      ? undefined
      : `${stories(promiseNothing.length)} without promises left out, the first ${plainLine(first)}`,
    `${realTimeText(realMs)}, ${realTimeText(realMs / Math.max(1, mutants.length))} for each`,
  ];
  return texts.flatMap((text) =>
    text === undefined ? [] : wrapHanging('  ', text, columns).map((line) => ink.quiet(line)),
  );
}

function survivorLines(mutant: Mutant, columns: number, ink: Ink): string[] {
  const { file, line, column, kind, path, before, after, promise = '', story = '', amend } = mutant;
  const isElsewhere = !story.startsWith(`${file}:`);
  const change = after === undefined ? `${before}  left out` : `${before}  →  ${after}`;
  return [
    `  ${plainLine(`${file}:${line}:${column}`)}  ${kind}  ${ink.strong(plainLine(path))}`,
    ...wrapHanging('      change   ', plainLine(change), columns),
    ...(isElsewhere ? [`      story    ${plainLine(story)}`] : []),
    // A line to paste is not broken.
    `      promise  ${plainLine(promise)}`,
    ...(amend
      ? wrapHanging(
          `      or       `,
          `${plainLine(amend.fields.join(', '))}  in the promise of line ${amend.line}`,
          columns,
        )
      : []),
  ];
}

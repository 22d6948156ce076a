import { visibleLine } from '../../core/render/visible.ts';
import type { Failure, ScenarioResult } from '../scenario-result.ts';
import { counted } from '../text/span.ts';
import { type Ink, plainLine } from '../text/style.ts';
import { wrap, wrapHanging } from '../text/width.ts';

/** Failures of one story told on a screen; the json reporter has them all. */
const FAILURES_MAX = 20;
/** Where a failure's title begins, and where its evidence does. */
const HEAD_CELLS = 4;
const EVIDENCE_CELLS = 6;

/** Every broken promise with its evidence, and under each story the line that does it again. */
export function failuresText(stories: readonly ScenarioResult[], terminalCells: number, ink: Ink): string {
  return stories
    .filter(({ failures }) => failures.length > 0)
    .map((story) => storyText(story, terminalCells, ink))
    .join('');
}

function storyText({ title, failures, replay }: ScenarioResult, terminalCells: number, ink: Ink): string {
  const told = failures.slice(0, FAILURES_MAX).map((failure) => failureText(failure, terminalCells, ink));
  const more = failures.length - told.length;
  if (more > 0) told.push(ink.quiet(`  … and ${counted(more, 'failure')} more; --reporter json has all\n`));
  const heading = wrap(plainLine(title), terminalCells).map((line) => ink.strong(line));
  return `\n${heading.join('\n')}\n${told.join('')}${againText(replay, ink)}`;
}

/** Never wrapped: people copy it. */
const againText = (replay: string, ink: Ink): string => `  ${ink.quiet('again')}  ${replay}\n`;

function failureText({ title, lines, where }: Failure, terminalCells: number, ink: Ink): string {
  const head = wrap(plainLine(title), terminalCells - HEAD_CELLS).join(`\n${' '.repeat(HEAD_CELLS)}`);
  const indent = ' '.repeat(EVIDENCE_CELLS);
  const evidence = lines
    .flatMap(({ label = '', text }) =>
      wrapHanging(visibleLine(label), visibleLine(text), terminalCells - EVIDENCE_CELLS),
    )
    .map((line) => `${indent}${line}\n`);
  const place = where === undefined ? '' : `${indent}${ink.quiet(visibleLine(where))}\n`;
  return `  ${ink.bad('✗')} ${head}\n${evidence.join('')}${place}`;
}

import type { Failure, Story } from '../story.ts';
import { plainLine } from '../text/plain-line.ts';
import { counted } from '../text/span.ts';
import { wrap } from '../text/width.ts';
import type { Ink } from './ink.ts';

/** Failures of one story told on a screen; the json reporter has them all. */
const FAILURES_MAX = 20;

/** Every broken promise with its evidence, and under each story the line that does it again. */
export function failuresText(stories: readonly Story[], terminalCells: number, ink: Ink): string {
  return stories
    .filter(({ failures }) => failures.length > 0)
    .map((story) => storyText(story, terminalCells, ink))
    .join('');
}

function storyText({ title, failures, replay }: Story, terminalCells: number, ink: Ink): string {
  const told = failures.slice(0, FAILURES_MAX).map((failure) => failureText(failure, terminalCells, ink));
  const more = failures.length - told.length;
  if (more > 0) told.push(ink.quiet(`  … and ${counted(more, 'failure')} more; --reporter json has all\n`));
  return `\n${ink.strong(plainLine(title))}\n${told.join('')}  ${ink.quiet('again')}  ${replay}\n`;
}

function failureText({ title, lines, where }: Failure, terminalCells: number, ink: Ink): string {
  const head = wrap(plainLine(title), Math.max(40, terminalCells - 4)).join('\n    ');
  const evidence = lines.map((line) => `      ${line.trimEnd()}\n`).join('');
  const place = where === undefined ? '' : `      ${ink.quiet(where)}\n`;
  return `  ${ink.bad('✗')} ${head}\n${evidence}${place}`;
}

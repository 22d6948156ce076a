/** The end of a report: what failed, with its evidence, and how it all went. */
import { visibleLine } from '../../core/render/visible.ts';
import { grouped } from '../../core/text/grouped.ts';
import { type Failure, type ScenarioResult, shellWord } from '../scenario-result.ts';
import type { Summary } from '../summary.ts';
import { counted, realTimeText, spanText, stories } from '../text/span.ts';
import { type Ink, plainLine, wrap, wrapHanging } from '../text/terminal-text.ts';

/** Failures of one story shown on a screen; the json reporter has them all. */
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
  const texts = failures.slice(0, FAILURES_MAX).map((failure) => failureText(failure, terminalCells, ink));
  const more = failures.length - texts.length;
  if (more > 0) texts.push(ink.quiet(`  … and ${counted(more, 'failure')} more; --reporter json has all\n`));
  const heading = wrap(plainLine(title), terminalCells).map((line) => ink.strong(line));
  return `\n${heading.join('\n')}\n${texts.join('')}${againText(replay, ink)}`;
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

const LABEL_CELLS = 10;
/** Error codes named in the summary. */
const CODES_MAX = 5;
/** What somebody who sees everything green may want to do. */
function nextText({ askable }: Summary): string {
  if (!askable) return 'drysend --help';
  return `drysend why ${shellWord(askable.file)} --to ${shellWord(askable.to)} tells why each message went, or did not; drysend --help`;
}

/** The end of the report: how it went, what was sent, how much time it covered, and how to get it again. */
export function summaryText(summary: Summary, terminalCells: number, ink: Ink): string {
  const facts: (readonly [label: string, text: string])[] = [
    ['messages', messagesText(summary)],
    ['errors', errorsText(summary)],
    ...(summary.warnings > 0 ? [['warnings', warningsText(summary)] as const] : []),
    ['time', `${spanText(summary.virtualMs)} of virtual time in ${realTimeText(summary.realMs)}`],
    ['seed', summary.seeds.join(', ')],
    ...(summary.tz === '' ? [] : [['zones', `tz ${summary.tz}`] as const]),
    ...(summary.digest === '' ? [] : [['digest', digestText(summary)] as const]),
    ...(summary.ok ? [['next', nextText(summary)] as const] : []),
  ];
  const lines = facts.map(([label, text]) => factText(label, text, terminalCells, ink));
  return `\n${headline(summary, ink)}\n${lines.join('')}`;
}

function headline({ outcomes, stories: count, notRun }: Summary, ink: Ink): string {
  const parts: string[] = [];
  if (outcomes.stopped > 0) parts.push(ink.bad(`${stories(outcomes.stopped)} could not be rehearsed`));
  if (outcomes.broken > 0) parts.push(ink.bad(`${outcomes.broken} of ${stories(count)} broke a promise`));
  if (outcomes.kept > 0) parts.push(ink.good(`${stories(outcomes.kept)} kept every promise`));
  if (outcomes.shown > 0) parts.push(`${stories(outcomes.shown)} promised nothing`);
  if (notRun > 0) parts.push(`${notRun} not run`);
  return ink.strong(parts.join(', '));
}

/** Somebody who sees them for the first time must not take them for failures. */
function warningsText({ warnings, warningsPromised }: Summary): string {
  const promised = warningsPromised > 0 ? ` (${grouped(warningsPromised)} of them promised)` : '';
  return `${grouped(warnings)}${promised}, of what may surprise: a warning breaks no promise`;
}

function messagesText({ sms, email, segments }: Summary): string {
  const texts = sms > 0 ? `${grouped(sms)} sms (${counted(segments, 'segment')})` : '0 sms';
  return email > 0 ? `${texts}, ${grouped(email)} email` : texts;
}

function errorsText({ errors, errorsByCode }: Summary): string {
  if (errors === 0) return '0';
  const named = errorsByCode.slice(0, CODES_MAX).map(([code, count]) => `${code} ${grouped(count)}`);
  const more = errorsByCode.length - named.length;
  return `${grouped(errors)}: ${named.join(', ')}${more > 0 ? ` and ${more} more codes` : ''}`;
}

function digestText({ digest, stories: count }: Summary): string {
  return count === 1 ? digest : `${digest.slice(0, 16)} of ${count} journals`;
}

function factText(label: string, text: string, terminalCells: number, ink: Ink): string {
  const lines = wrap(text, Math.max(40, terminalCells - LABEL_CELLS));
  return `${ink.quiet(label.padEnd(LABEL_CELLS))}${lines.join(`\n${' '.repeat(LABEL_CELLS)}`)}\n`;
}

/** The report for people: a table of stories as they end, what was only shown, failures, a summary. */

import { grouped } from '../../core/text/grouped.ts';
import type { Look, Opening, Reporter } from '../reporter.ts';
import type { Outcome, ScenarioResult } from '../scenario-result.ts';
import type { Summary } from '../summary.ts';
import { realTimeText, spanText } from '../text/span.ts';
import { cut, displayWidth, type Ink, inkFor, padEnd, padStart, plainLine } from '../text/terminal-text.ts';
import { failuresText, summaryText } from './summary-text.ts';
import { transcriptText } from './transcript-text.ts';
import { warningsText } from './warnings-text.ts';

/** Prints each story in a line as it ends, and the rest when all have ended. */
export function prettyReporter(look: Look): Reporter {
  const ink = inkFor(look.colour);
  const results: ScenarioResult[] = [];
  let layout: TableLayout = layoutFor([], look.columns);
  return {
    begin(opening) {
      layout = layoutFor(opening.titles, look.columns);
      return openingText(opening, ink) + headText(layout, ink);
    },
    story(story) {
      results.push(story);
      return rowText(story, layout, ink);
    },
    end(summary: Summary) {
      const withTranscript = results.filter(({ outcome, roster }) => outcome === 'shown' || roster);
      return [
        ...withTranscript.map((story) => transcriptText(story, look.columns, ink)),
        failuresText(results, look.columns, ink),
        summary.warnings > 0 ? warningsText(results, look.columns, ink) : '',
        summaryText(summary, look.columns, ink),
      ].join('');
    },
  };
}

function openingText({ version }: Opening, ink: Ink): string {
  return `${ink.strong('drysend')} ${ink.quiet(version)}\n\n`;
}

/** Cells of the column of titles; the other columns have a width of their own. */
interface TableLayout {
  readonly titleCells: number;
}

const MARK_CELLS = 2;
const TITLE_CELLS_MIN = 12;
const columns = [
  { head: 'messages', cells: 10 },
  { head: 'errors', cells: 8 },
  { head: 'span', cells: 12 },
  { head: 'took', cells: 10 },
] as const;
const factsCells = columns.reduce((sum, { cells }) => sum + cells, 0);

/** As wide as the longest title, as long as the whole row fits the terminal. */
function layoutFor(titles: readonly string[], terminalCells: number): TableLayout {
  const longest = Math.max(TITLE_CELLS_MIN, ...titles.map((title) => displayWidth(plainLine(title))));
  const room = terminalCells - MARK_CELLS - factsCells;
  return { titleCells: Math.max(TITLE_CELLS_MIN, Math.min(longest, room)) };
}

function headText({ titleCells }: TableLayout, ink: Ink): string {
  const heads = columns.map(({ head, cells }) => padStart(head, cells)).join('');
  return `${ink.quiet(' '.repeat(MARK_CELLS) + padEnd('story', titleCells) + heads)}\n`;
}

/** One story: its mark, title, messages, errors, virtual span and real time. */
function rowText(story: ScenarioResult, { titleCells }: TableLayout, ink: Ink): string {
  const { outcome, totals, startsAt, endsAt, realMs } = story;
  const [messages, errors, span, took] = columns;
  const isStopped = outcome === 'stopped';
  const title = padEnd(cut(plainLine(story.title), titleCells), titleCells);
  return `${[
    `${markFor(outcome, ink)} `,
    story.failures.length > 0 ? ink.strong(title) : title,
    countCell(isStopped ? 0 : totals.sms + totals.email, messages.cells, ink),
    countCell(totals.errors, errors.cells, ink),
    apart(isStopped ? '' : spanText(endsAt - startsAt), span.cells),
    ink.quiet(apart(realTimeText(realMs), took.cells)),
  ].join('')}\n`;
}

function markFor(outcome: Outcome, ink: Ink): string {
  switch (outcome) {
    case 'kept':
      return ink.good('✓');
    case 'shown':
      return ink.odd('•');
    case 'broken':
    case 'stopped':
      return ink.bad('✗');
  }
}

function countCell(count: number, cells: number, ink: Ink): string {
  return count === 0 ? ink.quiet(padStart('·', cells)) : apart(grouped(count), cells);
}

/** At the right of its column, or past it where it is too long, and never joined to what stands before it. */
const apart = (text: string, cells: number): string =>
  padStart(text, Math.max(cells, displayWidth(text) + 1));

import type { Look, Opening, Reporter } from '../reporter.ts';
import type { ScenarioResult } from '../scenario-result.ts';
import type { Summary } from '../summary.ts';
import { type Ink, inkFor } from '../text/style.ts';
import { failuresText, summaryText } from './summary-text.ts';
import { headText, layoutFor, rowText, type TableLayout } from './table.ts';
import { transcriptText } from './transcript-text.ts';
import { warningsText } from './warnings-text.ts';

/** The report for people: a table of stories as they end, what was only shown, failures, a summary. */
export function prettyReporter(look: Look): Reporter {
  const ink = inkFor(look.colour);
  const told: ScenarioResult[] = [];
  let layout: TableLayout = layoutFor([], look.columns);
  return {
    begin(opening) {
      layout = layoutFor(opening.titles, look.columns);
      return openingText(opening, ink) + headText(layout, ink);
    },
    story(story) {
      told.push(story);
      return rowText(story, layout, ink);
    },
    end(summary: Summary) {
      const shown = told.map((story) => transcriptText(story, look.columns, ink)).join('');
      return [
        shown,
        failuresText(told, look.columns, ink),
        warningsText(told, look.columns, ink),
        summaryText(summary, look.columns, ink),
      ].join('');
    },
  };
}

function openingText({ version }: Opening, ink: Ink): string {
  return `${ink.strong('drysend')} ${ink.quiet(version)}\n\n`;
}

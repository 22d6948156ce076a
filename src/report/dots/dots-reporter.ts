import { failuresText, summaryText } from '../pretty/summary-text.ts';
import type { Look, Reporter } from '../reporter.ts';
import type { Outcome, ScenarioResult } from '../scenario-result.ts';
import { inkFor } from '../text/terminal-text.ts';

const signs: Readonly<Record<Outcome, string>> = { kept: '.', shown: '-', broken: 'F', stopped: 'E' };

/** One sign a story, then failures and the summary: for long lists and plain logs. */
export function dotsReporter(look: Look): Reporter {
  const ink = inkFor(look.colour);
  const results: ScenarioResult[] = [];
  return {
    begin: () => '',
    story(story) {
      results.push(story);
      const sign = story.failures.length > 0 ? ink.bad(signs[story.outcome]) : signs[story.outcome];
      return results.length % look.columns === 0 ? `${sign}\n` : sign;
    },
    end: (summary) =>
      `\n${failuresText(results, look.columns, ink)}${summaryText(summary, look.columns, ink)}`,
  };
}

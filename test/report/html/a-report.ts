/** An HTML report of a story, made as `drysend run --reporter html` makes it, and read as its page reads it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import type { Plan } from '../../../src/core/model/plan.ts';
import { zoneOfProject } from '../../../src/core/time/zone.ts';
import { rehearsePlan } from '../../../src/rehearse.ts';
import type { ReportSummary } from '../../../src/report/html/data/report-summary.ts';
import { decodeStory, type StoryData } from '../../../src/report/html/data/story-data.ts';
import { ExchangeKeeper, type KeptExchange } from '../../../src/report/html/exchange-keeper.ts';
import { htmlReporter } from '../../../src/report/html/html-reporter.ts';
import { StoryRecorder, withExchanges } from '../../../src/report/html/story-recorder.ts';
import { peopleOf } from '../../../src/report/people.ts';
import { RosterCollector } from '../../../src/report/roster/roster.ts';
import { resultOf, type ScenarioResult } from '../../../src/report/scenario-result.ts';
import { plansFrom } from '../../helpers/plans-from.ts';
import { report } from '../a-story.ts';

/** The page as the build makes it. */
export const builtPage = (): string =>
  readFileSync(join(import.meta.dirname, '../../../dist/report.html'), 'utf8');

/** A page with room for data and nothing else. */
export const BARE_PAGE = '<body><!--summary--><script>1</script><!--data--></body>';

export function reportOf(yaml: string, page = BARE_PAGE): string {
  const keeper = new ExchangeKeeper();
  return report(
    () => htmlReporter(page),
    plansFrom(yaml).map((plan) => recordedResult(plan, { keeper })),
  );
}

interface Recording {
  readonly keeper: ExchangeKeeper;
  readonly linesMax?: number;
}

export function recordedResult(plan: Plan, { keeper, linesMax }: Recording): ScenarioResult {
  const recorder = new StoryRecorder(plan, new ExchangeKeeper(), linesMax);
  const roster = new RosterCollector({
    plan,
    people: peopleOf(plan),
    zone: zoneOfProject(plan.project),
    onRow: (row) => recorder.row(row),
  });
  const run = rehearsePlan(plan, {
    onEntry: (seq, entry) => {
      roster.record(seq, entry);
      recorder.entry(entry);
    },
    onExchange: (exchange) => recorder.exchange(exchange),
  });
  return withExchanges(resultOf(run, 1, { record: recorder.end(run, roster.end()) }), keeper);
}

/** What stands in the element with this id; undefined when there is none. */
export function elementText(html: string, id: string): string | undefined {
  const start = html.indexOf(`id="${id}">`);
  return start < 0 ? undefined : html.slice(start + `id="${id}">`.length, html.indexOf('</script>', start));
}

export const summaryIn = (html: string): ReportSummary => JSON.parse(elementText(html, 'summary') ?? '');

export const storyIn = (html: string, index = 0): StoryData =>
  decodeStory(inflated(elementText(html, `story-${index}`)));

export const wireIn = (html: string, index = 0): KeptExchange[] =>
  JSON.parse(Buffer.from(inflated(elementText(html, `wire-${index}`))).toString('utf8'));

const inflated = (base64 = ''): Uint8Array => new Uint8Array(inflateRawSync(Buffer.from(base64, 'base64')));

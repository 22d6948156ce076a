/** The report for a browser: one page that holds all it shows and asks nobody for more. */
import type { Opening, Reporter } from '../reporter.ts';
import type { Failure, ScenarioResult } from '../scenario-result.ts';
import type { Summary } from '../summary.ts';
import { evidenceText } from '../verdict/evidence-line.ts';
import type { FailureSummary, ReportSummary, StorySummary } from './data/report-summary.ts';
import { type DataBlock, pageWith } from './page-with.ts';

/** Of one story; the JSON report has all. */
const FAILURES_MAX = 500;

/** `page` is the empty page, as the build makes it. Stories need their `record`. */
export function htmlReporter(page: string): Reporter {
  const results: ScenarioResult[] = [];
  let version = '';
  return {
    begin(opening: Opening) {
      version = opening.version;
      return '';
    },
    story(story) {
      results.push(story);
      return '';
    },
    end: (summary) =>
      pageWith(page, { summary: summaryFor(version, results, summary), blocks: results.flatMap(blocksOf) }),
  };
}

const blocksOf = ({ record }: ScenarioResult, index: number): DataBlock[] => [
  { id: `story-${index}`, base64: record?.data ?? '' },
  { id: `wire-${index}`, base64: record?.wire ?? '' },
];

function summaryFor(version: string, results: readonly ScenarioResult[], summary: Summary): ReportSummary {
  const { ok, tz, digest, notRun } = summary;
  return { kind: 'run', version, ok, tz, digest, notRun, stories: results.map(storyOf) };
}

function storyOf(story: ScenarioResult): StorySummary {
  const { title, tags, outcome, seed, zone, startsAt, endsAt, digest, totals, keptCount, failures } = story;
  return {
    ...{ title, tags, outcome, seed, zone, startsAt, endsAt, digest, keptCount },
    where: `${story.file}:${story.line}`,
    totals: { ...totals, pending: totals.pending.length },
    failures: failures.slice(0, FAILURES_MAX).map(failureOf),
    failuresLeftOut: Math.max(0, failures.length - FAILURES_MAX),
    replay: story.replay,
    counts: story.record?.counts,
  };
}

const failureOf = ({ title, lines, where }: Failure): FailureSummary => ({
  title,
  lines: lines.map(evidenceText),
  where,
});
